import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { createPath, useNavigate } from 'react-router';
import { addressLookupQuery, lookupQuery } from '../api/lookup.ts';
import { mayName, namesQuery } from '../api/names.ts';
import { pageActions } from '../lib/page-actions.ts';
import { routes } from '../audit/looks/paths.ts';
import { useSavedViews } from '../audit/explorer/saved-views.ts';
import { fitsInAddress, tooLongWords } from '../api/address-length.ts';
import { useFocusBack } from '../lib/use-focus-back.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { legendOf, shownOf } from '../lib/marks.ts';
import { pastedLines } from '../lib/one-line.ts';
import css from './palette.module.css';
import { type Entry, destinations, matching, soughtByPalette } from './palette-entries.ts';
import { usePageLinks } from './use-page-links.ts';

/** What fits the text: places it leads to, then what the page can do, saved views and pages. */
const useEntries = (text: string): { readonly entries: readonly Entry[]; readonly looking: boolean } => {
  const { views } = useSavedViews();
  const pages = usePageLinks();
  const [actions] = useState(pageActions);
  const settled = useDebounced(text, 250);
  const sought = useMemo(() => soughtByPalette(settled), [settled]);
  const isSettled = settled === text;
  const hosts = useQuery({ ...addressLookupQuery(sought), enabled: isSettled && sought.hosts.length > 0 });
  const ids = useQuery({ ...lookupQuery(sought.ids), enabled: isSettled && sought.ids.length > 0 });
  const names = useQuery({ ...namesQuery(settled.trim()), enabled: isSettled && mayName(settled) });
  const known: readonly Entry[] = [
    ...actions.map((action): Entry => ({ group: 'Actions', ...action })),
    ...views.map(({ name, url }): Entry => ({ group: 'Saved views', label: shownOf(name), to: url })),
    {
      group: 'Pages',
      label: 'Sources',
      also: 'complete until pull webhook import gaps missing records',
      to: routes.sources,
    },
    ...pages.map(({ name, to, state }): Entry => ({
      group: 'Pages',
      label: name,
      to: createPath(to),
      state,
    })),
  ];
  const found = isSettled ? [...(hosts.data ?? []), ...(ids.data ?? [])] : [];
  return {
    entries: [...matching(known, text), ...destinations(text, found, isSettled ? names.data : undefined)],
    looking: hosts.isFetching || ids.isFetching || names.isFetching,
  };
};

/** Goes to anything by its id or address, runs any action of the page, opens saved views. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { entries, looking } = useEntries(text);
  const navigate = useNavigate();
  useFocusBack();
  const listId = useId();
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);

  const take = (entry: Entry) => {
    onClose();
    if (entry.to !== undefined) void navigate(entry.to, { state: entry.state });
    // once the focus is back on the page
    else requestAnimationFrame(() => entry.run?.());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((active + step + entries.length) % entries.length);
    }
    const entry = entries[active];
    if (event.key === 'Enter' && entry) {
      event.preventDefault();
      take(entry);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="36rem"
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Command palette' } }}
    >
      <input
        data-autofocus
        className={css['input']}
        role="combobox"
        aria-label="Go to or do"
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(entries.length > 0 && { 'aria-activedescendant': `${listId}-${active}` })}
        placeholder="A name, e-mail, address or id, or what to do"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onPaste={(event) => {
          const pasted = pastedLines(event);
          if (pasted === undefined) return;
          setText(pasted);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Matches" className={css['list']}>
        {entries.map((entry, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
          <div
            key={`${entry.group} ${entry.label}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            title={legendOf(entry.label)}
            className={css['entry']}
            onMouseMove={() => setActive(index)}
            onClick={() => take(entry)}
          >
            <span className={css['label']}>{entry.label}</span>
            {entry.keys !== undefined && <kbd>{entry.keys}</kbd>}
            <small>{entry.group}</small>
          </div>
        ))}
      </div>
      <p role="status" className={css['note']}>
        {looking
          ? 'Looking for it…'
          : entries.length > 0
            ? ''
            : fitsInAddress(text)
              ? 'Nothing fits.'
              : tooLongWords('To be looked for, this is')}
      </p>
    </Modal>
  );
};
