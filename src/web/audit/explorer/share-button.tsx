import { Button, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { queryOf } from '../../lib/marks.ts';
import type { ExplorerView } from './explorer-url.ts';
import { rangeWords } from '../time/range-words.ts';
import type { Instants } from '../time/range.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import { frozenRange } from '../time/range-steps.ts';
import css from './share-button.module.css';
import { isMoving, sharedView } from './shared-link.ts';

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

type Shared = Pick<ExplorerView, 'range' | 'live'>;

/** Gives a link by which somebody else sees the same: by default the very same rows, whenever it is opened. */
export const ShareButton = <View extends Shared>(props: Props<View>) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [{ label: 'Share', also: 'copy link send url', run: () => setOpen(true) }]);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ToolButton icon="share" label="Share" onClick={() => setOpen(!open)} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Share">
        <ShareForm {...props} />
      </Popover.Dropdown>
    </Popover>
  );
};

const ShareForm = <View extends Shared>({ noun, view, write, holds, ...at }: Props<View>) => {
  const { instants, asOf, zone } = at;
  const [moving, setMoving] = useState(false);
  const { words, copy } = useCopy();
  const { origin, pathname } = window.location;
  const search = queryOf(write(sharedView(view, instants, asOf, { moving, zone }))).toString();
  const link = `${origin}${pathname}?${search}`;
  const choices = [
    {
      moving: false,
      title: `The same ${noun}s`,
      about: rangeWords(frozenRange(view.range, instants, asOf), zone),
    },
    { moving: true, title: 'Up to when it is opened', about: rangeWords(view.range, zone) },
  ];
  return (
    <>
      {isMoving(view) && (
        <fieldset className={css['choices']}>
          <legend>Whoever opens the link sees</legend>
          {choices.map((choice) => (
            <label key={choice.title}>
              <input
                type="radio"
                name="moving"
                checked={moving === choice.moving}
                onChange={() => setMoving(choice.moving)}
              />
              <span>
                {choice.title}
                <small>{choice.about}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className={css['link']}>
        <TextInput
          size="xs"
          readOnly
          aria-label="Link"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button size="xs" onClick={() => copy(link)}>
          {words === '' ? 'Copy link' : words}
        </Button>
        <span role="status" className="visually-hidden">
          {words}
        </span>
      </div>
      <p className={css['note']}>
        With its {holds} and time zone ({zone}).
      </p>
    </>
  );
};
