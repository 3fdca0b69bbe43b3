import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEarlier, worseThan } from './earlier.ts';
import { conditions } from './report.ts';

const line = (name: string, measured: number, unit = 'ms') => ({ part: 'questions', name, measured, unit });
const { node, cores } = conditions();
const earlier = {
  events: 1000,
  conditions: { node, cores },
  lines: [
    line('steady', 10),
    line('slower', 10),
    line('faster', 10),
    line('rate', 100, 'questions/s'),
    line('gone', 1),
  ],
};

test('what became worse by over a tenth is listed, the worst first, rates the other way round', () => {
  const lines = [
    line('steady', 10.9),
    line('slower', 12),
    line('faster', 5),
    line('rate', 50, 'questions/s'),
    line('new', 9),
  ];
  expect(worseThan(earlier, { events: 1000, lines })).toEqual([
    'Of 4 measurements that both runs have, 2 became worse by over a tenth.',
    '2.00 times worse: questions, rate',
    '1.20 times worse: questions, slower',
  ]);
});

test('runs of other sizes and machines are compared, and told to be', () => {
  const [first] = worseThan({ ...earlier, conditions: { node: 'v1.0.0', cores } }, { events: 20, lines: [] });
  expect(first).toBe(`The earlier run had 1000 events, not 20, Node v1.0.0, not ${node}.`);
});

test('a file that is none of a run is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-earlier-'));
  const file = join(folder, 'run.json');
  try {
    await expect(readEarlier(file)).rejects.toThrow(`${file} cannot be read.`);
    await writeFile(file, '{"lines":[]}');
    await expect(readEarlier(file)).rejects.toThrow(`${file} is not what --json writes.`);
    await writeFile(file, JSON.stringify(earlier));
    expect(await readEarlier(file)).toEqual(earlier);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
