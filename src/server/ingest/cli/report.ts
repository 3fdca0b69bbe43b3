import type { Cause, Ended, ImportTally } from '../import-lines.ts';
import { countText } from './progress.ts';

const causeLine = ({ line, message, count }: Cause): string => {
  const more = count > 1 ? ` (and ${countText(count - 1)} more of this kind)` : '';
  return `    line ${countText(line)}: ${message}${more}`;
};

const shownCauses = 20;

const causesOf = (causes: ReadonlyMap<string, Cause>): string[] => {
  const listed = [...causes.values()].slice(0, shownCauses).map((cause) => causeLine(cause));
  const rest = causes.size - listed.length;
  return rest > 0 ? [...listed, `    and ${countText(rest)} more kinds`] : listed;
};

const row = (label: string, count: number): string => `  ${label.padEnd(14)}${countText(count).padStart(14)}`;

/** What became of a source, as lines for a person. @param rejects where the rejected lines are */
export const reportLines = (
  source: string,
  { tally, failure, stopped }: Ended,
  rejects: readonly string[],
): string[] => {
  const { causes }: ImportTally = tally;
  const lines = [
    source,
    row('read', tally.read),
    row('added', tally.added),
    row('already there', tally.duplicates),
  ];
  if (tally.discarded > 0)
    lines.push(
      `${row('discarded', tally.discarded)}  not authentication events`,
      ...causesOf(causes.discarded),
    );
  if (tally.tooOld > 0)
    lines.push(`${row('too old', tally.tooOld)}  older than events are kept here (AUTH_AUDIT_RETENTION)`);
  lines.push(row('rejected', tally.rejected), ...causesOf(causes.rejected));
  lines.push(...rejects.map((sentence) => `  ${sentence}`));
  if (failure) lines.push(`  It ended early: ${failure.message}`);
  if (stopped) lines.push('  Stopped.');
  if (failure || stopped) lines.push('  What was added stays. It can be run again: nothing is added twice.');
  return lines;
};
