import { heapOf, atRest, goTo, openPage, waitMs, withBrowser } from './pages.ts';
import { loadRows, scrollThrough } from './page-probe.ts';
import { type Line, least, most } from './report.ts';
import { statsOf } from './stats.ts';

const near = { rows: 10_000, frames: 400 };
const far = { from: 20_000, step: 60_000, to: 200_000 };

/** Scrolling to and fro over rows that are there, and on and on through rows that are not. */
export type Scrolled = {
  readonly rows: number;
  readonly frames: readonly number[];
  readonly longTasks: number;
  readonly elements: number;
  readonly heap: number;
  /** How many rows match. */
  readonly total: number;
  /** What is held after so many rows. */
  readonly far: readonly { readonly rows: number; readonly heap: number; readonly elements: number }[];
};

/** Scroll through ten thousand rows at once, and through all of them up to a limit. */
export const scroll = (url: string): Promise<Scrolled> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    const session = await page.context().newCDPSession(page);
    const countElements = () => page.evaluate(() => document.querySelectorAll('*').length);
    await goTo(page, `${url}/events?range=all`);
    await atRest(page);
    const total = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

    const rows = await page.evaluate(loadRows, { rows: Math.min(near.rows, total), longestMs: waitMs });
    await page.evaluate(() => globalThis.benchProbe.longTasks.splice(0));
    const frames = await page.evaluate(scrollThrough, { selector: '[role="grid"]', frames: near.frames });
    const longTasks = await page.evaluate(() => globalThis.benchProbe.longTasks.length);
    const elements = await countElements();
    const heap = await heapOf(session);

    const samples: Scrolled['far'][number][] = [];
    for (let goal = far.from; goal <= far.to && goal <= total; goal += far.step) {
      const come = await page.evaluate(loadRows, { rows: goal, longestMs: 5 * waitMs });
      samples.push({ rows: come, heap: await heapOf(session), elements: await countElements() });
    }
    return { rows, frames, longTasks, elements, heap, total, far: samples };
  });

/** What that took and held, beside its budgets. */
export const scrollLines = ({ rows, frames, longTasks, elements, heap, far: samples }: Scrolled): Line[] => {
  const part = 'browser';
  const { median, p95, max } = statsOf(frames);
  const [first, last] = [samples[0], samples.at(-1)];
  const lines: Line[] = [
    { part, name: 'rows loaded for scrolling', measured: rows, unit: '', budget: least(near.rows) },
    {
      part,
      name: 'longest frame while scrolling',
      measured: max,
      unit: 'ms',
      budget: most(50),
      note: `median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}`,
    },
    { part, name: 'long tasks while scrolling', measured: longTasks, unit: '', budget: most(0) },
    { part, name: 'elements after scrolling', measured: elements, unit: '', budget: most(1_500) },
    {
      part,
      name: 'JavaScript heap after scrolling',
      measured: heap / 1_000_000,
      unit: 'MB',
      budget: most(40),
    },
  ];
  if (!first || !last || first === last) return lines;
  return [
    ...lines,
    { part, name: 'rows scrolled on through', measured: last.rows, unit: '', budget: least(far.to) },
    {
      part,
      name: `heap after them, to that after ${far.from}`,
      measured: last.heap / first.heap,
      unit: '',
      budget: most(1.25),
      note: samples.map((each) => `${(each.heap / 1_000_000).toFixed(1)} MB`).join(', '),
    },
    {
      part,
      name: 'elements after them',
      measured: Math.max(...samples.map((each) => each.elements)),
      unit: '',
      budget: most(1_500),
    },
  ];
};
