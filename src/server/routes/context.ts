import type { FastifyReply } from 'fastify';
import type { Thresholds } from '../../contract/thresholds.ts';
import type { Micros } from '../../contract/instant.ts';
import type { Story } from '../demo/generate.ts';
import type { Answering } from '../answers/answering.ts';
import { askingOf } from '../http/asking.ts';
import type { Names } from '../http/origin.ts';
import type { Sessions } from '../http/sessions.ts';
import type { SignIns } from '../http/sign-ins.ts';
import type { TakePeople } from '../ingest/directory/take-people.ts';
import type { TakeBody } from '../ingest/take-body.ts';
import type { WebhookArrivals } from '../ingest/webhook-arrivals.ts';
import type { SourceBook } from '../store/source-book.ts';
import type { Store } from '../store/store.ts';

/** What routes need. */
export type Context = {
  readonly store: Store;
  readonly takeBody: TakeBody;
  readonly takePeople: TakePeople;
  /** What came through the webhook. */
  readonly arrivals: WebhookArrivals;
  /** Of the sources that are pulled, where some are. */
  readonly sources: SourceBook | undefined;
  /** Events that were taken in and wait to be stored. */
  readonly waiting: () => number;
  /** Events that were not taken, as they are older than what is kept. */
  readonly tooOld: () => number;
  /** Past days with events of which it is not kept yet what was found. */
  readonly findingDaysWaiting: () => Promise<number>;
  /** The clock: frozen in tests. */
  readonly now: () => Micros;
  readonly token: string | undefined;
  readonly names: Names;
  readonly signIns: SignIns;
  readonly sessions: Sessions;
  readonly isDemo: boolean;
  /** When something deserves a look. */
  readonly thresholds: Thresholds;
  readonly stories: readonly Story[];
  readonly version: string;
  /** Whether the server is about to stop. */
  readonly isStopping: () => boolean;
};

/** With what a request is answered. */
export const answering = (
  { store, now, thresholds }: Pick<Context, 'store' | 'now' | 'thresholds'>,
  reply: FastifyReply,
): Answering => ({
  store,
  now: now(),
  thresholds,
  asking: askingOf(reply),
});
