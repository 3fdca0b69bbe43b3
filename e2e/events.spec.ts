import { count, grid, openEvents, panel, rows } from './events-page.ts';
import { expect, test } from './fixtures.ts';

test('a newcomer sees real sign-ins, told to be generated', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/events$/);
  await expect(page.getByText('All data shown here is generated.')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await expect(grid(page).getByRole('columnheader')).toHaveText([
    /Time \(UTC\)/,
    'Email',
    'Source IP',
    'Stage',
    'Event',
    'Application',
  ]);
  await expect(page.getByRole('img', { name: /events from/ })).toBeVisible();
});

test('a reader scrolls on, and is told honestly how much there is', async ({ page }) => {
  await openEvents(page);
  await expect(count(page)).toHaveText(/^[\d,]+ events found$/);
  const total = Number((await count(page).textContent())?.replace(/\D/g, ''));
  await expect(page.getByText(/^Showing/)).toHaveText(`Showing 100 of ${total.toLocaleString('en-GB')}`);
  await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(page.getByText(/^Showing/)).toHaveText(`Showing 200 of ${total.toLocaleString('en-GB')}`);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1_500);
});

test('support filters by clicking a value, excludes another, and Back undoes it', async ({ page }) => {
  await openEvents(page);
  await expect(count(page)).toHaveText(/events found/);
  const all = await count(page).textContent();
  await rows(page).getByRole('button', { name: 'MFA Challenge' }).first().click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect(page).toHaveURL(/step=MFA\+Challenge/);
  await expect(page.getByRole('list', { name: 'Filters' })).toHaveText(/Stage MFA Challenge/);
  await expect(rows(page).getByRole('button', { name: 'Token' })).toHaveCount(0);
  await expect(count(page)).toHaveText(/events found/);
  const some = await count(page).textContent();
  expect(some).not.toBe(all);

  await rows(page).getByRole('button', { name: 'Success', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Exclude events with this' }).click();
  await expect(page.getByRole('list', { name: 'Filters' })).toHaveText(/NOT Event Success/);
  await expect(rows(page).getByRole('button', { name: 'Success', exact: true })).toHaveCount(0);

  await page.goBack();
  await expect(count(page)).toHaveText(some ?? '');
  await page.getByRole('button', { name: 'Remove filter Stage MFA Challenge' }).click();
  await expect(count(page)).toHaveText(all ?? '');
});

test('an address clicked in the Email column filters by that address', async ({ page }) => {
  await openEvents(page);
  const email = (await rows(page).getByRole('button', { name: /@/ }).first().textContent()) ?? '';
  await rows(page).getByRole('button', { name: email }).first().click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('email')).toBe(email);
  await expect(rows(page).first()).toContainText(email);
});

test('free text finds what contains it, whatever its case', async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('BRIGHTWATER');
  // Enter would open the page of the account that is called so
  await page.getByRole('option', { name: /^Search for the text/ }).click();
  await expect(page).toHaveURL(/q=BRIGHTWATER/);
  await expect(count(page)).not.toHaveText('');
  await expect(rows(page).first()).toContainText(/brightwater|Patient|Service Desk/i);
});

test('a time range is a preset or two moments, and is in the link', async ({ page }) => {
  await openEvents(page);
  await page.getByRole('button', { name: /^Time range/ }).click();
  await page.getByRole('button', { name: 'Last 24 hours' }).click();
  await expect(page).toHaveURL(/range=24h/);

  await page.getByRole('button', { name: /^Time range/ }).click();
  const moment = (name: RegExp) => page.getByRole('group', { name });
  await moment(/^From/).getByLabel('From date').fill('2026-03-17');
  await moment(/^From/).getByLabel('From time').fill('00:00:00');
  await moment(/^To/).getByLabel('To date').fill('2026-03-17');
  await moment(/^To/).getByLabel('To time').fill('01:00:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/from=2026-03-17T00/);
  await expect(rows(page).first()).toContainText('2026-03-17 00:');
});

test('the details of an event open beside the table, walk with the keys, and are a link', async ({
  page,
}) => {
  await openEvents(page);
  await page.keyboard.press('j');
  await expect(rows(page).first()).toBeFocused();
  await rows(page).nth(2).getByRole('time').click();
  await expect(panel(page)).toBeVisible();
  await expect(page).toHaveURL(/selected=/);
  for (const group of ['Who', 'How', 'What'])
    await expect(panel(page).getByRole('heading', { name: group })).toBeVisible();
  const link = page.url();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(link);
  await page.keyboard.press('k');
  await expect(page).toHaveURL(link);

  const other = await page.context().newPage();
  await other.clock.setFixedTime(await page.evaluate(() => Date.now()));
  await other.goto(link);
  await expect(panel(other).getByRole('heading', { name: 'Who' })).toBeVisible();
  await other.keyboard.press('j');
  await expect(other).not.toHaveURL(link);
  await other.keyboard.press('k');
  await expect(other).toHaveURL(link);
  await other.close();

  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(page.locator(':focus')).not.toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('everything of a record is shown, extras of any kind too', async ({ page }) => {
  await openEvents(page, '?range=all&x.managed_device=true');
  await rows(page).first().getByRole('time').click();
  await expect(panel(page).getByText('managed_device')).toBeVisible();
});

test('the keys alone reach a row, its details and back', async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (let tabs = 0; tabs < 12; tabs += 1) {
    if (await grid(page).evaluate((element) => element.contains(document.activeElement))) break;
    await page.keyboard.press('Tab');
  }
  expect(await grid(page).evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await grid(page).evaluate((element) => element.contains(document.activeElement))).toBe(true);
});

test('a bad value in a link is told, and the rest of the link works', async ({ page }) => {
  await openEvents(page, '?range=soon&tz=Mars/Olympus&result=Failure');
  await expect(page.getByRole('status', { name: 'Notice' })).toContainText('soon');
  await expect(page.getByRole('status', { name: 'Zone of times' })).toContainText('Mars/Olympus');
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('result (as recorded) Failure');
});

test('HTML in a record is text', async ({ page }) => {
  await openEvents(page, '?range=all&q=HYPERLINK');
  await rows(page).first().getByRole('time').click();
  await expect(panel(page)).toContainText('<img src=x onerror=alert(1)>');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test('nothing matches: the page says so and offers a way out', async ({ page }) => {
  await page.goto('/events?q=nobody-is-called-this');
  await expect(page.getByText('No events match these filters in this period')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('a range without stored data says where the data is', async ({ page }) => {
  await page.goto('/events?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z');
  await expect(page.getByText('Nothing is stored for this time')).toBeVisible();
  await page.getByRole('button', { name: 'Show all time' }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('a page that does not exist leads back', async ({ page }) => {
  await page.goto('/nowhere');
  await page.getByRole('link', { name: 'Go to the events' }).click();
  await expect(rows(page).first()).toBeVisible();
});
