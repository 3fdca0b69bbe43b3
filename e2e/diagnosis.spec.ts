import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { requestOf } from './frozen.ts';

/** Where support starts: something from a ticket, pasted into the search box of the first page. */
const paste = async (page: Page, text: string, offer: string | RegExp) => {
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Search' }).fill(text);
  await page.getByRole('option', { name: offer }).click();
};

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
const next = (page: Page) => page.getByRole('region', { name: 'Do this next' });
const block = (page: Page, name: string) => page.getByRole('region', { name });

test('Ana used her private account', async ({ page }) => {
  await paste(page, 'ana.castellano@mail.example', 'Open user ana.castellano@mail.example');
  await expect(block(page, 'Last failure')).toContainText(
    'Signed in at Google as ana.castellano@mail.example, which matches no user here.',
  );
  await block(page, 'Last failure').getByRole('link').first().click();
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText(
    'Signed in at Google as ana.castellano@mail.example, which matches no user here',
  );
  await expect(verdict(page)).toContainText('Most likely the wrong account was used at Google');
  await expect(next(page)).toContainText('Sign out of Google and use the work account.');
  await expect(next(page)).toContainText('The user');
  await expect(block(page, 'Only them?')).toContainText(
    /(Only them: nobody else|1 other) failed the same way/,
  );
  await expect(block(page, 'Since then')).toContainText('signed in 6 min later');
  await expect(block(page, 'Compared with their last success')).toContainText('ana.castellano@alder.example');
  await expect(page.getByRole('complementary', { name: 'Step details' })).toContainText(
    'Identity Provider Callback',
  );
});

test('policy blocked Ben after Google confirmed him', async ({ page }) => {
  await paste(page, 'ben.okafor@alder.example.com', 'Open user ben.okafor@alder.example.com');
  await expect(block(page, 'Last failure')).toContainText(
    'Policy blocked it after Google had confirmed the identity.',
  );
  await block(page, 'Last failure').getByRole('link').first().click();
  await expect(verdict(page)).toContainText('Blocked by policy');
  await expect(verdict(page)).toContainText('Recorded');
  await expect(next(page)).toContainText('Policy administrator');
  const differs = block(page, 'Compared with their last success').getByRole('table');
  await expect(differs.getByRole('row')).toHaveCount(2);
  await expect(differs).toContainText('198.51.100.178');
});

test('the provider is down for everybody: an id from a ticket is enough', async ({ page }) => {
  await paste(page, requestOf('outage'), /^Open attempt/);
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText(
    'Okta confirmed nobody’s identity',
  );
  await expect(verdict(page)).toContainText(/between 09:00 and 09:\d\d UTC on .*: \d+ tried\./);
  await expect(verdict(page)).toContainText('Likely');
  await expect(next(page)).toContainText('Identity provider’s administrator');
  await expect(block(page, 'Only them?')).toContainText(/Not only them: \d+ others failed the same way/);
  await expect(block(page, 'Only them?')).toContainText(/\d+ with Okta/);
});

test('an application keeps retrying an old password', async ({ page }) => {
  await paste(page, 'reports@alder.example.com', 'Open user reports@alder.example.com');
  await expect(block(page, 'Last failure')).toContainText(
    /12 tries from .*, about every 5 min: no person tries so\. The same client signed in before\./,
  );
  await block(page, 'Last failure').getByRole('link').first().click();
  await expect(next(page)).toContainText('Help desk');
});

test('Chloe did not answer the second step, then succeeded', async ({ page }) => {
  await paste(page, 'chloe.moreau@brightwater.example.org', /^Open user/);
  await expect(block(page, 'Last failure')).toContainText('No answer in time.');
  await block(page, 'Last failure').getByRole('link').first().click();
  await expect(verdict(page)).toContainText('Timed out');
  await expect(next(page)).toContainText('another method');
  await expect(block(page, 'Since then')).toContainText(/Signed in \d+ min/);
});

test('a service account whose document expired', async ({ page }) => {
  await paste(page, 'svc-tariff-update', 'Open user svc-tariff-update');
  await expect(block(page, 'Last failure')).toContainText('Service account refused.');
  await block(page, 'Last failure').getByRole('link').first().click();
  await expect(verdict(page)).toContainText('Its document has probably expired or been revoked.');
  await expect(next(page)).toContainText('Integration owner');
});

