import { Gauge } from 'prom-client';
import { parseInstant } from '../../contract/instant.ts';
import type { Source, SourceDetails } from '../../contract/sources.ts';
import type { SourceBook } from '../store/source-book.ts';
import type { Context } from './context.ts';

const secondsOf = (text: string | undefined): number | undefined => {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? undefined : Number(instant) / 1e6;
};

type Told = Source & { readonly details: SourceDetails };

/** What is measured of each source that is read: ages grow while it fails, and nothing is told of what is not known. */
const measures: Readonly<
  Record<string, readonly [help: string, read: (source: Told, now: number) => number | undefined]>
> = {
  last_attempt_timestamp_seconds: [
    'When a source was asked last.',
    ({ details }) => secondsOf(details.last_attempt),
  ],
  last_success_timestamp_seconds: [
    'When a source was last read to its newest record.',
    ({ details }) => secondsOf(details.last_success),
  ],
  failing: ['1 while reading fails.', ({ failing_since: since }) => (since === undefined ? 0 : 1)],
  read_age_seconds: [
    'How long ago the instant is up to which a source was read.',
    ({ read_to: to, details }, now) => ageOf(to, now, details),
  ],
  complete_age_seconds: [
    'How long ago the instant is up to which all its records are stored.',
    ({ complete_to: to, details }, now) => ageOf(to, now, details),
  ],
  records: ['Events that a source brought.', ({ details }) => details.records],
  duplicates: ['Records of a source that were stored already.', ({ details }) => details.duplicates],
  refused: ['Records of a source that could not be stored.', ({ details }) => details.refused],
  too_old: ['Records of a source that are older than what is kept.', ({ details }) => details.too_old],
  late: ['Records that came later than is read again each time.', ({ details }) => details.late],
  document_expires_timestamp_seconds: [
    'When what it signs in with ends.',
    ({ details }) => secondsOf(details.document_expires),
  ],
};

/** How long ago an instant is that the source’s own clock tells. */
const ageOf = (
  text: string | undefined,
  now: number,
  { clock_ahead_seconds: ahead = 0 }: SourceDetails,
): number | undefined => {
  const at = secondsOf(text);
  return at === undefined ? undefined : Math.max(0, now + ahead - at);
};

/** What `/metrics` tells of sources, by name. */
export const sourceGauges = ({ sources: book, now }: Pick<Context, 'sources' | 'now'>): readonly Gauge[] => {
  let asked: ReturnType<SourceBook['report']> | undefined;
  /** All gauges of a scrape are collected at once, from one report. */
  const report = () => (asked ??= book?.report().finally(() => (asked = undefined)));
  return Object.entries(measures).map(
    ([name, [help, read]]) =>
      new Gauge({
        name: `auth_audit_source_${name}`,
        help,
        labelNames: ['source'],
        registers: [],
        async collect() {
          this.reset();
          for (const source of (await report())?.sources ?? []) {
            const { details } = source;
            const value = details && read({ ...source, details }, Number(now()) / 1e6);
            if (value !== undefined) this.set({ source: source.name }, value);
          }
        },
      }),
  );
};
