import type { Micros } from '../../contract/instant.ts';
import { type AuditRecord, resultOf, stageOf } from '../../contract/record.ts';
import type { StoredEvent } from '../store/store.ts';
import { type Judged, inOrder } from './rules.ts';

/** A record with what is judged of it. */
export type JudgedEvent = Judged & { readonly time: Micros; readonly record: AuditRecord };

export type JudgedEvents = readonly [JudgedEvent, ...JudgedEvent[]];

const judged = ({
  time,
  sequence,
  record,
}: Pick<StoredEvent, 'time' | 'sequence' | 'record'>): JudgedEvent => ({
  time,
  sequence,
  record,
  stage: stageOf(record)?.value,
  result: resultOf(record)?.value,
});

/** An attempt's events in the order in which they are told. @throws RangeError when there are none */
export const judge = (events: readonly Pick<StoredEvent, 'time' | 'sequence' | 'record'>[]): JudgedEvents => {
  const [first, ...others] = inOrder(events.map((event) => judged(event)));
  if (!first) throw new RangeError('An attempt has at least one event.');
  return [first, ...others];
};

/** Whether an event says what it is by the deprecated properties alone, in part or wholly. */
export const isLegacy = ({ record }: JudgedEvent): boolean =>
  (record.event_name === undefined && record.stage !== undefined) ||
  (record.result === undefined && record.event !== undefined);
