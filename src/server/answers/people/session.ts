import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type SessionAnswer } from '../../../contract/attempt-context.ts';
import { attemptQuerySchema, maxEventsShown } from '../../../contract/attempts.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, formatInstant } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { browserName } from '../../diagnosis/browser.ts';
import { type JudgedEvents, judge } from '../../diagnosis/events.ts';
import { distinct } from '../../diagnosis/parties.ts';
import { codeEvents } from '../../diagnosis/code-events.ts';
import { textsAndTime } from '../../diagnosis/diagnose.ts';
import { words } from '../../words/language.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { presentAttempts } from '../attempts/present-attempt.ts';

/** Values whose change within a session is worth a look. */
const watched = ['user_id', 'upstream_user_id', 'source_ip', 'user_agent'] as const;

const changesOf = (events: JudgedEvents): SessionAnswer['changes'] =>
  watched.flatMap((property) => {
    let known: string | undefined;
    return events.flatMap(({ record, time }) => {
      const value = saidIn(record, property);
      if (value === undefined || value === known) return [];
      const from = known;
      known = value;
      if (from === undefined) return [];
      const id = saidIn(record, 'request_id');
      return [
        {
          property,
          from,
          to: value,
          time: formatInstant(time),
          ...(id === undefined ? {} : { request_id: id }),
        },
      ];
    });
  });

const tokensOf = (events: JudgedEvents): SessionAnswer['tokens'] =>
  events.flatMap((event) => {
    const [token, id] = [saidIn(event.record, 'token_id'), saidIn(event.record, 'request_id')];
    if (token === undefined) return [];
    return [{ token_id: token, ...textsAndTime(event), ...(id === undefined ? {} : { request_id: id }) }];
  });

/** When the newest event of a session was. */
const newestOf = async ({ store, asking }: Answering, session: string): Promise<Micros | undefined> => {
  const question = {
    filters: { ...noFilters, any: { session: [session] } },
    order: 'desc',
    limit: 1,
  } as const;
  const { events } = await store.events.list(question, asking);
  return events[0]?.time;
};

/** What happened in a session, whole attempts included. @throws NothingThere when no event has it; BadParameter by name */
export const answerSession = async (
  answering: Answering,
  session: string,
  { tz }: z.output<typeof attemptQuerySchema>,
): Promise<SessionAnswer> => {
  const { store, asking } = answering;
  refuseUnknownZone(tz);
  const { events: own, more } = await store.events.list(
    { filters: { ...noFilters, any: { session: [session] } }, order: 'asc', limit: maxEventsShown },
    asking,
  );
  if (own.length === 0) throw new NothingThere(`No event has the session “${session}”.`);
  const requestIds = [...new Set(own.flatMap(({ record }) => saidIn(record, 'request_id') ?? []))];
  const { attempts, more: isCut } =
    requestIds.length === 0
      ? { attempts: [], more: false }
      : await store.attempts.named(
          { requestIds, settled: await settledAt(answering), limit: maxEventsShown },
          asking,
        );
  const presented = await presentAttempts({ ...answering, zone: tz }, attempts);
  const all = new Map<bigint, StoredEvent>(
    [...attempts.flatMap(({ events }) => events), ...own].map((event) => [event.sequence, event]),
  );
  await setImmediate(); // each part of the work takes long where there are thousands
  const judged = judge([...all.values()]);
  const isMore = more || isCut || judged.length > maxEventsShown;
  const newest = isMore ? await newestOf(answering, session) : undefined;
  const [first, ...others] = judged;
  const events: JudgedEvents = [first, ...others.slice(0, maxEventsShown - 1)];
  const [tokens, changes] = [tokensOf(events), changesOf(events)];
  await setImmediate();
  const stepTitles = codeEvents(events, true).map((event) => words.eventTitle(event));
  await setImmediate();
  return {
    session,
    start: formatInstant(judged[0].time),
    end: formatInstant(newest ?? judged.at(-1)?.time ?? judged[0].time),
    attempts: presented.map(({ attempt }) => attempt),
    tokens,
    users: [...new Set([...distinct(events, 'user_id'), ...distinct(events, 'upstream_user_id')])],
    addresses: distinct(events, 'source_ip'),
    browsers: distinct(events, 'user_agent').map((agent) => ({
      user_agent: agent,
      browser: browserName(agent),
    })),
    changes,
    events: events.map(({ record }) => record),
    step_titles: stepTitles,
    event_ids: events.map(({ id }) => id),
    more_events: isMore,
  };
};
