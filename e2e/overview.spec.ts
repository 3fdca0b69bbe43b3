import type { AttemptsAnswer } from '../src/contract/attempts.ts';
import { failures } from '../src/contract/outcome.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { atRest, block, finding, number, open, openFinding, param, rows } from './overview-page.ts';

test('an outage of one provider is seen, and followed down to one user’s attempt in three clicks', async ({
  page,
}) => {
  await open(page);
  const outage = finding(page, /Okta: \d+ of \d+ attempts failed \(\d+%; usually [\d.]+%\)/);
  await expect(outage).toContainText('High');
  await expect(outage).toContainText('2026-03-16 09:');
  const told = /Show the (\d+) attempts/.exec((await outage.textContent()) ?? '')?.[1];
  await outage.getByRole('link', { name: /^Show the/ }).click();
  await expect(page).toHaveURL(/\/attempts\?.*upstream_idp=Okta/);
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(`${told} attempts found`);
  await page
    .getByRole('button', { name: /^Only Failed|^Failed \d/ })
    .first()
    .click();
  await expect.poll(param(page, 'outcome')).toContain('failed');
  await rows(page).filter({ hasText: 'Failed' }).first().getByRole('gridcell').first().click();
  await page.getByRole('link', { name: 'Open attempt' }).click();
  await expect(page.getByRole('heading', { name: 'Sign-in attempt' })).toBeVisible();
  await expect(page.getByText(/Okta did not confirm the identity/).first()).toBeVisible();
});

