import { microsOfMs } from '../../contract/instant.ts';
import { isRefusal, prepareRecord, withId } from '../ingest/prepare.ts';
import type { PreparedEvent, Store } from '../store/store.ts';
import { DirectoryUpdate } from '../ingest/directory/directory-update.ts';
import { DemoDirectory } from './directory.ts';
import { type Story, generate, stories } from './generate.ts';

/** The demo: the same sign-ins at every start, moved to end now. */
const demoOptions = { seed: 1, events: 200_000, days: 30 };

const batchSize = 10_000;

/**
 * Fill a store with generated sign-ins, through the same path that imports take.
 * @param now milliseconds since the epoch, at which the newest ends
 * @returns what they tell, and where it is found
 */
export const loadDemo = async (
  store: Store,
  now: number,
  options = demoOptions,
): Promise<readonly Story[]> => {
  const until = microsOfMs(now);
  let batch: PreparedEvent[] = [];
  const directory = new DemoDirectory(until);
  for (const { id, record } of generate({ ...options, until })) {
    const prepared = prepareRecord(record);
    if (isRefusal(prepared))
      throw new Error(`The generator made a record that is refused: ${prepared.message}`);
    batch.push(withId(prepared, id));
    directory.meet(record);
    if (batch.length < batchSize) continue;
    await store.append(batch);
    batch = [];
  }
  if (batch.length > 0) await store.append(batch);
  const update = new DirectoryUpdate(store.directory, 'directory');
  await update.take(directory.users);
  await update.finish({ full: true, at: until });
  return stories({ ...options, until });
};
