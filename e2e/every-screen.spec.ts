import { type Page } from '@playwright/test';
import { openEvents, rows } from './events-page.ts';
import { expect, startServer, test } from './fixtures.ts';
import { open as openOverview } from './overview-page.ts';

const long = (text: string): string => text.padEnd(90, 'x');
const mail = `${long('person')}@${long('mail')}.example`;

/** Sign-ins of which every value is long, as they come from other systems. */
const longEvents = Array.from({ length: 12 }, (_, at) =>
  ['Authentication Request', 'Policy'].map((event_name, step) => ({
    unique_id: `${at}-${step}`,
    event: {
      time: `2026-03-18T0${at % 9}:00:0${step}Z`,
      event_name: step === 0 ? event_name : long(event_name),
      result: step === 0 ? 'Success' : long('result'),
      email: mail,
      user_id: long('user'),
      org_name: long('organisation'),
      application_name: long(`Application ${at}`),
      upstream_idp: long('Provider'),
      source_ip: '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1',
      session: long('session'),
      request_id: long(`request${at}-`),
      trace_id: long('trace'),
      [long('extra')]: long('own'),
    },
  })),
).flat();

/** What is wider than its place, but for tables, which may be. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('*')]
      .filter(
        (part) => part === document.scrollingElement || /auto|scroll/.test(getComputedStyle(part).overflowX),
      )
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .filter(
        (part) => part.role !== 'grid' && !part.querySelector(':scope > table') && part.tagName !== 'INPUT',
      )
      .map((part) => `${part.tagName}.${part.className}: ${part.scrollWidth} in ${part.clientWidth}`),
  );

test('nothing but tables scrolls sideways, however long the values and narrow the window', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/404/); // the user whom nobody knows
  const server = await startServer({ data: 'empty' });
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: { events: longEvents },
  });
  expect(answer.status()).toBe(201);
  const filtered = `range=all&email=${encodeURIComponent(mail)}&session=${long('session')}`;
  for (const path of [
    '/overview',
    '/findings?range=all',
    `/events?${filtered}&selected=3-1`,
    `/attempts?${filtered}`,
    `/attempts/${long('request3-')}`,
    `/sessions/${long('session')}`,
    `/traces/${long('trace')}`,
    `/users/${encodeURIComponent(mail)}?range=all`,
    `/users/${long('nobody')}`,
    '/addresses/2001:db8:aaaa:bbbb:cccc:dddd:eeee:1?range=all',
  ]) {
    await page.goto(`${server.url}${path}`);
    for (const width of [1028, 720, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      await expect.poll(() => tooWide(page), `${path} at ${width}`).toEqual([]);
    }
  }
  await page.goto('about:blank'); // it may still be asking
  await server.stop();
});

test('a table on paper has all rows that are loaded, says of how many, and keeps its colours', async ({
  page,
}) => {
  await openEvents(page);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 703, height: 1000 });
  await expect(page.getByText(/^Rows on paper: 100 of 10,9\d\d$/)).toBeVisible();
  // nothing measures a page that is printed: a chart as wide as the window would end beyond its edge
  const chart = page.getByRole('figure').locator('svg.recharts-surface');
  await expect.poll(() => chart.evaluate((drawing) => drawing.getBoundingClientRect().width)).toBe(640);
  await expect(rows(page)).toHaveCount(100);
  await expect(page.getByText('Last 7 days (UTC)')).toBeVisible();
  await expect(page.getByRole('search')).toBeHidden();
  const last = rows(page).last();
  expect(await last.evaluate((row) => getComputedStyle(row).printColorAdjust)).toBe('exact');
  for (const cell of await last.getByRole('gridcell').all())
    expect(
      await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(703);
});

test('who comes back to the overview finds it where it was left', async ({ page }) => {
  await openOverview(page);
  const block = page.getByRole('region', { name: 'Users', exact: true });
  await block.scrollIntoViewIfNeeded();
  const place = () => page.locator('#main').evaluate(({ scrollTop }) => scrollTop);
  const left = await place();
  expect(left).toBeGreaterThan(500);
  await block.getByRole('link').first().click();
  await expect(page).not.toHaveURL(/overview/);
  await page.goBack();
  await expect.poll(place).toBe(left);
});

test.describe('in a browser whose language has twelve hours', () => {
  test.use({ locale: 'en-US' });

  test('times are typed and shown in 24 hours, in fields that fit their layer', async ({ page }) => {
    await openEvents(page, '?from=2026-03-17T12:30:00.512Z&to=2026-03-18T00:00:00Z');
    await page.getByRole('button', { name: /^Time range/ }).click();
    const time = page.getByLabel('From time');
    await expect(time).toHaveValue('12:30:00.512');
    await page.getByLabel('To time').fill('9:45 pm');
    await page.getByLabel('To date').fill('2026-03-17');
    await expect(page.getByLabel('To time')).toHaveValue('21:45');
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await time.evaluate((field) => field.scrollWidth - field.clientWidth)).toBe(0);
      const layer = page.getByRole('dialog', { name: 'Time range' });
      expect(await layer.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    }
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).toBe('2026-03-17T21:45:00Z');
    await expect(rows(page).first()).toContainText('2026-03-17 21:');
    await expect(page.locator('body')).not.toContainText(/\d [AP]M\b/);
  });
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a value is excluded, where nothing hovers', async ({ page }) => {
    await openEvents(page);
    await page.getByRole('button', { name: 'Filters by value' }).tap();
    const exclude = page.getByRole('button', { name: 'Exclude Failed' });
    await expect(exclude).toHaveCSS('opacity', '1');
    await exclude.tap();
    await expect(page).toHaveURL(/not_step_result=Failure/);
  });
});

test('where the clocks go back, each row of the hour that comes twice says its offset', async ({ page }) => {
  const server = await startServer({ data: 'empty' });
  const times = [
    '2025-10-25T23:30:00Z',
    '2025-10-26T00:30:00Z',
    '2025-10-26T01:30:00Z',
    '2025-10-26T02:30:00Z',
  ];
  const events = times.map((time, at) => ({
    unique_id: `hour-${at}`,
    event: { time, event_name: 'Authentication Request', result: 'Failure', request_id: `hour-${at}` },
  }));
  const sent = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events } });
  expect(sent.status()).toBe(201);
  for (const list of ['events', 'attempts']) {
    await page.goto(`${server.url}/${list}?range=all&tz=Europe/Berlin&order=asc`);
    const grid = page.getByRole('grid', { name: list, exact: false });
    const shown = grid.getByRole('rowgroup').getByRole('row');
    await expect(shown).toHaveText([
      /^2025-10-26 01:30:00(?!.*[+−])/,
      /02:30:00 \+02:00/,
      /02:30:00 \+01:00/,
      /03:30:00(?!.*[+−])/,
    ]);
    const beyond = await shown.locator('time').evaluateAll((all) =>
      all.map((time) => {
        const edge = time.parentElement?.getBoundingClientRect().right ?? 0;
        return time.getBoundingClientRect().right - edge;
      }),
    );
    expect(Math.max(...beyond)).toBeLessThanOrEqual(0);
  }
  await page.goto('about:blank');
  await server.stop();
});
