import { expect, expectAccessible, startServer, test } from './fixtures.ts';
import { atRest, block, finding, numbers, open, openFinding } from './overview-page.ts';

const okta = /Okta: \d+ of \d+ attempts failed/;

test('the first screen holds the numbers, the outcomes over time and the five gravest, each in one line', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '?range=30d');
  const lines = page.getByRole('list', { name: 'Findings' }).locator(':scope > li');
  await expect(lines).toHaveCount(5);
  const parts = [numbers(page), block(page, 'Outcomes over time'), ...(await lines.all())];
  for (const part of parts) {
    const box = await part.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 900)).toBeLessThanOrEqual(900);
  }
  for (const line of await lines.all()) {
    expect((await line.boundingBox())?.height).toBeLessThan(40);
    await expect(line).toContainText(/High|Medium|Low/);
    await expect(line).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d/);
    await expect(line.getByRole('link', { name: /^Show the/ })).toBeVisible();
  }
  await expect(lines.nth(0)).toContainText('High');
  await expect(lines.nth(4)).not.toContainText('High');
});

test('nothing jumps while what deserves a look is on its way', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1400 });
  let answer: (() => void) | undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/auth_overview\/findings/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto('/overview');
  const below = block(page, 'By application');
  await expect(below.getByRole('table')).toBeVisible();
  await expect(page.locator('main .recharts-surface')).toHaveCount(2);
  const before = (await below.boundingBox())?.y;
  answer?.();
  await atRest(page);
  await expect(finding(page, okta)).toBeVisible();
  expect((await below.boundingBox())?.y).toBe(before);
});

test('a provider and its application that fail together are one line, which tells both and why', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByText(/^Service Desk: \d+ of/)).toHaveCount(0);
  const outage = await openFinding(page, okta);
  const members = outage.getByRole('list', { name: 'Together with it' }).getByRole('listitem');
  await expect(members).toHaveCount(1);
  await expect(members).toContainText(/Application stands out: \d+% of the attempts to Service Desk did not/);
  await outage.getByText('Why is this here?').click();
  await expect(outage.getByText('In stretches of 60 minutes')).toBeVisible();
  await expect(outage.getByText(/Together with it: what failed at the same time/)).toBeVisible();
  await expectAccessible(page);
  // who looks at what a member counted, and comes back, finds it open
  const told = /Show the (\d+) attempts/.exec((await members.textContent()) ?? '')?.[1];
  await members.getByRole('link', { name: /^Show the/ }).click();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(`${told} attempts found`);
  await page.goBack();
  await expect(members).toBeVisible();
});

test('what is more opens on the same page where the view is filtered, by keys and by a link', async ({
  page,
}) => {
  await open(page, '?renewal=false');
  const more = page.getByRole('button', { name: /^\d+ more findings$/ });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await more.press('Enter');
  const rest = page.getByRole('list', { name: 'More findings' });
  await expect(rest.getByText(/in Mail Archive: refused 12 times/)).toBeVisible();
  await expect(page).toHaveURL(/#all-findings$/);
  await page.goto(page.url());
  await atRest(page);
  await expect(rest).toBeVisible();
  await more.click();
  await expect(rest).toBeHidden();
});

test('many of a kind are one line, which says how many more there are', async ({ page }) => {
  await open(page, '?renewal=false');
  const line = finding(page, /New device/).first();
  const more = line.getByRole('button', { name: /^\d+ more of this kind$/ });
  const count = Number.parseInt((await more.textContent())?.trim() ?? '', 10);
  expect(count).toBeGreaterThan(1);
  await more.click();
  const others = line.getByRole('list', { name: 'More of “New device”' });
  await expect(others.locator(':scope > li')).toHaveCount(count);
});

test('what still goes on says so', async ({ page }) => {
  const server = await startServer({ data: 'empty' });
  const step = (id: string, time: string, result: 'Success' | 'Failure', user: string) => ({
    unique_id: id,
    create_time: time,
    event: {
      time,
      request_id: id,
      event_name: result === 'Success' ? 'Token' : 'Identity Provider Authentication',
      result,
      upstream_idp: 'Okta',
      upstream_user_id: user,
      source_ip: '10.31.4.7',
    },
  });
  const at = (minute: number) => new Date(Date.parse('2026-03-18T09:30:00Z') + minute * 60_000).toISOString();
  const events = [
    ...Array.from({ length: 120 }, (_, n) =>
      step(`past-${n}`, at(-3 * 1_440 + n), 'Success', `u${n % 9}@acme.example`),
    ),
    ...Array.from({ length: 20 }, (_, n) =>
      step(`now-${n}`, at(n - 25), 'Failure', `u${n % 9}@acme.example`),
    ),
  ];
  const sent = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events } });
  expect(sent.status()).toBe(201);
  await page.goto(`${server.url}/overview?range=24h`);
  const outage = finding(page, okta);
  await expect(outage).toContainText('2026-03-18 09:05 – still going');
  await outage.getByRole('button', { name: okta }).click();
  await outage.getByText('Why is this here?').click();
  await expect(outage.getByText(/^Still going: .* less than 30 minutes ago\.$/)).toBeVisible();
  await page.close();
  await server.stop();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone a line takes what it needs, and nothing is cut, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, '?renewal=false#all-findings');
    await openFinding(page, okta);
    for (const title of await block(page, 'Deserves a look').locator('button > [title]').all())
      expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    expect(await page.evaluate(() => document.getElementById('main')?.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
}

test('on paper what is open is whole', async ({ page }) => {
  await open(page, '?renewal=false#all-findings');
  const outage = await openFinding(page, okta);
  await outage.getByText('Why is this here?').click();
  await page.setViewportSize({ width: 703, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await expect(outage.getByText(/Together with it: what failed at the same time/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'More findings' })).toBeVisible();
  for (const title of await block(page, 'Deserves a look').locator('button > [title]').all())
    expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
