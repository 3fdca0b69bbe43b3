import type { FieldName } from '../../contract/fields.ts';
import { noFilters, withValue } from '../../contract/filters.ts';
import type { Found } from '../api/lookup.ts';
import { addressPath, attemptPath, eventsPath, sessionPath, tracePath, userPath } from '../audit/paths.ts';
import { fitsAddress } from '../api/address-length.ts';
import { recognise } from '../audit/recognise.ts';

/** A line of the palette: leads somewhere, or does something. */
export type Entry = {
  readonly group: string;
  readonly label: string;
  readonly keys?: string;
  readonly to?: string;
  readonly run?: () => void;
};

const goTo = (label: string, to: string): Entry => ({ group: 'Go to', label, to });

/** The page about an id, by the property that has it; undefined for one that has no page. */
const pageOf = ({ property, time }: Found, id: string): Entry | undefined => {
  const pages: Partial<Record<FieldName, () => Entry>> = {
    request_id: () => goTo(`Attempt ${id}`, attemptPath(id, time)),
    session: () => goTo(`Session ${id}`, sessionPath(id)),
    trace_id: () => goTo(`Trace ${id}`, tracePath(id)),
    user_id: () => goTo(`User ${id}`, userPath(id)),
    upstream_user_id: () => goTo(`User ${id}`, userPath(id)),
  };
  return pages[property]?.();
};

/** Whether a text may be an id, so that it is worth asking which properties have it. */
export const mayBeId = (text: string): boolean =>
  text.length >= 6 &&
  !/\s/.test(text) &&
  /\d/.test(text) &&
  !['emails', 'addresses'].includes(recognise(text)?.kind ?? '');

/** Where a text leads. @param found which properties have it as their value, once that is known */
export const destinations = (text: string, found: readonly Found[]): Entry[] => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const recognised = recognise(trimmed);
  const users = recognised?.kind === 'emails' ? recognised.values : [];
  const hosts = recognised?.kind === 'addresses' ? recognised.values : [];
  const property = users.length > 0 ? 'email' : 'source_ip';
  const values = [...users, ...hosts];
  const filters = values.reduce((sum, value) => withValue(sum, 'any', property, value), noFilters);
  const several = values.length === 1 ? (values[0] ?? '') : `any of ${values.length}`;
  const entries = [
    ...users.map((user) => goTo(`User ${user}`, userPath(user))),
    ...hosts.map((host) => goTo(`Address ${host}`, addressPath(host))),
    ...found.flatMap((each) => pageOf(each, trimmed) ?? []),
    ...(values.length > 0 ? [goTo(`Events of ${several}`, eventsPath(filters))] : []),
    ...(values.length > 1
      ? []
      : [goTo(`Events with “${trimmed}”`, eventsPath({ ...noFilters, q: trimmed }))]),
  ];
  return entries.filter(({ to = '' }) => fitsAddress(to));
};

/** The entries whose label holds every word of the text. */
export const matching = (entries: readonly Entry[], text: string): Entry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label, group }) => {
    const name = `${group} ${label}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
};
