import { expect, startServer, test } from './fixtures.ts';
import { freePort, isInstalled, readmeLines, startCaddy, startNginx } from './proxies.ts';

// The lines of the README, before the real server: only names, ports and certificates are put in their place.

const token = 'correct-horse-battery';
const rows = 'role=grid[name="Events"] >> role=rowgroup >> role=row';

test('through Caddy, with TLS: signing in, deep links, signing out in every tab', async ({ browser }) => {
  test.skip(!isInstalled('caddy'), 'Caddy is not installed here.');
  const port = await freePort();
  const host = `audit.localhost:${port}`;
  const server = await startServer({ token, publicUrl: `https://${host}`, proxies: 'loopback' });
  const lines = await readmeLines('caddy');
  const proxy = await startCaddy(
    lines.replace('audit.example.org', host).replace('127.0.0.1:8080', new URL(server.url).host),
    port,
  );
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await page.goto(`https://${host}/events?result=Failure&range=all`);
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.locator(rows).first()).toContainText('Failed');
    expect(page.url()).toBe(`https://${host}/events?result=Failure&range=all`);
    expect(await context.cookies()).toMatchObject([
      { name: `__Host-auth_audit_${port}`, secure: true, httpOnly: true, sameSite: 'Lax', path: '/' },
    ]);

    const tab = await context.newPage();
    await tab.goto(`https://${host}/overview`);
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.locator(rows)).toHaveCount(0);
    await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(tab.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
    expect(await context.cookies()).toEqual([]);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  } finally {
    await context.close();
    await proxy.stop();
    await server.stop();
  }
});

for (const isTakenOff of [false, true])
  test(`through nginx, under a path that it ${isTakenOff ? 'takes off' : 'leaves'}: every page, link and file`, async ({
    page,
    expectTrouble,
  }) => {
    test.skip(!isInstalled('nginx'), 'nginx is not installed here.');
    expectTrouble(/status 401|status of 401/);
    const port = await freePort();
    const base = `http://audit.localhost:${port}/audit`;
    const server = await startServer({ token, publicUrl: `${base}/`, proxies: '127.0.0.0/8' });
    const { host } = new URL(server.url);
    const lines = (await readmeLines('nginx'))
      .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
      .replace('example.org', 'audit.localhost')
      .replaceAll(/ssl_certificate(_key)? .*;/g, '')
      .replace('http://127.0.0.1:8080', `http://${host}${isTakenOff ? '/' : ''}`);
    const proxy = await startNginx(lines, port);
    try {
      await page.goto(`${base}/`);
      await page.getByLabel('Access token').fill(token);
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.locator(rows).first()).toBeVisible();
      expect(page.url()).toBe(`${base}/events`);
      expect(await page.context().cookies()).toMatchObject([
        { name: `auth_audit_audit_${port}`, path: '/audit', httpOnly: true },
      ]);

      await page.goto(`${base.replace('/audit', '/%61udit')}/events?range=all&result=Failure`);
      await page.waitForURL(`${base}/events?range=all&result=Failure`);
      await page.locator(rows).first().getByRole('time').click();
      await page.getByRole('link', { name: 'Open attempt' }).first().click();
      await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
      expect(page.url()).toMatch(new RegExp(`^${base}/attempts/`));
      const attempt = page.url();
      await page.goBack();
      await expect(page.locator(rows).first()).toBeVisible();

      await page.getByRole('button', { name: 'Share' }).click();
      await expect(page.getByRole('dialog', { name: 'Share' }).getByRole('textbox')).toHaveValue(
        new RegExp(`^${base}/events\\?`),
      );
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Export/ }).click();
      const download = page.waitForEvent('download');
      await page
        .getByRole('dialog', { name: 'Export' })
        .getByRole('button', { name: /^Export|^Download/ })
        .click();
      expect((await download).url()).toMatch(new RegExp(`^${base}/v1/auth_audits/export\\?`));
      await page.keyboard.press('Escape');

      // a link to one of its pages, pasted, leads there
      await page.goto(`${base}/overview`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to or do' }).fill(attempt);
      await page.getByRole('option', { name: 'Page of this link' }).click();
      await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
      expect(page.url()).toBe(attempt);

      // past the proxy it is still whole
      await page.goto(`${server.url}/events`);
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await page.getByLabel('Access token').fill(token);
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.locator(rows).first()).toBeVisible();
    } finally {
      await page.goto('about:blank'); // it asks for nothing more
      await proxy.stop();
      await server.stop();
    }
  });

test('through an nginx that nobody named, an open server stays closed and says why', async ({
  page,
  expectTrouble,
}) => {
  test.skip(!isInstalled('nginx'), 'nginx is not installed here.');
  expectTrouble(/status 403|status of 403/);
  const port = await freePort();
  const server = await startServer();
  const forward = `proxy_pass ${server.url};`;
  const proxy = await startNginx(
    `server {
       listen 127.0.0.1:${port};
       location / { ${forward} }
       location /told/ { ${forward}/ proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }
     }`.replace(';/', '/;'),
    port,
  );
  try {
    for (const path of ['/events', '/v1/auth_audits', '/told/events', '/told/v1/auth_audits']) {
      await page.goto(`http://127.0.0.1:${port}${path}`);
      await expect(page.getByText('AUTH_AUDIT_TRUSTED_PROXIES')).toBeVisible();
    }
  } finally {
    await proxy.stop();
    await server.stop();
  }
});
