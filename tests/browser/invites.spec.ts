import { expect, type Browser, type Page } from '@playwright/test';
import { people } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { createGroup, messageLog, openFromList, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const openInfo = ({ page }: Seat) => page.getByRole('button', { name: 'Conversation info' }).click();

/** In the invites of the group whose info is open: a new link, good for that many people. */
async function createLink({ page }: Seat, people: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite by link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many people').selectOption(people);
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).first().inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return link;
}

async function openSignedOut(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'You are invited' })).toBeVisible();
  await expect(page.getByText('Sky watchers')).toBeVisible();
  return page;
}

test('one link brings in who is new and who has an account; a ban keeps out until it is lifted, and a revoked link until there is another', async ({
  browser,
}) => {
  const [ana] = await takeSeats(browser, server.url, 'Ana');
  if (!ana) throw new Error('Ana has no seat.');
  const { caio } = await people(server, 'caio');
  await createGroup(ana, 'Sky watchers');
  await write(ana, 'i cumulus');
  await openInfo(ana);
  const link = await createLink(ana, '25 people');
  expect(link).toMatch(new RegExp(`^${server.url}/invite/\\w{16}$`));
  const dialog = ana.page.getByRole('dialog');
  await ana.page.getByRole('button', { name: 'Invite by link' }).click();
  await expect(dialog).toContainText('25 uses left');
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await dialog.getByRole('button', { name: 'QR code' }).click();
  await expect(dialog.getByRole('img', { name: 'QR code of an invite link to “Sky watchers”' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();

  // New here: the account is a member at once.
  const duda = await openSignedOut(browser, link);
  await duda.getByRole('link', { name: 'Create account and join' }).click();
  await expect(duda.getByText('With it you join “Sky watchers” at once.')).toBeVisible();
  const username = caio.username.replace('caio', 'duda');
  await duda.getByLabel('Name', { exact: true }).fill('Duda');
  await duda.getByLabel('Username').fill(username);
  await duda.getByLabel('Email').fill(`${username}@example.test`);
  await duda.getByLabel('Password', { exact: true }).fill('duda-keeps-a-secret');
  await duda.getByRole('button', { name: 'Create account' }).click();
  await expect(messageLog(duda).getByText('i cumulus')).toBeVisible();
  await expect(duda).toHaveURL(/\/c\/\w+$/);
  await duda.context().close();

  // With an account, signed out: the invite waits for the sign-in, then asks.
  const visitor = await openSignedOut(browser, link);
  await visitor.getByRole('link', { name: 'I have an account' }).click();
  await visitor.getByLabel('Username or email').fill(caio.username);
  await visitor.getByLabel('Password', { exact: true }).fill(caio.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  const question = visitor.getByRole('dialog');
  await expect(question).toContainText('Sky watchers');
  await expect(question).toContainText('2 members');
  await visitor.getByRole('button', { name: 'Join the group' }).click();
  await expect(messageLog(visitor).getByText('i cumulus')).toBeVisible();
  await expect(ana.page.getByText('3 members').first()).toBeVisible();

  await ana.page.getByRole('button', { name: 'Actions for Caio' }).click();
  await ana.page.getByRole('menuitem', { name: 'Remove and ban' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Ban' }).click();
  await expect(visitor.getByText('You are no longer a member of that group.')).toBeVisible();
  await visitor.goto(link);
  await expect(question).toContainText('Nobody here knows this invite.');
  await ana.page.getByRole('button', { name: 'Lift the ban of Caio' }).click();
  await expect(ana.page.getByRole('heading', { name: 'Banned people' })).toHaveCount(0);
  await visitor.reload();
  await expect(visitor.getByRole('button', { name: 'Join the group' })).toBeVisible();
  await ana.page.getByRole('button', { name: 'Invite by link' }).click();
  await dialog.getByRole('button', { name: 'Revoke link' }).click();
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(dialog).toContainText('There is no open link.');
  await visitor.getByRole('button', { name: 'Join the group' }).click();
  await expect(question).toContainText('This invite was taken back.');
});

test('the last owner hands the group over before leaving, and an owner ends it for everybody', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await createGroup(ana, 'Short lived', bia);
  await openInfo(ana);
  await ana.page.getByRole('button', { name: 'Actions for Bia' }).click();
  await ana.page.getByRole('menuitem', { name: 'Make admin' }).click();
  await expect(ana.page.getByRole('listitem').filter({ hasText: bia.username })).toContainText('Admin');
  await ana.page.getByRole('button', { name: 'Leave group' }).click();
  const handOver = ana.page.getByRole('dialog');
  await expect(handOver).toContainText('You are the only owner of “Short lived”.');
  await expect(handOver.getByRole('button', { name: 'Hand over and leave' })).toBeDisabled();
  await handOver.getByText(`@${bia.username}`).click();
  await handOver.getByRole('button', { name: 'Hand over and leave' }).click();
  await expect(ana.page).toHaveURL(`${server.url}/`);
  await expect(ana.page.getByRole('link', { name: 'Short lived' })).toHaveCount(0);

  await openFromList(bia, 'Short lived');
  await openInfo(bia);
  await bia.page.getByRole('button', { name: 'Delete group' }).click();
  const question = bia.page.getByRole('dialog');
  await expect(question.getByRole('button', { name: 'Delete for everyone' })).toBeDisabled();
  await question.getByLabel('Group name').fill('Short lived');
  await question.getByRole('button', { name: 'Delete for everyone' }).click();
  await expect(bia.page).toHaveURL(`${server.url}/`);
  await expect(bia.page.getByRole('link', { name: 'Short lived' })).toHaveCount(0);
});
