import { formatInstant, micros, microsPerDay, parseInstant } from '../../contract/instant.ts';
import { prepared } from '../store/conformance/samples.ts';
import { openStore } from '../store/open.ts';

// A process to be killed: it stores batches, late events of past days among them, keeps those days anew, and says on
// its output what is acknowledged. Arguments: the data folder, and what its ids begin with.
const [, , folder = '', prefix = ''] = process.argv;
const monday = parseInstant('2026-03-02T12:00:00Z') ?? micros(0n);
const results = ['Success', 'Failure', 'Denied', 'InProgress'];

const store = await openStore({ folder, reserveBytes: 0 });
for (let turn = 0; ; turn += 1) {
  const batch = Array.from({ length: 150 }, (_, n) => {
    const attempt = turn * 50 + (n % 50);
    const time = micros(monday + BigInt(attempt % 9) * microsPerDay + BigInt(n) * 1_000_000n);
    return prepared(
      {
        time: formatInstant(time),
        event_name: n % 3 === 0 ? 'Policy Evaluation' : 'Token',
        result: results[(attempt + n) % results.length],
        request_id: `${prefix}-r${attempt}`,
        user_id: `u${attempt % 7}`,
        filler: 'x'.repeat(400),
      },
      `${prefix}-${turn}-${n}`,
    );
  });
  await store.append(batch);
  process.stdout.write(`${batch.map(({ id }) => id).join('\n')}\n`);
  if (turn % 2 === 1) await store.tidy();
}
