import { type Page } from '@playwright/test';
import { rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const range = (page: Page) => page.getByRole('button', { name: /^Time range/ });
const param = (page: Page, name: string) => () => new URL(page.url()).searchParams.get(name);

const open = async (page: Page, search = '') => {
  await page.goto(`/events${search}`);
  await expect(rows(page).first()).toBeVisible();
};

const type = async (page: Page, text: string) => {
  await range(page).click();
  await page.getByLabel('Type a time').fill(text);
  await page.keyboard.press('Enter');
};

test('a time is typed as one says it, and stays what was meant in the link', async ({ page }) => {
  await open(page);
  await type(page, 'last 3 days');
  await expect.poll(param(page, 'range')).toBe('3d');
  await expect(range(page)).toHaveText('Last 3 days');
  await type(page, 'Yesterday');
  await expect.poll(param(page, 'range')).toBe('yesterday');
  await expect(rows(page).first()).toContainText('2026-03-17 23:');
  await page.reload();
  await expect(range(page)).toHaveText('Yesterday');
  await expect(rows(page).first()).toContainText('2026-03-17 23:');
  await page.goBack();
  await expect(range(page)).toHaveText('Last 3 days');
});

test('typed days are whole days of the zone, the last one included', async ({ page }) => {
  await open(page, '?tz=Europe/Berlin');
  await type(page, '2026-03-09 to 2026-03-10');
  await expect.poll(param(page, 'from')).toBe('2026-03-08T23:00:00Z');
  expect(param(page, 'to')()).toBe('2026-03-10T23:00:00Z');
  await expect(range(page)).toHaveText('2026-03-09 – 2026-03-10');
  await expect(rows(page).first()).toContainText('2026-03-10 23:');
  await expect(page.getByRole('columnheader', { name: /Time \(Europe\/Berlin\)/ })).toBeVisible();
});

test('while typing it is said what a time means, and what is wrong with it', async ({ page }) => {
  await open(page);
  await range(page).click();
  await page.getByLabel('Type a time').fill('now-2h to now');
  await expect(page.getByText('2026-03-18 07:30 – 2026-03-18 09:30 (UTC)')).toBeVisible();
  await page.getByLabel('Type a time').fill('2026-10-25 02:30:00 Europe/Berlin – 04:00');
  await expect(
    page.getByText(/02:30 comes twice on 2026-10-25 .*; the first is taken, at \+02:00/),
  ).toBeVisible();
  await page.getByLabel('Type a time').fill('sometime');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText(/“sometime” is not a time\. Try/)).toBeVisible();
  await expectAccessible(page);
});

test('days are picked without times, and the end day is included whole', async ({ page }) => {
  await open(page);
  await range(page).click();
  await expect(page.getByText('Stored events: 2026-03-04')).toBeVisible();
  await page.getByLabel('From date').fill('2026-03-16');
  await page.getByLabel('From time').fill('');
  await page.getByLabel('To date').fill('2026-03-17');
  await page.getByLabel('To time').fill('');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(param(page, 'to')).toBe('2026-03-18T00:00:00Z');
  await expect(rows(page).first()).toContainText('2026-03-17 23:');
});

test('keys shift the range, hold it, and step back out', async ({ page }) => {
  await open(page, '?range=24h');
  await page.keyboard.press('t');
  await page.keyboard.press('a');
  await expect.poll(param(page, 'from')).toBe('2026-03-17T09:30:00Z');
  await expect(range(page)).toHaveText('2026-03-17 09:30 – 2026-03-18 09:30');
  await page.keyboard.press('t');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(param(page, 'to')).toBe('2026-03-17T09:30:00Z');
  await expect(range(page)).toHaveText('2026-03-16 09:30 – 2026-03-17 09:30');
  await page.keyboard.press('t');
  await page.keyboard.press('ArrowRight');
  await expect(range(page)).toHaveText('2026-03-17 09:30 – 2026-03-18 09:30');
  await page.keyboard.press('t');
  await page.keyboard.press('z');
  await expect.poll(param(page, 'from')).toBe('2026-03-16T09:30:00Z');
  await expect(rows(page).first()).toBeVisible();
});

