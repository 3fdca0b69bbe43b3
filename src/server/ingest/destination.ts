import { writeJson } from '../../contract/exact-number.ts';
import { keepPrivate } from '../process/private-folder.ts';
import { reserveBytes, whyNoRoom } from '../process/disk-reserve.ts';
import { whyNotServer } from '../process/prove-server.ts';
import { openStore, storeFiles } from '../store/open.ts';
import type { PreparedEvent } from '../store/store.ts';
import type { Answer, Sink } from './import-lines.ts';
import { findServer } from '../process/server-file.ts';
import { type PeopleSink, serverPeople, storePeople } from './directory/people-sink.ts';
import { type OnWait, serverSink } from './server-sink.ts';

export type Destination = {
  /** Where events go, as a person says it. */
  readonly name: string;
  /** What else that person should know, as sentences. */
  readonly notices: readonly string[];
  readonly sink: Sink;
  readonly people: PeopleSink;
  readonly close: () => Promise<void>;
};

export type DestinationOptions = {
  /** The data folder. */
  readonly folder: string;
  /** Bearer token of the webhook, should there be a server that needs one. */
  readonly token?: string;
  /** Bearer token of its API, likewise: what tells who is who. */
  readonly apiToken?: string;
  readonly signal?: AbortSignal;
  /** Called with what is waited for. */
  readonly onWait?: OnWait;
};

/** How many events one commit to the store takes: a server's commits under load are of this size too. */
const directBatch = 5_000;

/** About how many bytes a commit has: what one takes of the disk must be little beside what is left free. */
const directBytes = 8 * 1024 * 1024;

/** An event is on the disk twice while the log of writes is folded into the database. */
const copies = 2;

/** The same events in the same order, cut into commits. */
function* commitsOf(
  events: readonly PreparedEvent[],
): Generator<{ readonly events: readonly PreparedEvent[]; readonly bytes: number }> {
  let [from, bytes] = [0, 0];
  for (const [index, { record }] of events.entries()) {
    const size = Buffer.byteLength(writeJson(record));
    if (index > from && bytes + size > directBytes) {
      yield { events: events.slice(from, index), bytes };
      [from, bytes] = [index, 0];
    }
    bytes += size;
  }
  if (from < events.length) yield { events: events.slice(from), bytes };
}

/** A store without a server in front of it. The same space of the disk stays free as under a server. */
const openDirectly = async (folder: string, whyNoServer: string): Promise<Destination> => {
  const problems = await keepPrivate(folder, storeFiles);
  const store = await openStore({ folder, reserveBytes }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)} ${whyNoServer}`, {
      cause: error,
    });
  });
  const sink: Sink = {
    batch: directBatch,
    send: async (all) => {
      const answers: Answer[] = [];
      for (const { events, bytes } of commitsOf(all)) {
        const reason = await whyNoRoom(folder, bytes * copies);
        if (reason !== undefined) throw new Error(reason);
        for (const status of await store.append(events)) answers.push({ status });
      }
      return answers;
    },
  };
  const name = `the data folder ${folder}`;
  return { name, notices: problems, sink, people: storePeople(store.directory), close: () => store.close() };
};

/**
 * Where the events of an import go: to the server that holds the data folder when there is one, which has to prove that
 * it is that server, else straight into the folder's store.
 * @throws Error when another process holds the store and no server answers
 */
export const openDestination = async (options: DestinationOptions): Promise<Destination> => {
  const { folder, token, apiToken, signal, onWait } = options;
  const server = await findServer(folder);
  if (typeof server === 'string') return openDirectly(folder, server);
  const reason = await whyNotServer(server);
  if (reason !== undefined) {
    const direct = await openDirectly(folder, reason);
    return { ...direct, notices: [reason, ...direct.notices] };
  }
  const sink = serverSink({
    url: new URL(server.url).origin,
    whyNot: (withinMs) => whyNotServer(server, withinMs),
    ...(token === undefined ? {} : { token }),
    ...(signal === undefined ? {} : { signal }),
    ...(onWait === undefined ? {} : { onWait }),
  });
  const people = serverPeople({
    url: new URL(server.url).origin,
    whyNot: async () => whyNotServer(server),
    ...(apiToken === undefined ? {} : { token: apiToken }),
  });
  return { name: `the server at ${server.url}`, notices: [], sink, people, close: async () => undefined };
};
