import type { Page } from '@playwright/test';
import { segmentOf } from '../src/contract/id-segment.ts';
import { fields } from '../src/contract/fields.ts';
import { type RunningServer, expect, startServer, test } from './fixtures.ts';
import { hostile, hostileEvents, hostileNames, id, pathLike } from './hostile-values.ts';

declare global {
  interface Window {
    pwned?: unknown;
    violations?: string[];
  }
}

/** What a page holds that it must not hold, in words; runs in the browser. */
const troubleOf = (): string[] => {
  // controls but tabs and new lines, what turns the writing round, what nobody sees, half characters
  const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
  const around = (text: string) => {
    const at = text.search(unseen);
    return JSON.stringify(text.slice(Math.max(0, at - 40), at + 20));
  };
  const shown = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label'];
  const own = (address: string) => new URL(address, location.href).origin === location.origin;
  const elements = [...document.querySelectorAll('*')];
  const texts = [
    ['the title', document.title],
    ...elements.flatMap((element) => [
      ...[...element.childNodes]
        .filter(
          ({ nodeType }) => nodeType === Node.TEXT_NODE && !['SCRIPT', 'STYLE'].includes(element.tagName),
        )
        .map(({ textContent }) => [`<${element.tagName}>`, textContent ?? ''] as const),
      ...shown.map((name) => [`${element.tagName} ${name}`, element.getAttribute(name) ?? ''] as const),
      ...(element instanceof HTMLInputElement && element !== document.activeElement
        ? [[`what is typed in ${element.ariaLabel}`, element.value] as const]
        : []),
    ]),
  ] as const;
  const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'];
  return [
    ...(window.pwned === undefined ? [] : ['something ran']),
    ...(window.violations ?? []).map((violation) => `the policy was violated: ${violation}`),
    ...texts.filter(([, text]) => unseen.test(text)).map(([where, text]) => `${where} has ${around(text)}`),
    ...elements.flatMap((element) => [
      ...(['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE'].includes(element.tagName)
        ? [`there is an element ${element.outerHTML.slice(0, 80)}`]
        : []),
      ...element.getAttributeNames().flatMap((name) => {
        const value = element.getAttribute(name) ?? '';
        const isOdd =
          name.startsWith('on') ||
          name === 'srcdoc' ||
          !/^[\w:-]+$/.test(name) ||
          (addresses.includes(name) && !own(value));
        return isOdd ? [`<${element.tagName}> has ${name}=${value.slice(0, 80)}`] : [];
      }),
    ]),
    ...(document.documentElement.scrollWidth > window.innerWidth
      ? [`the page is ${document.documentElement.scrollWidth} wide in ${window.innerWidth}`]
      : []),
  ];
};

/** The page is still ours, in a narrow window and in a wide one. */
const expectOurs = async (page: Page, widths = [390, 1440]): Promise<void> => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await page.evaluate(troubleOf), `${page.url().slice(0, 200)} at ${width}`).toEqual([]);
  }
};

const settled = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByText(/^(Loading|Looking)/)).toHaveCount(0);
};

