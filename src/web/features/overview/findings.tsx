import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { isUnfiltered } from '../../../contract/filters.ts';
import type { FindingKind } from '../../../contract/finding-kinds.ts';
import { findingsPath } from '../../audit/looks/paths.ts';
import type { FindingsAnswer } from '../../../contract/findings.ts';
import { FoundAsOf } from '../../audit/record/found-as-of.tsx';
import { IncidentList } from '../../audit/record/incident-list.tsx';
import css from './findings.module.css';
import { type LinkView, attemptsLink, spanEntries, zoneEntries } from './overview-links.ts';

type Props = { readonly answer: FindingsAnswer; readonly view: LinkView; readonly zone: string };

/** What crossed a threshold, the worst first, each with the way to what was counted. */
export const Findings = ({ answer, view, zone }: Props) => {
  return (
    <>
      {answer.findings.length === 0 ? (
        <p className={css['none']}>Nothing crossed a threshold in this time.</p>
      ) : (
        <IncidentList
          answer={answer}
          listOf={listOf(view)}
          ways={{
            zone,
            zoneEntries: zoneEntries(view),
            spans: spanEntries(view),
            attemptsOf: (property, value) => attemptsLink(view, { values: { [property]: value } }),
          }}
        />
      )}
      <FoundAsOf instant={answer.as_of} zone={zone} />
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

/** The list of all findings of the range; undefined where the view is filtered by what findings are not. */
const listOf = (view: LinkView) =>
  isUnfiltered(view.filters) && !hasAttemptFilters(view.attempts)
    ? (kind?: FindingKind) =>
        findingsPath([...(kind === undefined ? [] : [['kind', kind] as const]), ...spanEntries(view)])
    : undefined;

/** What was looked for: each threshold once, with what is called so. */
const byThreshold = ({ looked_for: kinds }: FindingsAnswer) =>
  [...new Set(kinds.map(({ threshold }) => threshold))].map((threshold) => ({
    threshold,
    labels: kinds.filter((kind) => kind.threshold === threshold).map(({ label }) => label),
  }));
