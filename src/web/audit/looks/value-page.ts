import { networksAmong, noFilters, withValue } from '../../../contract/filters.ts';
import type { Micros } from '../../../contract/instant.ts';
import { fitsInAddress } from '../../api/address-length.ts';
import { addressPath, attemptPath, attemptsPath, ever, sessionPath, tracePath, userPath } from './paths.ts';

/** A page about a value. */
type ValuePage = {
  /** What the value is there: “user”. */
  readonly noun: string;
  /** Whether it is no page of its own, but the list of the attempts that have the value. */
  readonly isList: boolean;
  readonly to: string;
};

type Kind = {
  readonly noun: string;
  readonly isList?: true;
  /** Where it is. @param at an instant of the value, where one is known */
  readonly pathOf: (value: string, at: Micros | undefined) => string;
};

const user: Kind = { noun: 'user', pathOf: (value) => userPath(value) };

/** Which page is about the values of a property; a property that is not here has none. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['email', user],
  ['user_id', user],
  ['upstream_user_id', user],
  ['source_ip', { noun: 'address', pathOf: (value) => addressPath(value) }],
  ['request_id', { noun: 'attempt', pathOf: attemptPath }],
  ['session', { noun: 'session', pathOf: sessionPath }],
  ['trace_id', { noun: 'trace', pathOf: tracePath }],
  [
    'token_id',
    {
      noun: 'token',
      isList: true,
      pathOf: (value) => attemptsPath(withValue(noFilters, 'any', 'token_id', value), ever),
    },
  ],
]);

/**
 * The page about a value of a property, opened so that it shows something however old the value is; undefined for one
 * that has none, or whose address would be too long.
 * @param value as it is shown
 * @param at an instant of it, where one is known
 */
export const valuePage = (property: string, value: string, at?: Micros): ValuePage | undefined => {
  const kind = kinds.get(property);
  if (!kind || !fitsInAddress(value)) return undefined;
  const noun = networksAmong(property, [value]).length > 0 ? 'network' : kind.noun;
  return { noun, isList: kind.isList === true, to: kind.pathOf(value, at) };
};
