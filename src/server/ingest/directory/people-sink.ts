import { directoryAnswerSchema, fileSource } from '../../../contract/directory.ts';
import { microsOfMs } from '../../../contract/instant.ts';
import { problemSchema } from '../../../contract/service.ts';
import type { DirectoryStore } from '../../store/directory-store.ts';
import { DirectoryUpdate, type TakenPeople } from './directory-update.ts';

/** Where people of a file go: a store, or a server in front of one. */
export type PeopleSink = {
  readonly take: (entries: readonly unknown[]) => Promise<TakenPeople>;
  /** After the last part: nobody but these is listed any more. @returns how many are not who were */
  readonly end: (listed: ReadonlySet<string>) => Promise<number>;
};

/** Straight into a store. */
export const storePeople = (store: DirectoryStore): PeopleSink => ({
  take: (entries) => new DirectoryUpdate(store, fileSource).take(entries),
  end: (listed) => store.endListing(fileSource, listed, microsOfMs(Date.now())),
});

type ServerOptions = {
  /** The server’s address, without a path. */
  readonly url: string;
  /** Bearer token of its API, when it needs one. */
  readonly token?: string;
  /** Why what listens there is not the server that it should be, as a sentence. */
  readonly whyNot: () => Promise<string | undefined>;
};

const answerMs = 60_000;

/** Through a running server. @throws Error when it does not take them */
export const serverPeople = ({ url, token, whyNot }: ServerOptions): PeopleSink => {
  const post = async (body: object) => {
    const reason = await whyNot();
    if (reason !== undefined) throw new Error(reason);
    const response = await fetch(`${url}/v1/directory`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ source: fileSource, ...body }),
    }).catch((error: unknown) => {
      throw new Error(`The server at ${url} does not answer.`, { cause: error });
    });
    if (response.status === 401 || response.status === 403)
      throw new Error(`The server at ${url} refuses the token: set AUTH_AUDIT_TOKEN to its own.`);
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return directoryAnswerSchema.parse(answer);
    const problem = problemSchema.safeParse(answer);
    throw new Error(
      `The server at ${url} answered ${response.status}: ${problem.success ? problem.data.detail : response.statusText}`,
    );
  };
  return {
    take: async (users) => {
      const { left_out: leftOut, ...taken } = await post({ users });
      return { ...taken, leftOut };
    },
    end: async (listed) => (await post({ listed: [...listed] })).no_longer_listed,
  };
};