test('keys pressed fast each begin from where the one before led', async ({ page }) => {
  await open(page, '?from=2026-03-17T00:00:00Z&to=2026-03-18T00:00:00Z');
  // as a fast hand does it: each key a task of its own, and no time for anything between them
  await page.evaluate(async () => {
    const task = () => new Promise((resolve) => setTimeout(resolve));
    for (const key of ['t', 'ArrowLeft', 't', 'ArrowLeft', 't', 'ArrowLeft']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await task();
    }
  });
  await expect.poll(param(page, 'from')).toBe('2026-03-14T00:00:00Z');
  expect(param(page, 'to')()).toBe('2026-03-15T00:00:00Z');
});

test('the keys of time are off while typing, work from within the table, and are listed', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('ta');
  expect(param(page, 'from')()).toBeNull();
  await page.getByRole('combobox', { name: 'Search' }).fill('');
  await page.keyboard.press('Escape');
  await expect(rows(page).first()).toBeVisible();
  await rows(page).first().focus();
  await page.keyboard.press('t');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(param(page, 'to')).toBe('2026-03-11T09:30:00Z');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('t z')).toBeVisible();
  await expectAccessible(page);
});

test('the day that loses an hour is one whole day', async ({ page }) => {
  await open(page, '?tz=Europe/Berlin');
  await type(page, '2026-03-29');
  await expect.poll(param(page, 'from')).toBe('2026-03-28T23:00:00Z');
  expect(param(page, 'to')()).toBe('2026-03-29T22:00:00Z');
  await expect(page.getByText('Nothing is stored for this time')).toBeVisible();
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect.poll(param(page, 'from')).toBe('2026-03-27T23:00:00Z');
  expect(param(page, 'to')()).toBe('2026-03-28T23:00:00Z');
  await range(page).click();
  await page.getByLabel('From date').fill('2026-03-29');
  await page.getByLabel('From time').fill('02:30');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/There is no 02:30 on 2026-03-29 in Europe\/Berlin/)).toBeVisible();
});

test('a range in the hour that comes twice is told apart, and stays when it is applied as it is', async ({
  page,
}) => {
  await page.goto(
    '/events?tz=Europe/Berlin&from=2026-10-25T00:30:00.123Z&to=2026-10-25T01:30:00.456789Z&result=None',
  );
  await expect(range(page)).toHaveText(
    '2026-10-25 02:30:00.123 (+02:00) – 2026-10-25 02:30:00.456789 (+01:00)',
  );
  await range(page).click();
  const which = page.getByLabel('this time comes twice');
  await expect(which.first()).toHaveValue('0');
  await expect(which.last()).toHaveValue('1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeHidden();
  expect(param(page, 'from')()).toBe('2026-10-25T00:30:00.123Z');
  expect(param(page, 'to')()).toBe('2026-10-25T01:30:00.456789Z');
});

test('a zone that cannot be shown is said, and the page is shown in another', async ({
  page,
  expectTrouble,
}) => {
  const notice = page.getByRole('status', { name: 'Zone of times' });
  const zone = page.getByRole('button', { name: /^Time zone/ });
  // browsers take this for a zone, servers of some versions do not
  await page.addInitScript(() => localStorage.setItem('authentication-audit.zone', '+05:30'));
  await open(page);
  await expect(notice).toHaveText('“+05:30” is not a time zone, so times are shown in UTC.');
  await expectAccessible(page);
  await page.goto('/overview?tz=europe/berlin');
  await expect(page.getByText(/\(europe\/berlin\), compared with/)).toBeVisible();
  await zone.click();
  await page.getByLabel('Another zone').fill('+05:30');
  await page.keyboard.press('Enter');
  await expect(page.getByText('An offset is no zone. Give one by name, such as Asia/Kolkata')).toBeVisible();
  await page.getByLabel('Another zone').fill('america/sao_paulo');
  await page.keyboard.press('Enter');
  await expect(zone).toHaveText('America/Sao_Paulo');

  // a browser that is newer than the server
  await page.addInitScript(() => {
    Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
      construct: (real, [locales, options]: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
        new real(
          locales,
          options?.timeZone === 'Asia/New' ? { ...options, timeZone: 'Asia/Tokyo' } : options,
        ),
    });
  });
  expectTrouble(/status 400|status of 400/);
  await open(page, '?tz=Asia/New');
  await expect(notice).toHaveText(
    'The server does not know the time zone “Asia/New”, so times are shown in UTC.',
  );
  await expect(page.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  expect(param(page, 'tz')()).toBeNull();
});
