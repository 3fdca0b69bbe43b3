import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { attemptsAnswerSchema } from '../../contract/attempts.ts';
import { listAnswerSchema } from '../../contract/audits.ts';
import { type Spawned, spawnServer, withFolder } from '../test-support/spawn-server.ts';

/** `LARGE_TEXTS=10` stores ten times as much. */
const times = Number(process.env['LARGE_TEXTS'] ?? 1);

/** So much memory a server may take, in KiB. */
const mostMemory = 1.25 * 1024 * 1024;

const [mebibyte, eightKilobytes] = [1024 * 1024 - 400, 8_192];
const range = 'dt_from=2026-03-01T00:00:00Z&dt_to=2026-04-01T00:00:00Z';

/** One failed sign-in, with a user agent of so many characters that no other has. */
const eventOf = (id: string, at: number, characters: number) => ({
  unique_id: id,
  event: {
    time: new Date(Date.UTC(2026, 2, 2) + at * 60_000).toISOString(),
    event_name: 'Identity Provider Authentication',
    result: 'Failure',
    request_id: `r-${id}`,
    user_id: `u${at % 40}`,
    source_ip: `192.0.2.${at % 200}`,
    user_agent: `${id} ${'Mozilla/5.0 '.repeat(characters / 12)}`,
  },
});

const post = async (url: string, events: readonly object[]): Promise<void> => {
  const answer = await fetch(`${url}/v1/bulk_audit_events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ discard_events: [], retry_events: [] });
};

/** Post so many events in bodies of some each, two at a time as two senders do. */
const postAll = async (
  url: string,
  count: number,
  atOnce: number,
  event: (at: number) => object,
): Promise<void> => {
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += atOnce;
      const events = Array.from({ length: Math.min(atOnce, count - from) }, (_, each) => event(from + each));
      await post(url, events);
    }
  };
  await Promise.all([send(), send()]);
};

/** Count the lines of an export, without holding it. */
const linesOf = async (url: string): Promise<number> => {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  expect(answer.status).toBe(200);
  let lines = 0;
  for await (const chunk of answer.body ?? [])
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
};

/** The most memory that a process has had, in KiB; undefined where the system does not tell. */
const peakOf = async ({ child }: Spawned): Promise<number | undefined> => {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => ''); // Linux alone has it
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return peak === undefined ? undefined : Number(peak);
};

test(
  'large texts are stored, listed, exported and looked through within bounds',
  async () =>
    withFolder(async (folder) => {
      const [large, many] = [1_000 * times, 20_000 * times];
      const first = await spawnServer(folder);
      await postAll(first.url, large, 25, (at) => eventOf(`large-${at}`, at % 10_000, mebibyte));
      await postAll(first.url, many, 2_000, (at) => eventOf(`many-${at}`, at % 10_000, eightKilobytes));
      const ask = async (path: string): Promise<unknown> => {
        const answer = await fetch(`${first.url}${path}`);
        expect([path, answer.status]).toEqual([path, 200]);
        return answer.json();
      };
      const oldest = listAnswerSchema.parse(await ask(`/v1/auth_audits?${range}&order=asc&limit=40`));
      expect(oldest.auth_audits).toHaveLength(40);
      expect(oldest.auth_audits.every(({ user_agent: agent }) => (agent ?? '').length > 8_000)).toBe(true);
      const attempts = attemptsAnswerSchema.parse(await ask(`/v1/auth_attempts?${range}&order=asc&limit=40`));
      expect(attempts.auth_attempts).toHaveLength(40);
      for (const path of ['overview/findings?', 'overview/numbers?', 'audits/facets?property=user_agent&'])
        await ask(`/v1/auth_${path}${range}`);
      const whole = await linesOf(`${first.url}/v1/auth_audits/export?format=csv&${range}`);
      expect(whole).toBe(1 + large + many); // its header is a line
      // the other format comes the same way: of the first four hours, which is hundreds of large ones, too
      const hours = 'dt_from=2026-03-02T00:00:00Z&dt_to=2026-03-02T04:00:00Z';
      const cut = await linesOf(`${first.url}/v1/auth_audits/export?format=ndjson&${hours}`);
      expect(cut).toBe(240 * (Math.ceil(large / 10_000) + many / 10_000));
      const peak = await peakOf(first);
      expect(await first.end('SIGTERM')).toBe(0); // folds its log
      const second = await spawnServer(folder);
      expect((await fetch(`${second.url}/v1/auth_audits?${range}&order=asc&limit=10`)).status).toBe(200);
      expect(await second.end('SIGTERM')).toBe(0);
      expect(peak ?? 0).toBeLessThan(mostMemory);
    }),
  1_800_000 * times,
);
