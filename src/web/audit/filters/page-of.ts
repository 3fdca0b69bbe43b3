import { noFilters, withValue } from '../../../contract/filters.ts';
import type { Micros } from '../../../contract/instant.ts';
import { fitsInAddress } from '../../api/address-length.ts';
import { addressPath, attemptPath, attemptsPath, sessionPath, tracePath, userPath } from '../looks/paths.ts';

const ever = [['range', 'all']] as const;

/** A page about a value: what it is called, and where it is. */
export type PageOf = { readonly label: string; readonly to: string };

/**
 * The page about a value of a property; undefined for one that has none, or whose address would be too long.
 * @param at an instant of it, where one is known
 * @param outside whether it lies outside of the time that pages show by themselves: then all time is shown
 */
export const pageOf = (
  property: string,
  value: string,
  { at, outside = false }: { readonly at?: Micros | undefined; readonly outside?: boolean } = {},
): PageOf | undefined => {
  if (!fitsInAddress(value)) return undefined;
  const range = outside ? ever : [];
  switch (property) {
    case 'email':
    case 'user_id':
    case 'upstream_user_id':
      return { label: `Open user ${value}`, to: userPath(value, range) };
    case 'source_ip':
      return { label: `Open address ${value}`, to: addressPath(value, range) };
    case 'request_id':
      return { label: `Open attempt ${value}`, to: attemptPath(value, at) };
    case 'session':
      return { label: `Open session ${value}`, to: sessionPath(value) };
    case 'trace_id':
      return { label: `Open trace ${value}`, to: tracePath(value) };
    case 'token_id':
      return {
        label: `Attempts with token ${value}`,
        to: attemptsPath(withValue(noFilters, 'any', property, value), range),
      };
    default:
      return undefined;
  }
};
