import type { Client } from './http.ts';
import type { Line } from './report.ts';
import { statsOf, timed } from './stats.ts';

/** What somebody may have typed of a name: each another question, and each found in many. */
const typed = ['mar', 'ana', 'son', 'ber', 'ova', 'and', 'lin', 'est'];

/** How long it takes until names are offered for what is typed in the search. */
export const measureNames = async (client: Client): Promise<Line> => {
  const series: number[] = [];
  for (const text of typed)
    series.push(await timed(() => client.get(`/v1/auth_names?${new URLSearchParams({ text }).toString()}`)));
  const { median, max } = statsOf(series);
  return {
    part: 'questions',
    name: 'names with what is typed',
    measured: median,
    unit: 'ms',
    note: `max ${max.toFixed(0)}`,
  };
};
