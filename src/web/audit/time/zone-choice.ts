import { useSearchParams } from 'react-router';
import { isZone } from '../../../contract/zone.ts';
import { quoted } from '../../lib/quoted.ts';
import { preferred, remember, usePreference } from '../../lib/preference.ts';
import { refusedZones, useRefusedZones } from './refused-zones.ts';

const preferenceKey = 'authentication-audit.zone';

/** The zone of this browser; undefined when it does not say one. */
export const localZone = (): string | undefined => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : undefined;
};

/** How a zone is written in URLs and remembered: `UTC`, `local`, or an IANA name. */
export const isZoneChoice = (text: string): boolean => text === 'local' || isZone(text);

/** The zone in which a page shows times, and the choice it came from. */
type ZoneChoice = {
  readonly choice: string;
  readonly zone: string;
  /** A sentence on what was chosen and cannot be shown. */
  readonly problem?: string;
};

/**
 * The first of the choices that can be shown, else UTC.
 * @param choices the likeliest first; empty ones are none
 * @param local the zone of this browser, if it says one
 * @param refused zones that the server does not know
 */
export const zoneOf = (
  choices: readonly (string | null | undefined)[],
  local: string | undefined,
  refused: ReadonlySet<string>,
): ZoneChoice => {
  const problems: string[] = [];
  for (const choice of choices) {
    if (!choice) continue;
    const zone = choice === 'local' ? local : choice;
    const problem =
      zone === undefined
        ? 'This browser does not say in which time zone it is'
        : !isZone(zone)
          ? `${quoted(zone)} is not a time zone`
          : refused.has(zone)
            ? `The server does not know the time zone ${quoted(zone)}`
            : undefined;
    if (zone !== undefined && problem === undefined) return told({ choice, zone }, problems);
    if (problem !== undefined) problems.push(problem);
  }
  return told({ choice: 'UTC', zone: 'UTC' }, problems);
};

const told = (shown: ZoneChoice, [problem]: readonly string[]): ZoneChoice =>
  problem === undefined ? shown : { ...shown, problem: `${problem}, so times are shown in ${shown.zone}.` };

/** The zone of the URL (`tz`), else the remembered one, else UTC. One that cannot be shown is passed over. */
export const useZone = (): ZoneChoice => {
  const [params] = useSearchParams();
  const remembered = usePreference(preferenceKey);
  return zoneOf([params.get('tz'), remembered], localZone(), useRefusedZones());
};

/** The same before there is a page. */
export const chosenZone = (params: URLSearchParams): ZoneChoice =>
  zoneOf([params.get('tz'), preferred(preferenceKey)], localZone(), refusedZones());

/** Show times in another zone: remembered, and written to the URL, so that a copied link shows the same. */
export const useSetZone = (): ((choice: string) => void) => {
  const [, setParams] = useSearchParams();
  return (choice) => {
    remember(preferenceKey, choice);
    setParams(
      (params) => {
        params.set('tz', choice);
        return params;
      },
      { replace: true, preventScrollReset: true },
    );
  };
};

/** Forget a zone that cannot be shown, as it was remembered and as it stands in the URL. */
export const useForgetZone = (): (() => void) => {
  const [, setParams] = useSearchParams();
  return () => {
    const { zone, choice } = zoneOf([preferred(preferenceKey)], localZone(), refusedZones());
    remember(preferenceKey, zone === 'UTC' ? undefined : choice);
    setParams(
      (params) => {
        params.delete('tz');
        return params;
      },
      { replace: true, preventScrollReset: true },
    );
  };
};
