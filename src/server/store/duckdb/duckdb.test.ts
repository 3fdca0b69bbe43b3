import { describe } from 'vitest';
import { describeStore } from '../conformance.ts';
import { describeAttempts } from '../conformance/attempts.ts';
import { openDuckDbStore } from './open.ts';

describeStore('DuckDB', (folder) => openDuckDbStore({ folder, reserveBytes: 0 }));

describe('DuckDB, attempts grouped in slices as for want of memory', () => {
  describeAttempts((folder) => openDuckDbStore({ folder, reserveBytes: 0, limits: { eventsAtOnce: 25 } }));
});
