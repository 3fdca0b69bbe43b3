import { useSearchParams } from 'react-router';
import { isZone } from '../../contract/zone.ts';
import { preferred, remember, usePreference } from '../lib/preference.ts';

const preferenceKey = 'authentication-audit.zone';

/** The zone of this browser. */
const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How a zone is written in URLs and remembered: `UTC`, `local`, or an IANA name. */
export const isZoneChoice = (text: string): boolean => text === 'local' || isZone(text);

/** The IANA name of a choice. */
export const zoneOfChoice = (choice: string): string => (choice === 'local' ? localZone() : choice);

/** The zone in which a page shows times, and the choice it came from. */
export type ZoneChoice = { readonly choice: string; readonly zone: string };

const choiceOf = (params: URLSearchParams, remembered: string | undefined): ZoneChoice => {
  const choice = [params.get('tz'), remembered].find((each) => each && isZoneChoice(each)) ?? 'UTC';
  return { choice, zone: zoneOfChoice(choice) };
};

/** The zone of the URL (`tz`), else the remembered one, else UTC. A bad one in the URL is passed over. */
export const useZone = (): ZoneChoice => {
  const [params] = useSearchParams();
  return choiceOf(params, usePreference(preferenceKey));
};

/** The same before there is a page. */
export const chosenZone = (params: URLSearchParams): ZoneChoice => choiceOf(params, preferred(preferenceKey));

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
