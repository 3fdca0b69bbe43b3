import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { microsOfMs, msOfMicros, parseInstant } from '../../contract/instant.ts';
import { DemoDirectory } from './directory.ts';
import { generate } from './generate.ts';
import type { PlatformRecord } from './platform/answer-audits.ts';
import type { PlatformUser } from './platform/directory.ts';
import { Platform } from './platform/platform.ts';
import { type ServiceAccount, createServiceAccount, documentOf } from './platform/service-account.ts';

/** What the platform holds when it is begun: as many as the demo shows, over the 90 days that a first pull reads. */
const held = { seed: 1, events: 200_000, days: 90 };

/** It goes on for so long, with as many events a day as before. */
const goesOnDays = 1;

/** So long an answer takes, in milliseconds, so that it can be watched how the pull catches up. */
const answerMs = 60;

/** Beyond that, a platform that was begun before is begun anew. */
const longestMs = 12 * 3_600_000;

/** How the same platform is begun again, so that a pull that was killed goes on with it. */
type Begun = { readonly at: number; readonly port: number; readonly key: string };

const begunFile = 'platform.json';

/** How a platform was begun in a folder, unless that was too long ago, or nothing that can be read is there. */
const begunIn = async (folder: string, now: number): Promise<Begun | undefined> => {
  try {
    const begun = JSON.parse(await readFile(join(folder, begunFile), 'utf8')) as Begun;
    return now - begun.at < longestMs ? begun : undefined;
  } catch {
    return undefined; // none, or what a killed process has left of one
  }
};

/** Whether what was pulled into a folder is of the platform that would be begun: another has the same records at other times. */
export const isBegun = async (folder: string, now: number): Promise<boolean> =>
  (await begunIn(folder, now)) !== undefined;

const accountWith = (key: string | undefined): ServiceAccount => {
  if (key === undefined) return createServiceAccount();
  const privateKey = createPrivateKey(key);
  return createServiceAccount({ privateKey, publicKey: createPublicKey(privateKey) });
};

/** What the platform holds: sign-ins, those that are still to come, and who is who among them. */
const heldSince = (at: number, organisation: string) => {
  const share = (held.days + goesOnDays) / held.days;
  const options = { ...held, events: Math.round(held.events * share), days: held.days + goesOnDays };
  const until = microsOfMs(at + goesOnDays * 86_400_000);
  const directory = new DemoDirectory(microsOfMs(at));
  const records: PlatformRecord[] = [];
  for (const { record } of generate({ ...options, until })) {
    const time = parseInstant(String(record.time));
    if (time === undefined) continue;
    directory.meet(record);
    records.push({ time, record, appears: msOfMicros(time) });
  }
  const users = directory.users.map((user) => ({ ...user, org_id: organisation }));
  return { records, users: users as unknown as readonly PlatformUser[] };
};

/**
 * Begin a simulated platform on this machine, with what is needed to pull from it.
 * @param folder where it keeps how it was begun: begun there again within half a day, it has the same records
 * @returns the file that names it as a source
 */
export const beginPlatform = async (folder: string, now: number): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const again = await begunIn(folder, now);
  const account = accountWith(again?.key);
  const options = { accounts: [account], ...heldSince(again?.at ?? now, account.organisation), answerMs };
  const anywhere = () => Platform.start(options);
  const platform = again
    ? await Platform.start({ ...options, port: again.port }).catch(anywhere) // its port may be taken meanwhile
    : await anywhere();
  platform.habits = { recordsPrograms: true, ignores: ['org_id'] };
  const document = documentOf(account, platform.url);
  const begun: Begun = { at: again?.at ?? now, port: platform.port, key: document.status.key };
  const write = (name: string, content: object): Promise<void> =>
    writeFile(join(folder, name), JSON.stringify(content), { mode: 0o600 });
  await write(begunFile, begun);
  await write('service-account.json', document);
  const source = {
    name: 'agilicus',
    kind: 'agilicus',
    url: platform.url,
    document: './service-account.json',
    from: '90d',
    every: '10s',
    overlap: '5m',
  };
  await write('sources.json', { sources: [source] });
  return join(folder, 'sources.json');
};
