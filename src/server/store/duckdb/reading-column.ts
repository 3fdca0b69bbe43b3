import { type Reading, type ReadingName, readings } from '../../../contract/fields.ts';

/** The SQL of a reading's value: columns hold no empty texts, so that the first one that is not null says it. */
export const readingColumn = ({ of }: Reading): string => `coalesce(${of.join(', ')})`;

/** The SQL of every reading, by its name. */
export const readingColumns = Object.fromEntries(
  readings.map((reading) => [reading.name, readingColumn(reading)]),
) as Readonly<Record<ReadingName, string>>;
