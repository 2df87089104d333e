import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, expectInSync, expectTexts, openDirect, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const storedOfUsers = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':user:')));
const signOut = async (page: Page, name: string) => {
  await page.getByRole('button', { name: `Menu of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
};

test('a reload stays signed in, and no token is where a script could read it later', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 's one');
  await ana.page.reload();
  await expectTexts(ana, 's ', ['s one']);
  await expectInSync(ana);
  const readable = await ana.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  expect(readable).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  const cookies = await ana.context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});

test('signing out wipes what was kept, in all tabs, and going back shows nothing of it', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'a secret');
  await composer(ana.page).fill('an unfinished thought');
  const second = await ana.context.newPage();
  await second.goto(ana.page.url());
  await expect(second.getByText('a secret').first()).toBeVisible();
  await expect.poll(async () => (await storedOfUsers(ana.page)).length).toBeGreaterThan(1);

  await signOut(ana.page, 'Ana');
  const question = ana.page.getByRole('alertdialog');
  await expect(question).toContainText('What you have begun to write');
  await question.getByRole('button', { name: 'Sign out' }).click();
  for (const page of [ana.page, second]) {
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByText('a secret')).toHaveCount(0);
  }
  // A late write of the other tab, at its leaving, must not bring anything back.
  await second.reload();
  await ana.page.reload();
  expect(await storedOfUsers(ana.page)).toEqual([]);
  await expect(ana.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('signing out with something unsent asks first', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await ana.context.setOffline(true);
  await write(ana, 'q not sent yet');
  await signOut(ana.page, 'Ana');
  const question = ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog'));
  await expect(question).toContainText('1 action has not been sent yet');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expectTexts(ana, 'q ', ['q not sent yet']);
  await ana.context.setOffline(false);
  await expect(ana.page.getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
});

test('a session that ended elsewhere locks the app and erases nothing; the password opens it again', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'l kept');
  await composer(ana.page).fill('l a draft');
  await expect.poll(async () => (await storedOfUsers(ana.page)).some((key) => key.includes(':cache:'))).toBe(true);
  await ana.context.clearCookies();
  await ana.page.reload();
  await expect(ana.page.getByText('Your session ended.')).toBeVisible();
  await expect(ana.page.getByText('l kept')).toHaveCount(0);
  await ana.page.getByLabel('Password', { exact: true }).fill(ana.password);
  await ana.page.getByRole('button', { name: 'Sign in' }).click();
  await expectTexts(ana, 'l ', ['l kept']);
  await expect(composer(ana.page)).toHaveValue('l a draft');
});

test('a wrong password and a taken username are said in words', async ({ browser }) => {
  const [ana] = await takeSeats(browser, server.url, 'Ana');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel('Username or email').fill(ana?.username ?? '');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The username, the email or the password is wrong.')).toBeVisible();
  await page
    .getByRole('link', { name: 'Create account' })
    .or(page.getByRole('link', { name: 'Create your account' }))
    .click();
  await page.getByLabel('Name', { exact: true }).fill('Another');
  await page.getByLabel('Username').fill(ana?.username ?? '');
  await page.getByLabel('Email').fill('another@example.test');
  await page.getByLabel('Password', { exact: true }).fill('another-secret');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This is taken already.')).toBeVisible();
});
