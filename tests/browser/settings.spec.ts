import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { startReceiver } from '../testkit/webhook-receiver.js';
import { expectInSync, expectTexts, openDirect, openFromList, signInAgain, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer({ env: { PRIVATE_ADDRESSES: 'on' } });
});
test.afterAll(() => server.stop());

const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
const section = (page: Page, name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name });

async function openSettings({ page, name }: Seat, ...path: string[]): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  for (const step of path) await section(page, step).click();
}

test('devices: each is named, another one is signed out from here, and a new password signs out the rest', async ({ browser }) => {
  const [ana] = await takeSeats(browser, server.url, 'Ana');
  const phone = await signInAgain(ana, server.url);
  const tablet = await signInAgain(ana, server.url);
  const { page } = ana;
  await openSettings(ana, 'Devices');
  await expect(page).toHaveURL(/\/settings\/sessions$/);
  await expect(page.getByRole('listitem').filter({ hasText: 'This device' })).toContainText('Chrome');
  const ends = page.getByRole('main').getByRole('button', { name: /^Sign out Chrome/ });
  await expect(ends).toHaveCount(2);
  await ends.first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(ends).toHaveCount(1);
  // The last used comes first: that is the tablet.
  await expect(tablet.page.getByText('Your session ended.')).toBeVisible();
  await expectInSync(phone);

  await section(page, 'Email and password').click();
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('a-new-secret-of-ana');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Current password').fill(ana.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed.')).toBeVisible();
  await expect(page.getByLabel('Current password')).toHaveValue('');
  await expect(phone.page.getByText('Your session ended.')).toBeVisible();

  await page.getByRole('button', { name: 'Change email' }).click();
  await page.getByLabel('New email').fill('ana-elsewhere@example.test');
  await page.getByLabel('Current password').first().fill('a-new-secret-of-ana');
  await page.getByRole('button', { name: 'Change email' }).click();
  await expect(page.getByText('ana-elsewhere@example.test takes its place')).toBeVisible();
  // What the page shows of the account, nothing keeps.
  expect(await stored(page)).not.toContain('ana-elsewhere');
});

test('privacy: the last time online is hidden, and who is blocked is seen and unblocked', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'hello');
  await ana.page.getByRole('button', { name: 'Conversation info' }).click();
  await ana.page.getByRole('button', { name: 'Block', exact: true }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click();
  await ana.page.goto(`${server.url}/settings/privacy`);
  const { page } = ana;
  const blocked = page.getByRole('list', { name: 'Blocked people' });
  await expect(blocked).toContainText(`@${bia.username}`);
  await page.getByRole('button', { name: 'Unblock Bia' }).click();
  await expect(page.getByText('You have blocked nobody.')).toBeVisible();

  const lastSeen = page.getByRole('switch', { name: 'Show when I was last online' });
  await expect(lastSeen).toBeChecked();
  await lastSeen.press('Space');
  await expect(lastSeen).not.toBeChecked();
  await page.reload();
  await expect(lastSeen).not.toBeChecked();
  await openFromList(bia, 'Ana');
  const header = bia.page.getByRole('button').filter({ has: bia.page.getByRole('heading', { name: 'Ana' }) });
  await expect(header).toContainText('online');
  await ana.context.close();
  await expect(header).toContainText(`@${ana.username}`);
});

test('on a phone the sections are pages, by keyboard too; the language is changed at once', async ({ browser }) => {
  const [ana] = await takeSeats(browser, server.url, 'Ana');
  const { page } = ana;
  await page.setViewportSize({ width: 360, height: 740 });
  await openSettings(ana);
  // Without a line a page says so, and comes by itself when the line is back.
  await ana.context.setOffline(true);
  await section(page, 'Devices').click();
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached');
  await ana.context.setOffline(false);
  await expect(page.getByText('This device')).toBeVisible();
  await page.getByRole('button', { name: 'Back to settings' }).click();
  await section(page, 'Appearance and language').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Appearance and language' })).toBeFocused();
  await expect(section(page, 'Devices')).toBeHidden();
  await page.getByRole('radio', { name: 'Like the system' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'Português' }).check();
  await expect(page.getByRole('heading', { name: 'Aparência e idioma' })).toBeVisible();
  await page.getByRole('button', { name: 'Voltar às configurações' }).click();
  await expect(page.getByRole('navigation', { name: 'Configurações' }).getByRole('link', { name: 'Aparência e idioma' })).toBeFocused();
});

