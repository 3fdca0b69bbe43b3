import type { FindingKind, Severity, Thresholds } from '../../../contract/findings.ts';
import { formatCount, plural } from '../../lib/format.ts';
import type { IconName } from '../../ui/icons.tsx';

/** What kinds of finding are called. */
export const findingWords: Readonly<Record<FindingKind, string>> = {
  brute_force: 'Brute force',
  spray: 'Password spray',
  second_step_fatigue: 'Second-step fatigue',
  provider_stands_out: 'Provider stands out',
  application_stands_out: 'Application stands out',
  new_address: 'First success from an address',
  new_browser: 'First success from a browser',
  retrying: 'An application retrying',
};

/** How bad a finding is: a word and an icon, never colour alone. */
export const severityLook: Readonly<Record<Severity, { readonly word: string; readonly icon: IconName }>> = {
  high: { word: 'High', icon: 'alert' },
  medium: { word: 'Medium', icon: 'alert' },
  low: { word: 'Low', icon: 'info' },
};

/** When something deserves a look, in words; one sentence a threshold. */
export const thresholdWords = (
  thresholds: Thresholds,
): { readonly name: string; readonly words: string }[] => {
  const { brute_force: brute, spray, second_step_fatigue: fatigue, stands_out: out } = thresholds;
  const { first_seen: seen, retrying } = thresholds;
  return [
    {
      name: 'Brute force',
      words: `more than ${plural(brute.attempts, 'failed attempt')} on one account from one address within ${plural(brute.minutes, 'minute')}`,
    },
    {
      name: 'Password spray',
      words: `${plural(spray.users, 'user')} or more failing from one address within ${plural(spray.minutes, 'minute')}`,
    },
    {
      name: 'Second-step fatigue',
      words: `${plural(fatigue.challenges, 'challenge')} or more for one user within ${plural(fatigue.minutes, 'minute')}; worse if a success follows`,
    },
    {
      name: 'A provider or application stands out',
      words:
        `in ${plural(out.minutes, 'minute')} with at least ${plural(out.attempts, 'decided attempt')} and ` +
        `${plural(out.users, 'user')} among the unsuccessful, a failure rate ` +
        `${formatCount(out.times)} times its own history’s and ${plural(out.points, 'point')} above it; the history is ` +
        `the ${plural(out.history_days, 'day')} before, of at least ${plural(out.history_attempts, 'attempt')}`,
    },
    {
      name: 'First success from an address or browser',
      words: `not seen in the user’s last ${formatCount(seen.successes)} successes, for users with at least ${formatCount(seen.known)} before, as far as ${plural(seen.history_days, 'day')} before the range`,
    },
    {
      name: 'An application retrying',
      words: `${plural(retrying.attempts, 'unsuccessful attempt')} or more of one user, application and address at near-equal intervals`,
    },
  ];
};