test.describe('hostile values', () => {
  let server: RunningServer;
  test.beforeAll(async ({ request }) => {
    server = await startServer({ data: 'empty' });
    const answer = await request.post(`${server.url}/v1/bulk_audit_events`, {
      data: { events: hostileEvents },
    });
    expect(answer.status()).toBe(201);
    expect((await answer.json()) as unknown).toMatchObject({ discard_events: [] });
  });
  test.afterAll(() => server.stop());

  let elsewhere: string[] = [];
  test.beforeEach(async ({ page, context }) => {
    elsewhere = [];
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        window.violations?.push(`${violatedDirective} ${blockedURI}`),
      );
    });
    context.on('request', (sent) => {
      if (!sent.url().startsWith(`${server.url}/`)) elsewhere.push(sent.url());
    });
    context.on('page', (opened) => elsewhere.push(`a window: ${opened.url()}`));
    page.on('dialog', (dialog) => {
      elsewhere.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  test.afterEach(() => expect(elsewhere, 'nothing is asked of anybody else').toEqual([]));

  const visit = async (page: Page, path: string, widths?: number[]): Promise<void> => {
    await page.goto(server.url + path);
    await settled(page);
    await expectOurs(page, widths);
  };

  test('stay text on every page', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const columns = [
      'time',
      'email',
      ...fields.map(({ name }) => name),
      ...hostileNames.map((name) => `x.${name}`),
    ];
    await visit(
      page,
      `/events?${new URLSearchParams([['range', 'all'], ...columns.map((name) => ['columns', name])])}`,
    );
    const grid = page.getByRole('grid');
    await grid.getByRole('rowgroup').getByRole('button', { name: hostile.image }).first().click();
    await expect(page.getByRole('menu')).toContainText('Only events with this');
    await expectOurs(page);
    await page.keyboard.press('Escape');
    for (const part of ['Columns', 'Share', 'Export']) {
      await page.getByRole('button', { name: part, exact: true }).click();
      await expect(page.getByRole('dialog', { name: part })).toBeVisible();
      await expectOurs(page);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Saved views' }).click();
    const views = page.getByRole('dialog', { name: 'Saved views' });
    for (const value of [hostile.image, hostile.turned, hostile.link]) {
      await views.getByRole('textbox').fill(value);
      await views.getByRole('button', { name: 'Save', exact: true }).click();
    }
    await expect(views.getByRole('listitem')).toHaveCount(3);
    await expectOurs(page);
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+k');
    for (const value of [hostile.image, `user ${id('user')}`, hostile.link, hostile.host]) {
      await page.getByRole('combobox', { name: 'Go to or do' }).fill(value);
      await settled(page);
      await expectOurs(page);
    }
    await visit(page, '/events?range=all&selected=linked-5');
    await expect(page.getByRole('complementary', { name: 'Event details' })).toBeVisible();

    await visit(page, `/attempts/${segmentOf(id('request'))}`);
    for (const name of ['Copy reply', 'Copy escalation']) {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('button', { name })).toHaveText('Copied');
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }

    for (const path of [
      '/attempts?range=all',
      `/attempts?range=all&selected=${encodeURIComponent(id('request'))}`,
      `/sessions/${segmentOf(id('session'))}`,
      `/traces/${segmentOf(id('trace'))}`,
      `/users/${segmentOf(id('user'))}?range=all`,
      `/addresses/${segmentOf(id('address'))}?range=all`,
      '/overview?range=all',
    ])
      await visit(page, path);
  });

  test('find their pages as ids', async ({ page }) => {
    const kinds = ['attempts', 'sessions', 'traces', 'users', 'addresses'];
    for (const [index, text] of pathLike.entries()) {
      await visit(page, `/${kinds[index % kinds.length]}/${segmentOf(text)}?range=all`, [390]);
      await expect(page.getByRole('heading', { name: /^No event/ })).toHaveCount(0);
    }
  });

  const shared = ['range', 'tz', 'order', 'live', 'x.own', 'not_user_id', 'missing'];
  const ranged = ['from', 'to', 'tz', hostile.image, hostile.turned];
  const parameters = {
    '/events': [
      shared,
      ranged,
      ['q', 'selected', 'by', 'columns', 'source_ip', `x.${hostile.turned}`, `not_x.${hostile.hidden}`],
    ],
    '/attempts': [
      shared,
      ranged,
      [
        'q',
        'selected',
        'columns',
        'outcome',
        'not_outcome',
        'refused',
        'renewal',
        'stopped_at',
        'min_duration',
        'max_events',
      ],
    ],
    '/overview': [shared, ranged, ['q', 'outcome', 'selected', 'stopped_at', 'not_x.own']],
    [`/attempts/${segmentOf(id('request'))}`]: [['range', 'tz', 'at', 'step', hostile.turned]],
    [`/sessions/${segmentOf(id('session'))}`]: [['range', 'tz', 'step', hostile.turned]],
    [`/traces/${segmentOf(id('trace'))}`]: [['range', 'tz', 'step', hostile.turned]],
    [`/users/${segmentOf(id('user'))}`]: [['range', 'tz'], ranged],
    [`/addresses/${segmentOf(id('address'))}`]: [['range', 'tz'], ranged],
    [`/${encodeURIComponent(hostile.turned + hostile.image)}`]: [['range', 'tz']],
    '/v1/auth_audits': [['limit'], ['dt_from'], ['missing'], [hostile.turned], [hostile.controls]],
    '/v1/auth_audits/histogram': [['tz', 'by']],
    [`/v1/${encodeURIComponent(hostile.turned)}`]: [['a']],
  };

  test('stay text in every part of an address', async ({ page, expectTrouble }) => {
    expectTrouble(/40[04]/);
    for (const [path, groups] of Object.entries(parameters))
      for (const [index, names] of groups.entries()) {
        const value = `${hostile.turned}${hostile.controls}${hostile.image}${index}`;
        const query = new URLSearchParams(names.map((name) => [name, value]));
        await visit(page, `${path}?${query}#${encodeURIComponent(value)}`, [390]);
      }
  });
});
