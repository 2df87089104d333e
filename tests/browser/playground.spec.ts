import { expect, type Page } from '@playwright/test';
import { findFreePort } from '../testkit/free-port.js';
import { people } from '../testkit/people.js';
import { startServer } from '../testkit/server.js';
import { expectInSync, takeSeat } from './screens.js';
import { test } from './test.js';

/** The button offers a choice once the editor has read the operations; before, it would execute all of them as one. */
async function execute(page: Page, operation: string): Promise<void> {
  await page
    .getByRole('button', { name: /execute query/i })
    .and(page.locator('[aria-haspopup="menu"]'))
    .click();
  await page.getByRole('menuitem', { name: operation }).click();
}

test('the playground opens, answers a query, and asks nobody else for anything', async ({ page }) => {
  const server = await startServer();
  const strangers: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== server.url) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${server.url}/graphql`);
  await expect(page.getByText('Talk-In-Clouds').first()).toBeVisible();
  await execute(page, 'Server');
  await expect(page.getByText('"eventCursor"')).toBeVisible();
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
  await server.stop();
});

test('the playground shows events as they happen, with the token from its Headers editor', async ({ page }) => {
  const server = await startServer();
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  await page.goto(`${server.url}/graphql`);
  await page.getByText('PUT-THE-ACCESS-TOKEN-HERE').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(`{ "Authorization": "Bearer ${bia.accessToken}" }`);
  // The editor has closed the bracket by itself.
  await page.keyboard.press('Delete');
  await execute(page, 'Listen');
  await expect(page.getByRole('button', { name: /stop query/i })).toBeVisible();
  // Without a cursor it listens from when it is connected, which nothing shows: so ana says it until it is heard.
  await expect(async () => {
    await ana.send(conversation, 'Alô, playground');
    await expect(page.getByText('Alô, playground').first()).toBeVisible({ timeout: 1000 });
  }).toPass();
  ana.disconnect();
  await server.stop();
});

test('whoever is signed in to the web app asks as themselves, and the app goes on', async ({ browser }) => {
  const server = await startServer();
  const ana = await takeSeat(browser, server.url, 'Ana');
  const { page } = ana;
  await page.goto(`${server.url}/graphql`);
  await expect(page.getByText(`@${ana.username}`)).toBeVisible();
  await execute(page, 'Conversations');
  await expect(page.getByText('"edges"')).toBeVisible();
  await page.getByRole('button', { name: 'Use another account' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // Its session was only used.
  await page.goto(server.url);
  await expectInSync(ana);
  await ana.context.close();
  await server.stop();
});

test('on a server for everybody the documentation is there for who signs in on the page', async ({ playwright, launchOptions }) => {
  const port = await findFreePort();
  const publicUrl = `http://chat.example.org:${port}`;
  const server = await startServer({ port, env: { PUBLIC_URL: publicUrl } });
  const reached = `http://127.0.0.1:${port}`;
  const { ana } = await people({ httpUrl: `${reached}/graphql`, wsUrl: '' }, 'ana');
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP chat.example.org 127.0.0.1'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage();
  await page.goto(`${publicUrl}/graphql`);
  await expect(page.getByText('Sign in to read the schema').first()).toBeVisible();
  await page.getByLabel('Username or e-mail').fill(ana.username);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That name or password is not right.')).toBeVisible();
  await page.getByLabel('Password').fill(ana.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(`@${ana.username}`)).toBeVisible();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await expect(page.getByRole('link', { name: 'Mutation', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await browser.close();
  await server.stop();
});
