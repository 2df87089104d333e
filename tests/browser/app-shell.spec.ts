/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, expectInSync, openDirect, openFromList, rowOf, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

/** Everything that the Content-Security-Policy has refused, on whatever page of the profile. */
async function collectViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.context().exposeFunction('tellViolation', (text: string) => found.push(text));
  await page.context().addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const { tellViolation } = window as unknown as { tellViolation: (text: string) => void };
      tellViolation(`${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  return found;
}

const iconOf = (page: Page) => page.locator('link[rel="icon"]').getAttribute('href');

test('the app can be installed, says in the tab how many wait, and no screen breaks its own security policy', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const { page } = ana;
  const violations = await collectViolations(page);
  const policy = (await page.reload())?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe-eval');
  await expectInSync(ana);

  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const { name, display, start_url, icons } = (await (await fetch(link?.href ?? '')).json()) as {
      name: string;
      display: string;
      start_url: string;
      icons: { src: string; sizes: string; purpose?: string }[];
    };
    const answers = await Promise.all(icons.map(async ({ src }) => (await fetch(src)).headers.get('content-type')));
    return { name, display, start_url, purposes: icons.map(({ purpose }) => purpose ?? 'any'), answers };
  });
  expect(manifest).toMatchObject({ name: 'Talk-In-Clouds', display: 'standalone', start_url: '/' });
  expect(manifest.purposes).toContain('maskable');
  for (const type of manifest.answers) expect(type).toMatch(/^image\//);

  await openDirect(bia, ana);
  await write(bia, 'one', 'two', '`code` and **more** https://example.test');
  await expect(page).toHaveTitle('(3) Talk-In-Clouds');
  expect(decodeURIComponent((await iconOf(page)) ?? '')).toContain('>3</text>');
  await openFromList(ana, 'Bia');
  await expect(page).toHaveTitle('Talk-In-Clouds');
  expect(await iconOf(page)).toBe('/favicon.svg');

  await rowOf(ana, 'two').hover();
  await rowOf(ana, 'two').getByRole('button', { name: 'Message actions' }).click();
  await page.getByRole('menuitem', { name: 'Reply' }).click();
  await page.getByRole('button', { name: 'Cancel the reply' }).click();
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  await page.keyboard.press('Escape');
  await page.goto(`${page.url()}/info`);
  await expect(page.getByRole('heading', { name: 'Bia' }).last()).toBeVisible();
  await page.getByRole('button', { name: 'Menu of Ana' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New conversation or group' }).first().click();
  await page.getByRole('menuitem', { name: 'New group' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  for (const section of ['account', 'privacy', 'sessions', 'appearance', 'notifications', 'data']) {
    await page.goto(`${server.url}/settings/${section}`);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  }
  await page.getByRole('button', { name: 'Back to conversations' }).first().click();
  const signedOut = await page.context().newPage();
  await page.getByRole('button', { name: 'Menu of Ana' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const path of ['/sign-in', '/sign-up']) {
    await signedOut.goto(server.url + path);
    await expect(signedOut.getByLabel('Password', { exact: true })).toBeVisible();
  }
  expect(violations).toEqual([]);
});

test('a new version waits until somebody wants it, and what is being written is still there in it', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const { page } = ana;
  await openDirect(ana, bia);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await write(ana, 'said');
  // A worker at another address is to the browser what a new one at the same is: it is installed, and waits.
  await page.evaluate(async () => void (await navigator.serviceWorker.register('/service-worker.js?next')));
  await expect(page.getByText('A new version is ready.')).toBeVisible();

  // An answer that was begun is on this screen alone.
  await rowOf(ana, 'said').hover();
  await rowOf(ana, 'said').getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(page.getByText('A new version is ready.')).toBeHidden();
  await page.getByRole('button', { name: 'Cancel the reply' }).click();
  await composer(page).fill('a thought');
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await expect(composer(page)).toHaveValue('a thought');
  await expectInSync(ana);
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${server.url}/service-worker.js?next`);
});

test('where less motion is asked for, what changes stands in its new place at once: a list that measures its rows finds them there', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.url}/sign-in`);
  const form = page.locator('form');
  await expect(form).toBeVisible();
  const padding = await form.evaluate((element) => {
    const before = getComputedStyle(element).paddingTop;
    element.style.paddingTop = '300px';
    return [before, getComputedStyle(element).paddingTop];
  });
  expect(padding).toEqual(['0px', '300px']);
});