test('a spray is found, its attempts are those that were counted, and its address page opens', async ({
  page,
}) => {
  await open(page);
  const text = /198\.51\.100\.23: \d+ users refused/;
  const spray = await openFinding(page, text);
  await spray.getByText('Why is this here?').click();
  await expect(spray).toContainText('Password spray. 10 or more users refused at one address');
  const told = /Show the (\d+) attempts/.exec((await spray.textContent()) ?? '')?.[1];
  await spray.getByRole('link', { name: `Show the ${told} attempts` }).click();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(`${told} attempts found`);
  // who comes back finds open what was opened
  await page.goBack();
  await spray.getByRole('link', { name: '198.51.100.23' }).first().click();
  await expect(page.getByRole('heading', { name: 'Address', exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Users tried from here' })).toContainText('m.reader');
});

test('the numbers are those of the records', async ({ page }) => {
  const range = { dt_from: '2026-03-16T08:00:00Z', dt_to: '2026-03-16T11:00:00Z' };
  await open(page, '?from=2026-03-16T08:00:00Z&to=2026-03-16T11:00:00Z');
  const attempts: AttemptsAnswer['auth_attempts'] = [];
  let at: string | undefined;
  do {
    const search = new URLSearchParams({
      ...range,
      limit: '500',
      ...(at !== undefined && { page_at_id: at }),
    });
    const answer = (await (await page.request.get(`/v1/auth_attempts?${search}`)).json()) as AttemptsAnswer;
    attempts.push(...answer.auth_attempts);
    at = answer.page_at_id;
  } while (at !== undefined);
  const ended = (outcome: string) => attempts.filter((each) => each.outcome === outcome).length;
  const signedIn = ended('signed_in');
  const unsuccessful = failures.reduce((sum, outcome) => sum + ended(outcome), 0);
  expect(attempts.length).toBeGreaterThan(50);
  expect(unsuccessful).toBeGreaterThan(20);
  const rate = (part: number) => `${((part / (signedIn + unsuccessful)) * 100).toFixed(1)}%`;
  await expect(number(page, 'Attempts')).toHaveText(String(attempts.length));
  await expect(number(page, 'Failed')).toHaveText(String(ended('failed')));
  await expect(number(page, 'Blocked')).toHaveText(String(ended('blocked')));
  await expect(number(page, 'Did not finish')).toHaveText(String(ended('did_not_finish')));
  await expect(number(page, 'Success rate')).toHaveText(rate(signedIn));
  // the same, told by provider
  const okta = block(page, 'By identity provider').getByRole('row').filter({ hasText: 'Okta' });
  const ofOkta = attempts.filter(({ upstream_idp: provider }) => provider === 'Okta');
  const bad = ofOkta.filter(({ outcome }) => failures.some((each) => each === outcome)).length;
  await expect(okta.getByRole('link', { name: /show these attempts/ })).toHaveText(String(bad));
});

test('links carry filters, range and zone; Back comes back to the same', async ({ page }) => {
  await open(page, '?upstream_idp=Okta&range=3d&tz=Europe/Berlin');
  const before = await number(page, 'Attempts').textContent();
  await page.getByRole('link', { name: 'Failed', exact: true }).click();
  await expect(page).toHaveURL(/\/attempts\?/);
  expect(param(page, 'outcome')()).toBe('failed');
  expect(param(page, 'upstream_idp')()).toBe('Okta');
  expect(param(page, 'range')()).toBe('3d');
  expect(param(page, 'tz')()).toBe('Europe/Berlin');
  await page.goBack();
  await atRest(page);
  await expect(number(page, 'Attempts')).toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Remove filter Identity provider Okta' }).click();
  await expect(number(page, 'Attempts')).not.toHaveText(before ?? '');
  await page.goBack();
  await expect(number(page, 'Attempts')).toHaveText(before ?? '');
});

test('where attempts stop leads to those that stopped there', async ({ page }) => {
  await open(page);
  const stage = block(page, 'Where attempts stop').getByRole('row').filter({ hasText: 'MFA Challenge' });
  const lost = stage.getByTitle('Show the attempts that ended here');
  const count = await lost.textContent();
  await lost.click();
  await expect.poll(param(page, 'stopped_at')).toBe('MFA Challenge');
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(`${count} attempts found`);
});

test('the bars over time are walked by keys, zoomed, and lead to their attempts', async ({ page }) => {
  await open(page);
  const bars = block(page, 'Outcomes over time').getByRole('slider', { name: 'Bars' });
  await bars.focus();
  await page.keyboard.press('End');
  await expect(bars).toHaveAttribute('aria-valuetext', /^2026-03-18 09:00 to .*: .*Signed in \d/);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(param(page, 'from')).toBe('2026-03-18T06:00:00Z');
  expect(param(page, 'to')()).toBe('2026-03-18T09:30:00Z');
  await atRest(page);
  // whoever zoomed goes on with the same chart, and looks for it nowhere
  await expect(bars).toBeFocused();
  await expect(bars).toBeInViewport();
  await block(page, 'By hour and weekday').scrollIntoViewIfNeeded();
  await expect(bars).not.toBeInViewport();
  await page.keyboard.press('End');
  await expect(bars).toBeInViewport();
  await page.keyboard.press('Space');
  await page.getByRole('menuitem', { name: /^Show these attempts/ }).click();
  await expect(page).toHaveURL(/\/attempts\?/);
  await expect(rows(page).first()).toBeVisible();
});

test('a drag over the failure rate zooms, and its lines can be hidden', async ({ page }) => {
  await open(page);
  const rate = block(page, 'Failure rate over time');
  const dashed = rate.getByRole('button', { name: 'Period before' });
  await dashed.click();
  await expect(dashed).toHaveAttribute('aria-pressed', 'false');
  await expect(rate.getByRole('img', { name: /^Failure rate: / })).not.toHaveAccessibleName(/Period before/);
  const box = await rate.getByRole('slider', { name: 'Bars' }).boundingBox();
  if (!box) throw new Error('The line is not on screen.');
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  await expect(rate.getByText(/^2026-03-1\d \d\d:00 – 2026-03-1\d \d\d:00$/)).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(param(page, 'from')).toMatch(/^2026-03-1[45]T/);
});

test('data tables stand behind the charts', async ({ page }) => {
  await open(page, '?range=24h');
  for (const [name, heading] of [
    ['Outcomes over time', 'Signed in'],
    ['Failure rate over time', 'Failure rate'],
    ['By application', 'Signed in'],
    ['By identity provider', 'Signed in'],
    ['Where attempts stop', 'Lost here'],
  ] as const) {
    const part = block(page, name);
    await part.getByRole('button', { name: 'Table', exact: true }).click();
    const table = part.getByRole('table');
    await expect(table.getByRole('columnheader', { name: heading })).toBeVisible();
    expect(await table.getByRole('row').count()).toBeGreaterThan(3);
  }
  const hours = page.getByRole('table', { name: 'Unsuccessful by weekday and hour, in UTC' });
  await expect(hours.getByRole('rowheader')).toHaveCount(7);
  // that of a person, and that of an application
  for (const name of ['Issuer organisations', 'Application organisations'])
    await expect(block(page, name).getByRole('table')).toBeVisible();
  await expectAccessible(page);
});

test('the hours of the week are one stop, walked by arrows', async ({ page }) => {
  await open(page);
  await page.getByLabel('Colour by').selectOption({ label: 'Attempts' });
  const hours = page.getByRole('table', { name: /^Attempts by weekday and hour/ });
  await hours.getByRole('link', { name: /^Monday 00:00/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(hours.getByRole('link', { name: /^Tuesday 00:00/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(hours.getByRole('link', { name: /^Tuesday 01:00/ })).toBeFocused();
  const told = await hours.getByRole('link', { name: /^Tuesday 01:00/ }).getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect.poll(param(page, 'hours')).toBe('tue 01-02 UTC');
  // all that it counts, in every week of the range
  const count = /: (\d+ attempts?)/.exec(told ?? '')?.[1];
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(`${count} found`);
});

test('a week that has begun is compared with the same stretch of the week before', async ({ page }) => {
  await open(page, '?range=this+week');
  await expect(
    page.getByText(
      'This week: 2026-03-16 00:00 – 2026-03-18 09:30 (UTC), compared with the week before up to the same weekday and time: 2026-03-09 00:00 – 2026-03-11 09:30',
    ),
  ).toBeVisible();
});
