import { aboutSchema } from '../../contract/service.ts';
import { openDuckDbStore } from '../store/duckdb/open.ts';
import type { Sink } from './import-lines.ts';
import { announcedServer } from './server-file.ts';
import { serverSink } from './server-sink.ts';

export type Destination = {
  /** Where events go, as a person says it. */
  readonly name: string;
  readonly sink: Sink;
  readonly close: () => Promise<void>;
};

export type DestinationOptions = {
  /** The data folder. */
  readonly folder: string;
  /** Bearer token of the webhook, should there be a server that needs one. */
  readonly token?: string;
  readonly signal?: AbortSignal;
};

const answerWithinMs = 5_000;

/** How many events one commit to the store takes: a server's commits under load are of this size too. */
const directBatch = 5_000;

const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/v1/about`, { signal: AbortSignal.timeout(answerWithinMs) });
    return aboutSchema.safeParse(await response.json()).success;
  } catch {
    return false; // refused, or another program has the port now: the server that wrote the file is gone
  }
};

/**
 * Where the events of an import go: to the server that holds the data folder when there is one, else straight
 * into the folder's store.
 * @throws Error when another process holds the store and no server answers
 */
export const openDestination = async ({
  folder,
  token,
  signal,
}: DestinationOptions): Promise<Destination> => {
  const url = (await announcedServer(folder))?.url;
  if (url !== undefined && (await answers(url))) {
    const options = {
      url,
      ...(token === undefined ? {} : { token }),
      ...(signal === undefined ? {} : { signal }),
    };
    return { name: `the server at ${url}`, sink: serverSink(options), close: async () => undefined };
  }
  const store = await openDuckDbStore({ folder }).catch((error: unknown) => {
    const silence =
      url === undefined ? 'No server has left its address there.' : `No server answers at ${url}.`;
    throw new Error(`${error instanceof Error ? error.message : String(error)} ${silence}`, { cause: error });
  });
  const sink: Sink = {
    batch: directBatch,
    send: async (events) => (await store.append(events)).map((status) => ({ status })),
  };
  return { name: `the data folder ${folder}`, sink, close: () => store.close() };
};
