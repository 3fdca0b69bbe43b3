import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  type Severity,
  findingKinds,
  findingLabel,
  kindsByText,
  thresholdSentence,
} from '../../../contract/finding-kinds.ts';
import type { Finding, FindingsAnswer } from '../../../contract/findings.ts';
import { addressPath, userPath } from '../../audit/looks/paths.ts';
import { secondOf } from '../../audit/record/seen-table.tsx';
import { formatCount, listed, plural } from '../../lib/format.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import css from './findings.module.css';
import { type LinkView, attemptsLink, queryLink, spanEntries } from './overview-links.ts';

/** How bad a finding is: a word and an icon, never colour alone. */
const severityLook: Readonly<Record<Severity, { readonly word: string; readonly icon: IconName }>> = {
  high: { word: 'High', icon: 'alert' },
  medium: { word: 'Medium', icon: 'alert' },
  low: { word: 'Low', icon: 'info' },
};

/** So many are told before all are asked for: those that are not low, but neither very few nor very many. */
const firstOf = (findings: readonly Finding[]): number => {
  const grave = findings.filter(({ severity }) => severity !== 'low').length;
  return Math.min(Math.max(grave, 5), 12);
};

type Props = { readonly answer: FindingsAnswer; readonly view: LinkView; readonly zone: string };

/** What crossed a threshold, the worst first, each with the way to what was counted. */
export const Findings = ({ answer, view, zone }: Props) => {
  const [all, setAll] = useState(false);
  const { findings } = answer;
  const shown = all ? findings : findings.slice(0, firstOf(findings));
  const untold = untoldWords(answer);
  return (
    <>
      {findings.length === 0 && <p className={css['none']}>Nothing crossed a threshold in this time.</p>}
      {findings.length > 0 && (
        <ul className={css['findings']} aria-label="Findings">
          {shown.map((finding) => (
            <FindingItem
              key={`${finding.kind} ${finding.code} ${finding.first} ${JSON.stringify(finding.subject)}`}
              finding={finding}
              view={view}
              zone={zone}
            />
          ))}
        </ul>
      )}
      {findings.length > shown.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          Show all {formatCount(findings.length)}
        </Button>
      )}
      {untold !== '' && <p className={css['note']}>{untold}</p>}
      <details className={css['thresholds']}>
        <summary>What crosses a threshold</summary>
        <dl>
          {kindsByText((kind) => thresholdSentence(kind, answer.thresholds)).map(({ kinds, text }) => (
            <div key={text}>
              <dt>{kinds.map(findingLabel).join(', ')}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p className={css['note']}>
          The numbers are configuration (<code>AUTH_AUDIT_FINDINGS</code>). Each finding can be counted again
          by hand from the rows that it links to.
        </p>
      </details>
    </>
  );
};

/** What is found and not listed. */
const untoldWords = ({ findings, totals }: FindingsAnswer): string => {
  const more = findingKinds.flatMap((kind) => {
    const listedOfKind = findings.filter((finding) => finding.kind === kind).length;
    const rest = (totals[kind] ?? 0) - listedOfKind;
    return rest > 0 ? [`${formatCount(rest)} of “${findingLabel(kind)}”`] : [];
  });
  return more.length === 0 ? '' : `Not listed: ${listed(more)}. A narrower time or filter lists them.`;
};

type ItemProps = { readonly finding: Finding; readonly view: LinkView; readonly zone: string };

const FindingItem = ({ finding, view, zone }: ItemProps) => {
  const { severity, kind, sentence, threshold, count, evidence } = finding;
  const { word, icon } = severityLook[severity];
  const noun = evidence.of === 'attempts' ? 'attempt' : 'event';
  const [from, to] = [secondOf(finding.first, zone), secondOf(finding.last, zone)];
  return (
    <li className={css['finding']}>
      <span className={css['severity']} data-severity={severity}>
        <Icon name={icon} /> {word}
      </span>
      <div className={css['told']}>
        <p className={css['sentence']}>{sentence}</p>
        <p className={css['note']}>
          <span className={css['when']}>{spanWords(from, to)}</span> · {findingLabel(kind)}: {threshold}
        </p>
      </div>
      <div className={css['ways']}>
        <Link to={queryLink(evidence.of, evidence.query, view)}>
          {count === 1 ? `Show the ${noun}` : `Show the ${plural(count, noun)}`}
        </Link>
        <p>
          <SubjectLinks finding={finding} view={view} />
        </p>
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
const SubjectLinks = ({ finding: { subject }, view }: Pick<ItemProps, 'finding' | 'view'>) => {
  const { user, email, source_ip: address, upstream_idp: provider, application_name: application } = subject;
  const spans = spanEntries(view);
  const links = [
    ...(user === undefined ? [] : [{ to: userPath(email ?? user, spans), text: email ?? user }]),
    ...(address === undefined ? [] : [{ to: addressPath(address, spans), text: address }]),
    ...(provider === undefined
      ? []
      : [{ to: attemptsLink(view, { values: { upstream_idp: provider } }), text: provider }]),
    ...(application === undefined
      ? []
      : [{ to: attemptsLink(view, { values: { application_name: application } }), text: application }]),
  ];
  return links.map(({ to, text }) => (
    <Link key={to} to={to}>
      {text}
    </Link>
  ));
};
