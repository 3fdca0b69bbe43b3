// The sending process: makes its batches first, then posts them as fast as they are acknowledged, so that neither
// the server nor the readers beside it share an event loop with it.
import { once } from 'node:events';
import { generate } from '../../src/server/demo/generate.ts';
import { microsOfMs } from '../../src/contract/instant.ts';
import { createClient } from './http.ts';
import type { Sending, Sent } from './ingest.ts';

const eventsABatch = 500;
const sequence = { pause: 200 };

const bodiesFor = ({ batches, seed, until }: Sending): Buffer[] => {
  const options = { seed, events: batches * eventsABatch, days: 1, until: microsOfMs(until) };
  const bodies: Buffer[] = [];
  let events: unknown[] = [];
  for (const { id, record } of generate(options)) {
    events.push({ unique_id: `${id}-${seed}`, event: record });
    if (events.length < eventsABatch) continue;
    bodies.push(Buffer.from(JSON.stringify({ events })));
    events = [];
  }
  return bodies;
};

const send = async (job: Sending, bodies: Buffer[]): Promise<Sent> => {
  const client = createClient(job.url);
  const acknowledged: number[] = [];
  let refused = 0;
  let failed = 0;
  const started = performance.now();
  const sender = async () => {
    for (let body = bodies.shift(); body && performance.now() - started < job.ms; body = bodies.shift()) {
      const posted = performance.now();
      const { status } = await client.post('/v1/bulk_audit_events', body);
      if (status === 201) acknowledged.push(performance.now() - posted);
      else if (status === 429) {
        refused += 1;
        bodies.push(body);
        await new Promise((resolve) => setTimeout(resolve, sequence.pause));
      } else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: job.senders }, sender));
  client.close();
  const ms = performance.now() - started;
  return { acknowledged, refused, failed, eventsPerSecond: (acknowledged.length * eventsABatch * 1000) / ms };
};

const main = async (): Promise<void> => {
  const [job] = (await once(process, 'message')) as [Sending];
  const bodies = bodiesFor(job);
  const go = once(process, 'message');
  process.send?.('ready');
  await go;
  process.send?.(await send(job, bodies));
  process.disconnect();
};

await main();