test('a newcomer is led to a story from the banner', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try these' }).click();
  await page.getByRole('menuitem', { name: /^Policy blocked Ben/ }).click();
  await expect(verdict(page)).toContainText('Blocked by policy');
});

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`texts to send on are copied on the first screen, ${width} wide`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width, height });
    await page.goto(`/attempts/${requestOf('blocked')}`);
    for (const name of ['Copy reply', 'Copy escalation'])
      await expect(verdict(page).getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Copy escalation' }).click();
    await expect(page.getByRole('button', { name: 'Copy escalation' })).toHaveText('Copied');
    const escalation = await clipboard(page);
    expect(escalation).toContain(`request_id: ${requestOf('blocked')}`);
    expect(escalation).toMatch(/trace_id: \S+/);
    expect(escalation).toMatch(/Time \(UTC\): 2026-03-17T09:14:\S+Z/);
    expect(escalation).toMatch(/\nLink: \S+\/attempts\/\S+\?at=\S+$/);
    await page.getByRole('button', { name: 'Copy reply' }).click();
    await expect(page.getByRole('button', { name: 'Copy reply' })).toHaveText('Copied');
    const reply = await clipboard(page);
    expect(reply).toMatch(/^Hello,\r?\n\r?\nYou tried to sign in to /);
    await verdict(page).getByText('Read before copying').click();
    await expect(page.getByRole('region', { name: 'Reply to the user' })).toContainText('You tried to');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('where nobody could get a reply, the verdict says why', async ({ page }) => {
  await page.goto(`/attempts/${requestOf('gave-up')}`);
  await expect(verdict(page)).toContainText('No reply: nobody is named.');
  await expect(page.getByRole('button', { name: 'Copy reply' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy escalation' })).toBeVisible();
});

test('a sign-in after a storm of second steps says what came just before, and what it is part of', async ({
  page,
}) => {
  await paste(page, requestOf('fatigue'), /^Open attempt/);
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText('Signed in, and worth a look');
  await expect(verdict(page)).toContainText('13 second steps were refused or not answered');
  await expect(next(page)).toContainText('Ask farid.haddad@brightwater.example.org');
  await expect(block(page, 'Just before')).toContainText(/second steps? in the \d+ (minutes|seconds) before/);
  const differs = block(page, 'Compared with their last success').getByRole('table');
  await expect(differs).toContainText('never used');
  const part = block(page, 'Part of what deserves a look');
  await expect(part).toContainText('Second-step fatigue');
  await part.getByRole('button', { name: /Second-step fatigue/ }).click();
  await part.getByRole('link', { name: 'farid.haddad@brightwater.example.org' }).first().click();
  await expect(page).toHaveURL(/\/users\//);
  const own = block(page, 'Deserves a look');
  await expect(own).toContainText('Second-step fatigue');
  await expect(block(page, 'Last failure')).toContainText('Probably somebody else who knows the password');
  await own.getByRole('link', { name: 'Show the 13 attempts' }).click();
  // verdict, finding and list count the same, and each row says what it probably is
  const count = page.getByRole('status', { name: 'Result count' });
  await expect(count).toHaveText('13 attempts found');
  const rows = page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
  await expect(rows.filter({ hasText: 'Probably somebody else' })).toHaveCount(13);
  const chips = page.getByRole('list', { name: 'Filters', exact: true });
  await expect(chips).toContainText('Refused second step');
  await page.getByRole('button', { name: 'More filters' }).click();
  const menu = page.getByRole('dialog', { name: 'More filters' });
  await menu.getByLabel('Refused in the attempt').selectOption('Anything, or nothing');
  await menu.getByRole('button', { name: 'Apply' }).click();
  await expect(chips).not.toContainText('Refused second step');
});

test('the words of a ticket lead to the right sentence in three actions', async ({ page }) => {
  await page.goto('/');
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.fill('INC0012345: Ben Okafor says he could not open Payroll on 17 March at 09:14 UTC');
  await expect(page.getByRole('option').first()).toHaveText(
    /^Attempts of ben\.okafor@alder\.example\.com in Payroll, /,
  );
  await search.press('Enter');
  const rows = page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole('gridcell').first().click();
  await expect(verdict(page)).toContainText('Policy blocked it after Google had confirmed the identity.');
});

test('a page that lay open, others with nothing in common, and a renewal are called what they are', async ({
  page,
}) => {
  await paste(page, requestOf('left-open'), /^Open attempt/);
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText(
    'Closed: the sign-in page lay open for 2 h 3 min',
  );
  await expect(verdict(page)).toContainText(
    'at 13:43 UTC on 16 Mar 2026, 2 h 3 min after the attempt began.',
  );
  const others = block(page, 'Only them?');
  await expect(others).toContainText(/^Only them\?1 other failed .* with nothing in common;/);
  await expect(others.getByRole('table')).toHaveCount(0);
  // a session that was renewed is no sign-in
  await page.goto('/attempts?renewal=true&outcome=signed_in');
  const rows = page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
  await expect(rows.first()).toContainText('Renewed');
  await expect(rows.first()).not.toContainText('Signed in');
  await rows.first().getByRole('gridcell').first().click();
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText('Session renewed');
  await expect(verdict(page)).toContainText('Renewed');
});

test('an address tells what is found of it, and who was tried', async ({ page }) => {
  await page.goto('/addresses/198.51.100.23?range=all');
  await expect(block(page, 'Deserves a look')).toContainText('Password spray');
  await block(page, 'Deserves a look')
    .getByRole('button', { name: /Password spray/ })
    .click();
  await block(page, 'Deserves a look')
    .getByRole('link', { name: /^m\.reader@/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/User/);
});

test('attempts are the second view: counted, filtered by outcome, opened', async ({ page }) => {
  await page.goto('/events');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Attempts' }).click();
  const rows = page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
  await expect(rows.first()).toBeVisible();
  const count = page.getByRole('status', { name: 'Result count' });
  await expect(count).toHaveText(/attempts found/);
  const all = await count.textContent();
  await page.getByRole('button', { name: 'Only Blocked' }).click();
  await expect(page).toHaveURL(/outcome=blocked/);
  await expect(count).not.toHaveText(all ?? '');
  await expect(rows.first()).toContainText('Blocked');
  await rows.first().press('Enter');
  await expect(verdict(page)).toContainText('Blocked');
  await page.getByRole('link', { name: 'Open attempt' }).click();
  await expect(page.getByRole('heading', { name: 'Sign-in attempt' })).toBeVisible();
  await expect(verdict(page)).toContainText('Blocked');
  await page.goBack();
  await page.getByRole('button', { name: 'Remove filter Outcome Blocked' }).click();
  await expect(count).toHaveText(all ?? '');
});

test('what surrounds an attempt fails by itself and is asked for again', async ({ page, expectTrouble }) => {
  expectTrouble(/others|Failed to load resource/);
  await page.route('**/others?*', (route) => route.fulfill({ status: 500, body: 'no' }), { times: 1 });
  await page.goto(`/attempts/${requestOf('blocked')}`);
  await expect(block(page, 'Since then')).toContainText('No later attempt is recorded.');
  await block(page, 'Only them?').getByRole('button', { name: 'Retry' }).click();
  await expect(block(page, 'Only them?')).toContainText('Only them: nobody else');
});

for (const path of ['/users/no%2Fbody%3F%23%25', '/addresses/no%2Fwhere%3F', '/sessions/no%2Fne%23']) {
  test(`${path} says that nothing of it is stored`, async ({ page, expectTrouble }) => {
    expectTrouble(/404/);
    await page.goto(path);
    await expect(page.getByRole('heading', { name: /^No event/ })).toBeVisible();
  });
}

const pages = [
  ['the attempts', () => '/attempts'],
  ['an attempt', () => `/attempts/${requestOf('retrying')}`],
  ['a user', () => '/users/ben.okafor%40alder.example.com'],
  ['an address', () => '/addresses/203.0.113.66'],
] as const;

for (const [name, path] of pages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} can be used by everybody, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path());
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expectAccessible(page);
    });
  }
}

test('an attempt prints as one page of evidence', async ({ page }) => {
  await page.goto(`/attempts/${requestOf('blocked')}`);
  await expect(block(page, 'Compared with their last success')).toContainText('198.51.100.178');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(verdict(page)).toBeVisible();
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
});

test('who is waited for is named where nothing ended an attempt, and the step is marked', async ({
  page,
}) => {
  await paste(page, requestOf('gave-up'), /^Open attempt/);
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText(
    /^Did not finish: sent to Okta, waiting for the user there$/,
  );
  await expect(
    page.getByRole('button', { name: /Sent to Okta: the redirect was made.*waiting here/ }),
  ).toBeVisible();
});

test('a record that only closes is no cause: the step before it is', async ({ page }) => {
  await paste(page, requestOf('blocked'), /^Open attempt/);
  await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText('Blocked by policy');
  await expect(verdict(page)).toContainText('which is no cause of its own');
});

test('somebody who may be guessing is told to those who secure accounts', async ({ page }) => {
  await paste(page, requestOf('brute-force'), /^Open attempt/);
  await expect(verdict(page)).toContainText('Probably somebody guessing');
  await expect(next(page)).toContainText('Security');
});
