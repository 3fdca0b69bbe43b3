import { handle, handlingLines } from './handling.ts';
import { type Line, delayLine } from './report.ts';
import { save, saveLines } from './saving.ts';
import { scroll, scrollLines } from './scrolling.ts';
import type { Server } from './server.ts';
import { readSteps, stepLines } from './steps.ts';
import { type Visit, visit, visitLines } from './visit.ts';

const coldLoads = 5;

/** Measure the dashboard of a server, in Chromiums that have never seen it. */
export const measureBrowser = async (
  server: Server,
): Promise<{ readonly lines: readonly Line[]; readonly details: Record<string, unknown> }> => {
  const visits: Visit[] = [];
  for (let count = 0; count < coldLoads; count += 1) visits.push(await visit(server.url));
  const handling = await handle(server.url, server.client);
  const scrolled = await scroll(server.url);
  const saved = await save(server);
  const steps = await readSteps();
  const health = await server.health();
  return {
    lines: [
      ...visitLines(visits),
      ...handlingLines(handling),
      ...scrollLines(scrolled),
      ...saveLines(saved),
      ...stepLines(steps),
      delayLine('browser', health.delayMax),
    ],
    details: { visits, handling, scrolled, saved, steps, health },
  };
};