test('programs: a token, a bot and a webhook are made, their secrets are shown once, and they end', async ({ browser }) => {
  const receiver = await startReceiver();
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(bia, ana);
  const { page } = ana;
  await openSettings(ana, 'Access tokens');
  await page.getByRole('button', { name: 'New access token' }).click();
  await page.getByLabel('Name').fill('Backup of the night');
  await page.getByLabel('Works for').selectOption('A year');
  await page.getByRole('checkbox', { name: /May write/ }).uncheck();
  await page.getByRole('button', { name: 'Create token' }).click();
  const secret = page.getByLabel('Access token', { exact: true });
  await expect(secret).toHaveValue(/^tic_.{43}$/);
  const token = await secret.inputValue();
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused();
  const row = page.getByRole('listitem').filter({ hasText: 'Backup of the night' });
  await expect(row).toContainText('Reads only');
  expect(await stored(page)).not.toContain(token);
  await page.reload();
  await expect(row).toContainText('Never used');
  await expect(page.locator('html')).not.toContainText(token);
  await page.getByRole('button', { name: 'Revoke Backup of the night' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('You have no access tokens.')).toBeVisible();

  await section(page, 'Bots').click();
  await page.getByRole('button', { name: 'New bot' }).click();
  await page.getByLabel('Name of the bot').fill('Weather');
  await page.getByLabel('Username').fill(bia.username);
  await page.getByRole('button', { name: 'Create bot' }).click();
  await expect(page.getByText('This is taken already.')).toBeVisible();
  await page.getByLabel('Username').fill(`weather-${ana.username}`.slice(0, 32));
  await page.getByRole('button', { name: 'Create bot' }).click();
  await expect(page.getByLabel('Access token', { exact: true })).toHaveValue(/^tic_/);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Delete Weather' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('You have no bots.')).toBeVisible();

  await section(page, 'Webhooks').click();
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByLabel('Address').fill('ftp://example.test');
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await expect(page.getByText('This is not valid.')).toBeVisible();
  await page.getByLabel('Address').fill(receiver.url);
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await expect(page.getByLabel('Signing secret')).toHaveValue(/.{20}/);
  await write(bia, 'w for the webhook');
  await receiver.next(({ body }) => body.data.message?.text === 'w for the webhook');
  await page.getByRole('link', { name: receiver.url }).click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Delivered' })).toContainText('answered 204', { timeout: 1_000 });
  }).toPass();
  // Within a second of the first attempt the server refuses.
  await expect(async () => {
    await page.getByRole('button', { name: 'Send again' }).first().click();
    await expect(page.getByText(/[2-9] attempts/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await stored(page)).not.toContain(receiver.url);
  await page.getByRole('switch', { name: 'On' }).click();
  await expect(page.getByText(/^Off since/)).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('You have no webhooks.')).toBeVisible();
  await receiver.close();
});

test('all data are downloaded, and the account is deleted with everything that this browser kept', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'd stays readable');
  await openFromList(bia, 'Ana');
  const { page } = ana;
  const second = await ana.context.newPage();
  await second.goto(page.url());
  await expect(second.getByText('d stays readable').first()).toBeVisible();
  await openSettings(ana, 'Export and deletion');
  await page.getByRole('button', { name: 'Prepare the file' }).click();
  const link = page.getByRole('link', { name: 'Download' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ account: { username: ana.username } });
  expect(await stored(page)).not.toContain(new URL((await link.getAttribute('href')) ?? '').pathname);

  await page.getByRole('button', { name: 'Delete my account…' }).click();
  await page.getByLabel('Current password').fill('not this one');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Current password').fill(ana.password);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  for (const each of [page, second]) {
    await expect(each).toHaveURL(/\/sign-in$/);
    await expect(each.getByText('d stays readable')).toHaveCount(0);
  }
  expect(await stored(page)).not.toContain(ana.username);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':user:')))).toEqual([]);
  await expectTexts(bia, 'd ', ['d stays readable']);
  await expect(bia.page.getByRole('heading', { name: 'Deleted account' })).toBeVisible();
});
