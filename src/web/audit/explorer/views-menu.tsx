import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Opener } from '../../ui/opener.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';

const Views = laterPart(async () => (await import('./views-layer.tsx')).ViewsLayer);

/** Views saved under a name in this browser: open, overwrite, delete, and save the one that is shown. */
export const ViewsMenu = () => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [
    { label: 'Saved views', also: 'save this view bookmark favourite', run: () => setOpen(true) },
  ]);
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <ToolButton
          {...target}
          icon="bookmark"
          label="Views"
          name="Saved views"
          onClick={() => setOpen(!open)}
        />
      )}
    >
      {(opened) => <Views {...opened} />}
    </Opener>
  );
};
