import { describeStore } from '../conformance.ts';
import { openDuckDbStore } from './open.ts';

describeStore('DuckDB', (folder) => openDuckDbStore({ folder, reserveBytes: 0 }));
