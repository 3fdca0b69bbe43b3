import type { DuckDBConnection } from '@duckdb/node-api';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { pairOf, readTaught, replaceEmails } from '../known-emails.ts';
import { loadIds } from '../load-hashes.ts';
import { writeMeta } from '../meta.ts';
import { Params, type Row, rowsOf, textIn } from '../sql.ts';
import { LongTexts } from '../texts/long-texts.ts';
import { batchesOfTexts, notUsed, readTexts, removeTexts } from './unused-texts.ts';

/** How what is left over is looked for and removed. */
export type Tidying = {
  readonly catalogue: Catalogue;
  /** Ask in a turn like anybody’s. */
  readonly ask: <Answer>(work: (engine: Engine) => Promise<Answer>) => Promise<Answer>;
  /** Write in the writer’s turn, unless the store is closed or was opened again meanwhile. */
  readonly write: (work: (connection: DuckDBConnection) => Promise<void>) => Promise<void>;
};

type Ask = (sql: string, params?: Params) => Promise<readonly Row[]>;

const asked =
  (engine: Engine): Ask =>
  (sql, params = new Params()) =>
    engine.ask(sql, params);
const askedOf =
  (connection: DuckDBConnection): Ask =>
  (sql, params) =>
    rowsOf(connection, sql, params);

/** What came while it was looked is looked at in the writer’s turn. */
const since = (sequence: bigint): string => `sequence > ${sequence}`;

/** Long texts that only removed events had. */
const tidyTexts = async ({ catalogue, ask, write }: Tidying): Promise<void> => {
  if (catalogue.texts.isEmpty) return;
  const upTo = catalogue.sequence;
  const found = await ask(async (engine) => notUsed(await readTexts(asked(engine)), 'true', asked(engine)));
  for (const batch of batchesOfTexts(found))
    await write(async (connection) => {
      const unused = await notUsed(batch, since(upTo), askedOf(connection));
      if (unused.length === 0) return;
      await removeTexts(connection, unused);
      catalogue.texts = await LongTexts.load(connection);
    });
};

/** Addresses of people that only removed events told. */
const tidyEmails = async ({ catalogue, ask, write }: Tidying): Promise<void> => {
  const upTo = catalogue.sequence;
  const { told, known } = await ask(async (engine) => ({
    told: await readTaught(asked(engine), 'true'),
    known: await asked(engine)('SELECT user_id, email FROM known_emails'),
  }));
  const isTold = (row: Row): boolean => {
    const [userId, email] = [textIn(row, 'user_id'), textIn(row, 'email')];
    return told.get(pairOf(userId, email))?.email === email;
  };
  if (known.every((row) => isTold(row))) return;
  await write(async (connection) => {
    for (const [pair, email] of await readTaught(askedOf(connection), since(upTo)))
      if (!told.has(pair)) told.set(pair, email);
    await connection.run('BEGIN');
    await replaceEmails(connection, [...told.values()]);
    await connection.run('COMMIT');
    catalogue.addresses.relearn(told.values());
    catalogue.version += 1;
  });
};

/** By what removed events were known: it makes look-ups that find nothing, and takes room. */
const tidyFingerprints = async ({ catalogue: { ids, contents }, ask }: Tidying): Promise<void> => {
  contents.forget();
  await ask(async (engine) =>
    engine.lend(async (connection) => ids.renew(async (fresh) => loadIds(connection, fresh))),
  );
};

/** Remove what is of no use without the events that were removed, all at once, as it has to be looked for in all others. */
export const tidyAfterRemoval = async (tidying: Tidying, isMuch: boolean): Promise<void> => {
  const { catalogue, write } = tidying;
  const { removedBefore } = catalogue;
  if (removedBefore === undefined || catalogue.tidiedBefore === removedBefore) return;
  await tidyTexts(tidying);
  await tidyEmails(tidying);
  if (isMuch) await tidyFingerprints(tidying);
  await write(async (connection) => {
    await connection.run('BEGIN');
    await writeMeta(connection, 'tidied_before', String(removedBefore));
    await connection.run('COMMIT');
    catalogue.tidiedBefore = removedBefore;
  });
};
