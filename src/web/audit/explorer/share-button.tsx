import { useState } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import { laterPart } from '../../lib/later-part.ts';
import { queryOf } from '../../lib/marks.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Opener } from '../../ui/opener.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import type { Instants } from '../time/range.ts';
import type { Shared } from './share-layer.tsx';
import { sharedView } from './shared-link.ts';

const Form = laterPart(async () => (await import('./share-layer.tsx')).ShareLayer);

type Props<View> = {
  /** What the rows are: “event”. */
  readonly noun: string;
  readonly view: View;
  readonly write: (view: View) => URLSearchParams;
  readonly instants: Instants;
  /** When the rows of the view were asked for. */
  readonly asOf: Micros;
  readonly zone: string;
  /** What the link holds beside the range. */
  readonly holds: string;
};

/** Gives a link by which somebody else sees the same: by default the very same rows, whenever it is opened. */
export const ShareButton = <View extends Shared>({ write, ...shared }: Props<View>) => {
  const { view, instants, asOf, zone } = shared;
  const [open, setOpen] = useState(false);
  usePageActions(() => [{ label: 'Share', also: 'copy link send url', run: () => setOpen(true) }]);
  const searchOf = (moving: boolean): string =>
    queryOf(write(sharedView(view, instants, asOf, { moving, zone }))).toString();
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <ToolButton {...target} icon="share" label="Share" onClick={() => setOpen(!open)} />
      )}
    >
      {(opened) => <Form {...opened} {...shared} searchOf={searchOf} />}
    </Opener>
  );
};
