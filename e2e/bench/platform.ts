// The platform's process: makes its records first, writes the same to a file, and answers at once, so that the server that
// pulls shares no event loop with it.
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { once } from 'node:events';
import { microsOfMs, parseInstant } from '../../src/contract/instant.ts';
import { generate } from '../../src/server/demo/generate.ts';
import type { PlatformRecord } from '../../src/server/demo/platform/answer-audits.ts';
import { Platform } from '../../src/server/demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../../src/server/demo/platform/service-account.ts';
import { days } from './load.ts';
import type { Counted, Held, Holding } from './pull.ts';

const recordsOf = ({ records, textBytes }: Holding): PlatformRecord[] => {
  const options = { seed: 11, events: records, days, until: microsOfMs(Date.now()) };
  const made: PlatformRecord[] = [];
  for (const { id, record } of generate(options)) {
    const time = parseInstant(String(record.time));
    if (time === undefined) continue;
    const text = textBytes === 0 ? {} : { trail: `${id} `.repeat(textBytes / (id.length + 1)) };
    made.push({ time, record: { ...record, ...text } });
  }
  return made;
};

const main = async (): Promise<void> => {
  const [holding] = (await once(process, 'message')) as [Holding];
  const { folder } = holding;
  const account = createServiceAccount();
  const platform = await Platform.start({ accounts: [account], records: recordsOf(holding) });
  platform.habits = { ignores: ['org_id'] };
  const source = { name: 'bench', kind: 'agilicus', url: platform.url, document: './document.json' };
  const [sources, file] = [join(folder, 'sources.json'), join(folder, 'records.jsonl')];
  const lines = Readable.from(platform.records).map(
    ({ record }: PlatformRecord) => `${JSON.stringify(record)}\n`,
  );
  await pipeline(lines, createWriteStream(file));
  await writeFile(join(folder, 'document.json'), JSON.stringify(documentOf(account, platform.url)));
  await writeFile(
    sources,
    JSON.stringify({ sources: [{ ...source, from: `${days + 1}d`, directory: false }] }),
  );
  const held: Held = { sources, file, records: platform.records.length };
  process.send?.(held);
  await once(process, 'message');
  const counted: Counted = { requests: platform.count('/v1/auth_audits') };
  process.send?.(counted);
  await platform.stop();
  process.disconnect();
};

await main();
