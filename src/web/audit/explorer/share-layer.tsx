import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { rangeWords } from '../time/range-words.ts';
import { frozenRange } from '../time/range-steps.ts';
import type { Instants } from '../time/range.ts';
import type { ExplorerView } from './explorer-url.ts';
import css from './share-layer.module.css';
import { isMoving } from './shared-link.ts';

export type Shared = Pick<ExplorerView, 'range' | 'live'>;

type Props = {
  readonly noun: string;
  readonly view: Shared;
  /** What stands in the address of the link: of the very rows, or of whatever there is when it is opened. */
  readonly searchOf: (moving: boolean) => string;
  readonly instants: Instants;
  readonly asOf: Micros;
  readonly zone: string;
  readonly holds: string;
};

/** The link, and what whoever opens it sees. */
export const ShareLayer = ({ id, open, onOpen, ...shared }: Props & Opened) => (
  <OpenerLayer
    id={id}
    open={open}
    onOpen={onOpen}
    label="Share"
    position="bottom-end"
    width="min(26rem, calc(100vw - 1rem))"
  >
    <ShareForm {...shared} />
  </OpenerLayer>
);

const ShareForm = ({ noun, view, searchOf, holds, instants, asOf, zone }: Props) => {
  const [moving, setMoving] = useState(false);
  const { words, copy } = useCopy();
  const { origin, pathname } = window.location;
  const link = `${origin}${pathname}?${searchOf(moving)}`;
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
