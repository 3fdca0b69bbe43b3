import { micros, microsPerDay } from '../../contract/instant.ts';
import { openStore } from '../store/open.ts';

// A process to be killed: it removes what is older than an instant. Arguments: the data folder, and the instant.
const [, , folder = '', floor = '0'] = process.argv;
const keeping = { rule: { count: 1, unit: 'd' }, now: () => micros(BigInt(floor) + microsPerDay) } as const;

const store = await openStore({ folder, reserveBytes: 0, keeping });
process.stdout.write('removing\n');
await store.tidy();
process.stdout.write('removed\n');
await store.close();
