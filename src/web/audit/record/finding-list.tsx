import { Link } from 'react-router';
import type { Severity } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import { plural } from '../../lib/format.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { addressPath, evidencePath, userPath } from '../looks/paths.ts';
import css from './finding-list.module.css';
import { secondOf } from './seen-table.tsx';

/** How bad a finding is: a word and an icon, never colour alone. */
const severityLook: Readonly<Record<Severity, { readonly word: string; readonly icon: IconName }>> = {
  high: { word: 'High', icon: 'alert' },
  medium: { word: 'Medium', icon: 'alert' },
  low: { word: 'Low', icon: 'info' },
};

type Entries = readonly (readonly [string, string])[];

/** Where the links of findings lead, as the page that they are on has it. */
type FindingWays = {
  readonly zone: string;
  /** The zone of the page’s own address, which its links carry on. */
  readonly zoneEntries?: Entries;
  /** The range that pages about whom it is are to show. */
  readonly spans: Entries;
  /** The attempts with this value. */
  readonly attemptsOf: (property: 'upstream_idp' | 'application_name', value: string) => string;
  /** Whose page it is on: it does not lead to itself. */
  readonly self?: string;
};

type Props = { readonly findings: readonly Finding[]; readonly ways: FindingWays };

/** Findings, each with what it crossed, when, and the way to what was counted. */
export const FindingList = ({ findings, ways }: Props) => (
  <ul className={css['findings']} aria-label="Findings">
    {findings.map((finding) => (
      <FindingItem
        key={`${finding.kind} ${finding.code} ${finding.first} ${JSON.stringify(finding.subject)}`}
        finding={finding}
        ways={ways}
      />
    ))}
  </ul>
);

type ItemProps = { readonly finding: Finding; readonly ways: FindingWays };

const FindingItem = ({ finding, ways }: ItemProps) => {
  const { severity, label, sentence, threshold, count, evidence } = finding;
  const { word, icon } = severityLook[severity];
  const noun = evidence.of === 'attempts' ? 'attempt' : 'event';
  const [from, to] = [secondOf(finding.first, ways.zone), secondOf(finding.last, ways.zone)];
  const subjects = subjectLinks(finding, ways);
  return (
    <li className={css['finding']}>
      <span className={css['severity']} data-severity={severity}>
        <Icon name={icon} /> {word}
      </span>
      <div className={css['told']}>
        <p className={css['sentence']}>{sentence}</p>
        <p className={css['note']}>
          <span className={css['when']}>{spanWords(from, to)}</span> · {label}: {threshold}
        </p>
      </div>
      <div className={css['ways']}>
        <Link to={evidencePath(evidence.of, evidence.query, ways.zoneEntries)}>
          {count === 1 ? `Show the ${noun}` : `Show the ${plural(count, noun)}`}
        </Link>
        {subjects.length > 0 && (
          <p>
            {subjects.map(({ to, text }) => (
              <Link key={to} to={to}>
                {text}
              </Link>
            ))}
          </p>
        )}
      </div>
    </li>
  );
};

/** From when to when; the day once when it is the same. */
const spanWords = (from: string, to: string): string => {
  if (from === to) return from;
  return from.slice(0, 10) === to.slice(0, 10) ? `${from} – ${to.slice(11)}` : `${from} – ${to}`;
};

/** The pages about whom and what it is. */
const subjectLinks = ({ subject }: Finding, { spans, attemptsOf, self }: FindingWays) => {
  const { user, email, source_ip: address, upstream_idp: provider, application_name: application } = subject;
  const links = [
    ...(user === undefined ? [] : [{ to: userPath(email ?? user, spans), text: email ?? user }]),
    ...(address === undefined ? [] : [{ to: addressPath(address, spans), text: address }]),
    ...(provider === undefined ? [] : [{ to: attemptsOf('upstream_idp', provider), text: provider }]),
    ...(application === undefined
      ? []
      : [{ to: attemptsOf('application_name', application), text: application }]),
  ];
  return links.filter(({ text }) => text !== self);
};
