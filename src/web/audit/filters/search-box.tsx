import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { legendOf } from '../../lib/marks.ts';
import { pastedLines } from '../../lib/one-line.ts';
import { useAhead } from '../../lib/use-ahead.ts';
import { useStable } from '../../lib/use-stable.ts';
import { Icon } from '../../ui/icons.tsx';
import { type FilterOffer, type Offer, actionOf, asManyAsFit } from './offers.ts';
import type { Instants } from '../time/range.ts';
import css from './search-box.module.css';
import { useOffers } from './search-offers.ts';

type Props = {
  readonly q: string | undefined;
  /**
   * `replace`: it goes on from a text that was searched for, so that Back undoes the whole of it; `typing`: somebody
   * is still at it.
   */
  readonly onChange: (q: string | undefined, replace: boolean, typing: boolean) => void;
  /** The time that is looked at: an id that is only found outside of it says so. */
  readonly instants: Instants;
  /** A filter was taken instead of the text; without it none is offered. */
  readonly onOffer?: ((offer: FilterOffer) => void) | undefined;
  /** Whether it searches while somebody types and when they leave, not only when they say so. */
  readonly eager?: boolean;
  readonly ref: Ref<HTMLInputElement>;
};

/** Whether a text does not fit in the address of a page; a short one needs no measuring. */
const isTooLong = (text: string): boolean => text.length > 1_000 && asManyAsFit('q', [text]).length === 0;

const icons = { filter: 'filter', page: 'open', text: 'search' } as const;

const smallPrint = (offer: Offer): string =>
  [
    ...(offer.kind === 'filter' && offer.outside ? ['outside this time: shows all time'] : []),
    ...(offer.note === undefined ? [] : [offer.note]),
  ].join('; ');

/**
 * Free text over the identifying fields. Searches when typing pauses; what is typed is not yet the URL. Whoever and whatever is
 * named in the text is offered meanwhile: as the page about it, which Enter opens, and as the filter it is.
 */
export const SearchBox = ({ q, onChange, instants, onOffer, eager = true, ref }: Props) => {
  const [draft, setDraft] = useState<string>();
  const [searched, search] = useAhead(q);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const listId = useId();
  const navigate = useNavigate();
  const typed = useRef(false);
  // Enter was pressed before it was known what is best
  const [entered, setEntered] = useState(false);
  const { offers, apart, looking, note } = useOffers(onOffer && !dismissed ? (draft ?? '') : '', q, {
    instants,
    hurried: entered,
  });
  const commit = useStable((text: string, typing: boolean) => {
    // blanks at the ends come with pasting and with typing on
    const next = text.trim() === '' ? undefined : text.trim();
    if (next === searched) return;
    search(next);
    onChange(next, typed.current, typing);
    typed.current = true;
  });
  useEffect(() => {
    if (!eager || draft === undefined || apart || isTooLong(draft)) return undefined;
    const timer = setTimeout(() => commit(draft, true), 300);
    return () => clearTimeout(timer);
  }, [eager, draft, apart, commit]);

  const finish = (searches: boolean) => {
    if (searches && draft !== undefined && !apart && !isTooLong(draft)) commit(draft, false);
    setDraft(undefined);
    setDismissed(false);
    setEntered(false);
    typed.current = false;
  };
  const take = (offer: Offer) => {
    if (offer.kind === 'text' && draft !== undefined) commit(draft, false);
    setDraft(undefined);
    setEntered(false);
    typed.current = false;
    if (offer.kind === 'filter') {
      search(undefined);
      onOffer?.(offer);
    } else if (offer.kind === 'page') void navigate(offer.to);
  };
  const enter = useStable(() => {
    const offer = offers[active];
    setEntered(false);
    if (offer) take(offer);
    // a text that is no search stays, with what is said of it
    else if (!isTooLong(draft ?? '')) finish(true);
  });
  useEffect(() => {
    if (entered && !looking) enter();
  }, [entered, looking, enter]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (step !== undefined && offers.length > 0) {
      event.preventDefault();
      setActive((active + step + offers.length) % offers.length);
    } else if (event.key === 'Enter') {
      // who presses it again, or has chosen, does not want to wait
      if (looking && active === 0 && !entered) setEntered(true);
      else enter();
    } else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault();
      setDismissed(true);
    } else if (event.key === 'Escape') event.currentTarget.blur();
  };
  const said =
    offers.length === 0 && !looking && isTooLong(draft ?? '')
      ? 'No address and no stored id was found in this text, and it is too long to be searched for as it stands.'
      : note;
  return (
    <div className={css['box']}>
      <TextInput
        ref={ref}
        type="search"
        size="xs"
        role="combobox"
        aria-label="Search"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls={listId}
        {...(offers.length > 0 && { 'aria-activedescendant': `${listId}-${active}` })}
        placeholder="Search name, e-mail, address, id, application…"
        leftSection={<Icon name="search" />}
        value={draft ?? searched ?? ''}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setActive(0);
          setDismissed(false);
          setEntered(false);
        }}
        onPaste={(event) => {
          const text = pastedLines(event);
          if (text === undefined) return;
          setDraft(text);
          setActive(0);
          setDismissed(false);
        }}
        onBlur={() => finish(eager)}
        onKeyDown={onKeyDown}
      />
      {offers.length > 0 && (
        <div id={listId} role="listbox" aria-label="Pages and filters for this" className={css['offers']}>
          {offers.map((offer, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
            <div
              key={actionOf(offer)}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              title={legendOf(offer.label)}
              className={css['offer']}
              // the field keeps the focus, or the list would be gone before the click
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(offer)}
            >
              <Icon name={icons[offer.kind]} size={13} />
              <span className={css['label']}>{actionOf(offer)}</span>
              {smallPrint(offer) !== '' && <small>{smallPrint(offer)}</small>}
            </div>
          ))}
        </div>
      )}
      {offers.length === 0 && said !== '' && <p className={css['offers']}>{said}</p>}
      <span role="status" aria-label="What is offered" className="visually-hidden">
        {said}
      </span>
    </div>
  );
};
