import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { z } from 'zod';
import { problemSchema } from '../../contract/service.ts';
import { type AnnouncedServer, nonceSchema, permitOf } from './server-file.ts';

/** Where a server is asked for a copy of its store. */
export const copyPath = '/v1/copy';

export const copyBodySchema = z.strictObject({ nonce: nonceSchema, permit: z.string().max(200) });

export const copyAnswerSchema = z.object({
  folder: z.string().meta({ description: 'Where the copy lies.' }),
  events: z.number().int(),
  first: z.string().optional(),
  last: z.string().optional(),
});
export type CopyAnswer = z.output<typeof copyAnswerSchema>;

/** Post and read all of the answer, however long it takes: `fetch` gives up after five minutes. */
const post = async (url: string, body: string): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

/** Have a server, which has proved to be the one that wrote `server.json`, copy its store. @throws Error when it does not */
export const askCopy = async (server: AnnouncedServer): Promise<CopyAnswer> => {
  const nonce = randomBytes(32).toString('hex');
  const body = JSON.stringify({ nonce, permit: permitOf(server, nonce, copyPath) });
  const { status, text } = await post(`${new URL(server.url).origin}${copyPath}`, body).catch(
    (error: unknown) => {
      throw new Error(`The server at ${server.url} has gone away before the copy was made.`, {
        cause: error,
      });
    },
  );
  const answer: unknown = JSON.parse(text);
  if (status === 200) return copyAnswerSchema.parse(answer);
  const problem = problemSchema.safeParse(answer);
  throw new Error(
    `The server at ${server.url} answered ${status}: ${problem.success ? problem.data.detail : text}`,
  );
};
