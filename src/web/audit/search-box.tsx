import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAhead } from '../lib/use-ahead.ts';
import { useStable } from '../lib/use-stable.ts';
import { Icon } from '../ui/icons.tsx';
import type { Instants } from './range.ts';
import css from './search-box.module.css';
import { type Offer, useOffers } from './search-offers.ts';

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
  readonly onOffer?: ((offer: Offer) => void) | undefined;
  readonly ref: Ref<HTMLInputElement>;
};

/**
 * Free text over the identifying fields. Searches when typing pauses; what is typed is not yet the URL. What looks
 * like an address or an id is offered as the filter it is.
 */
export const SearchBox = ({ q, onChange, instants, onOffer, ref }: Props) => {
  const [draft, setDraft] = useState<string>();
  const [searched, search] = useAhead(q);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const listId = useId();
  const navigate = useNavigate();
  const typed = useRef(false);
  const { offers, several, note } = useOffers(onOffer && !dismissed ? (draft ?? '') : '', q, instants);
  const commit = useStable((text: string, typing: boolean) => {
    const next = text === '' ? undefined : text;
    if (next === searched) return;
    search(next);
    onChange(next, typed.current, typing);
    typed.current = true;
  });
  useEffect(() => {
    if (draft === undefined || several) return undefined;
    const timer = setTimeout(() => commit(draft, true), 300);
    return () => clearTimeout(timer);
  }, [draft, several, commit]);

  const finish = () => {
    if (draft !== undefined && !several) commit(draft, false);
    setDraft(undefined);
    setDismissed(false);
    typed.current = false;
  };
  const take = (offer: Offer) => {
    setDraft(undefined);
    typed.current = false;
    if (offer.to === undefined) {
      search(undefined);
      onOffer?.(offer);
    } else void navigate(offer.to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    const offer = offers[active];
    if (step !== undefined && offers.length > 0) {
      event.preventDefault();
      setActive((active + step + offers.length) % offers.length);
    } else if (event.key === 'Enter' && offer) take(offer);
    else if (event.key === 'Enter') finish();
    else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault();
      setDismissed(true);
    } else if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className={css['box']}>
      <TextInput
        ref={ref}
        type="search"
        size="xs"
        aria-label="Search"
        aria-autocomplete="list"
        {...(offers.length > 0 && {
          'aria-controls': listId,
          'aria-activedescendant': `${listId}-${active}`,
        })}
        placeholder="Search e-mail, address, id, application…"
        leftSection={<Icon name="search" />}
        value={draft ?? searched ?? ''}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setActive(0);
          setDismissed(false);
        }}
        onPaste={(event) => {
          // a field of one line would join the lines of a pasted list
          const text = event.clipboardData.getData('text/plain').trim();
          if (!text.includes('\n')) return;
          event.preventDefault();
          setDraft(text.replaceAll(/\s*\n\s*/g, ', '));
        }}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
      {offers.length > 0 && (
        <div id={listId} role="listbox" aria-label="Filters for this" className={css['offers']}>
          {offers.map((offer, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
            <div
              key={offer.label}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={css['offer']}
              // the field keeps the focus, or the list would be gone before the click
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(offer)}
            >
              <Icon name={offer.to === undefined ? 'filter' : 'open'} size={13} /> {offer.label}
              {offer.outside && <small>outside this time: shows all time</small>}
            </div>
          ))}
        </div>
      )}
      {offers.length === 0 && note !== '' && <p className={css['offers']}>{note}</p>}
      <span role="status" aria-label="Offered filters" className="visually-hidden">
        {note}
      </span>
    </div>
  );
};
