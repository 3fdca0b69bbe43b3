import { describe } from 'vitest';
import { describeStore } from '../conformance.ts';
import { describeHistories } from '../conformance/attempt-histories.ts';
import { openDuckDbStore } from './open.ts';

describeStore('DuckDB', (folder, keeping) =>
  openDuckDbStore({ folder, reserveBytes: 0, ...(keeping ? { keeping } : {}) }),
);

describe('DuckDB, attempts grouped in slices, as for want of memory', () => {
  const limits = { eventsAtOnce: 60, runMs: 300_000 };
  describeHistories((folder) => openDuckDbStore({ folder, reserveBytes: 0, limits }));
});
