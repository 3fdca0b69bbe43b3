import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Finding, FindingsAnswer } from '../../../contract/findings.ts';
import { FindingList } from '../../audit/record/finding-list.tsx';
import { formatCount, listed } from '../../lib/format.ts';
import css from './findings.module.css';
import { type LinkView, attemptsLink, spanEntries, zoneEntries } from './overview-links.ts';

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
        <FindingList
          findings={shown}
          ways={{
            zone,
            zoneEntries: zoneEntries(view),
            spans: spanEntries(view),
            attemptsOf: (property, value) => attemptsLink(view, { values: { [property]: value } }),
          }}
        />
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
          {byThreshold(answer).map(({ labels, threshold }) => (
            <div key={threshold}>
              <dt>{labels.join(', ')}</dt>
              <dd>{threshold}</dd>
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

/** What was looked for: each threshold once, with what is called so. */
const byThreshold = ({ looked_for: kinds }: FindingsAnswer) =>
  [...new Set(kinds.map(({ threshold }) => threshold))].map((threshold) => ({
    threshold,
    labels: kinds.filter((kind) => kind.threshold === threshold).map(({ label }) => label),
  }));

/** What is found and not listed. */
const untoldWords = ({ findings, totals, looked_for: kinds }: FindingsAnswer): string => {
  const more = kinds.flatMap(({ kind, label }) => {
    const listedOfKind = findings.filter((finding) => finding.kind === kind).length;
    const rest = (totals[kind] ?? 0) - listedOfKind;
    return rest > 0 ? [`${formatCount(rest)} of “${label}”`] : [];
  });
  return more.length === 0 ? '' : `Not listed: ${listed(more)}. A narrower time or filter lists them.`;
};
