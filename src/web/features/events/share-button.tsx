import { Button, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import { rangeWords } from '../../audit/range-words.ts';
import type { Instants } from '../../audit/range.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import type { EventsView } from './events-url.ts';
import { frozenRange } from '../../audit/range-steps.ts';
import css from './share-button.module.css';
import { isMoving, linkOf, sharedView } from './shared-link.ts';

type Props = {
  readonly view: EventsView;
  readonly instants: Instants;
  /** When the rows of the view were asked for. */
  readonly asOf: Micros;
  readonly zone: string;
  /** Those shown, in their order. */
  readonly columns: readonly string[];
};

/** Gives a link by which somebody else sees the same: by default the very same events, whenever it is opened. */
export const ShareButton = ({ view, instants, asOf, zone, columns }: Props) => {
  const [open, setOpen] = useState(false);
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
        <ShareForm view={view} instants={instants} asOf={asOf} zone={zone} columns={columns} />
      </Popover.Dropdown>
    </Popover>
  );
};

const ShareForm = ({ view, instants, asOf, zone, columns }: Props) => {
  const [moving, setMoving] = useState(false);
  const { words, copy } = useCopy();
  const link = linkOf(sharedView(view, instants, asOf, { moving, zone, columns }), window.location);
  const choices = [
    { moving: false, title: 'The same events', about: rangeWords(frozenRange(instants, asOf), zone) },
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
      <p className={css['note']}>With its filters, columns and time zone ({zone}).</p>
    </>
  );
};
