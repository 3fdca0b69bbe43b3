import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { type ColumnLook, movedTo, plainLook } from './column-layout.ts';
import { type ColumnTable, neighbourIn, shownIn, useColumnTable } from './use-column-table.ts';

const defaultColumns = ['time', 'email', 'source_ip', 'step', 'step_result', 'application_name'];
const page = { known: [...defaultColumns, 'issuer'] };

type Changes = { chosen?: readonly string[]; look?: ColumnLook };

/** What a table shows of these columns, and what it hands back when it is changed. */
const arranged = (
  chosen: readonly string[],
  look: ColumnLook,
  change: (table: ColumnTable) => void = () => {},
) => {
  const changes: Changes = {};
  const Probe = () => {
    'use no memo'; // it changes the table while it is drawn
    const table = useColumnTable({
      page,
      chosen,
      look,
      onChoose: (columns) => {
        changes.chosen = columns;
      },
      onLook: (next) => {
        changes.look = next;
      },
    });
    change(table);
    return shownIn(table).join(' ');
  };
  return { shown: renderToStaticMarkup(createElement(Probe)).split(' '), ...changes };
};

const pinned: ColumnLook = { pinned: ['step_result', 'email', 'issuer'], widths: { email: 100 } };

it('shows the columns chosen in their order, extras among them, the pinned ones first', () => {
  expect(arranged(defaultColumns, plainLook).shown).toEqual(defaultColumns);
  expect(arranged(['x.a', 'time'], plainLook).shown).toEqual(['x.a', 'time']);
  expect(arranged(defaultColumns, pinned).shown.slice(0, 3)).toEqual(['email', 'step_result', 'time']);
});

it('moves a column among the pinned or among the others', () => {
  arranged(defaultColumns, pinned, (table) => {
    expect(neighbourIn(table, 'email', 1)).toBe('step_result');
    expect(neighbourIn(table, 'email', -1)).toBeUndefined();
    expect(neighbourIn(table, 'step_result', 1)).toBeUndefined();
    expect(neighbourIn(table, 'time', -1)).toBeUndefined();
    expect(neighbourIn(table, 'time', 1)).toBe('source_ip');
  });
  const { chosen } = arranged(defaultColumns, pinned, (table) =>
    table.setColumnOrder(movedTo(shownIn(table), 'email', 'step_result')),
  );
  expect(chosen?.slice(0, 3)).toEqual(['step_result', 'email', 'time']);
});

it('shows and hides, but never all', () => {
  const toggled = (chosen: readonly string[], name: string) =>
    arranged(chosen, plainLook, (table) =>
      table.setColumnVisibility((old) => ({ ...old, [name]: !old[name] })),
    ).chosen;
  expect(toggled(['time'], 'x.a')).toEqual(['time', 'x.a']);
  expect(toggled(['time', 'x.a'], 'time')).toEqual(['x.a']);
  expect(toggled(['time'], 'time')).toBeUndefined();
});

it('pins and unpins, and gives a column its own width back', () => {
  const lookAfter = (change: (table: ColumnTable) => void) => arranged(defaultColumns, pinned, change).look;
  expect(lookAfter((table) => table.getColumn('time')?.pin('start'))?.pinned.toSorted()).toEqual([
    'email',
    'issuer',
    'step_result',
    'time',
  ]);
  expect(lookAfter((table) => table.getColumn('email')?.pin(false))?.pinned.toSorted()).toEqual([
    'issuer',
    'step_result',
  ]);
  expect(lookAfter((table) => table.getColumn('email')?.resetSize())).toEqual({ ...pinned, widths: {} });
  expect(lookAfter((table) => table.setColumnSizing({ time: 200 }))?.widths).toEqual({ time: 200 });
});
