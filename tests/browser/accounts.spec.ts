import { expect, type Page } from '@playwright/test';
import { createInvite } from '../testkit/groups.js';
import { linkIn, startMailSink, type MailSink } from '../testkit/mail-sink.js';
import { people } from '../testkit/people.js';
import { findFreePort } from '../testkit/free-port.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { chosenDatabase } from '../testkit/database-choice.js';
import { composer, openDirect, takeSeats, write } from './screens.js';
import { test } from './test.js';

let mails: MailSink;
let server: TestServer;
test.beforeAll(async () => {
  mails = await startMailSink();
  server = await startServer({ env: mails.env });
});
test.afterAll(async () => {
  await server.stop();
  await mails.stop();
});

/** The token is good for an account: it may not stay in the address, nor in what the browser keeps. */
async function expectNoTrace(page: Page, token: string): Promise<void> {
  expect(page.url()).not.toContain('token');
  const kept = await page.evaluate(() => JSON.stringify([history.state, document.title, { ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain(token);
}

test('an address is verified by its link, and a forgotten password is set anew: each link once, and nobody else is signed out', async ({
  browser,
}) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const email = `${ana.username}@example.test`;
  const reminder = ana.page.getByText(`Verify your address: a link was mailed to ${email}.`);
  await expect(reminder).toBeVisible();
  const verification = linkIn(await mails.next(email));
  const tab = await ana.context.newPage();
  await tab.goto(verification.url);
  await expect(tab.getByRole('heading', { name: 'Your address is verified' })).toBeVisible();
  await expectNoTrace(tab, verification.token);
  await expect(reminder).toHaveCount(0);
  await tab.getByRole('link', { name: 'Go on to your conversations' }).click();
  await expect(tab.getByRole('heading', { name: 'Conversations' })).toBeVisible();
  await tab.goto(verification.url);
  await expect(tab.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await tab.close();

  await openDirect(ana, bia);
  await write(ana, 'f kept');
  await composer(ana.page).fill('f a draft');
  const phone = await (await browser.newContext()).newPage();
  await phone.goto(server.url);
  await phone.getByRole('link', { name: 'Forgot your password?' }).click();
  // Exactly: the page before has a field for a username or an email.
  await phone.getByLabel('Email', { exact: true }).fill('nobody');
  await phone.getByRole('button', { name: 'Send the link' }).click();
  await expect(phone.getByText('This is not an email address.')).toBeVisible();
  await phone.getByLabel('Email', { exact: true }).fill(email);
  await phone.getByRole('button', { name: 'Send the link' }).click();
  await expect(phone.getByText(`If ${email} has an account here`)).toBeVisible();

  // In the browser where somebody else is signed in: they stay, and nothing of theirs is lost.
  const reset = linkIn(await mails.next(email));
  await bia.page.goto(reset.url);
  await bia.page.getByLabel('New password').fill('short');
  await bia.page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(bia.page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true');
  await bia.page.getByLabel('New password').fill('ana-has-another-secret');
  await bia.page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(bia.page.getByText(`@${ana.username} can sign in with it.`)).toBeVisible();
  await expectNoTrace(bia.page, reset.token);
  await bia.page.getByRole('link', { name: 'Go on to your conversations' }).click();
  await expect(bia.page.getByRole('button', { name: 'Menu of Bia' })).toBeVisible();

  // Ana's own session ended with it, and goes on where it was.
  await expect(ana.page.getByText('Your session ended.')).toBeVisible();
  await ana.page.getByRole('link', { name: 'Forgot your password?' }).click();
  await ana.page.getByLabel('Email', { exact: true }).fill(email);
  await ana.page.getByRole('button', { name: 'Send the link' }).click();
  await expect(ana.page.getByRole('heading', { name: 'Look in your mailbox' })).toBeVisible();
  await ana.page.goto(linkIn(await mails.next(email)).url);
  await ana.page.getByLabel('New password').fill('ana-has-a-third-secret');
  await ana.page.getByRole('button', { name: 'Save and sign in' }).click();
  await ana.page.getByRole('link', { name: 'Bia' }).click();
  await expect(composer(ana.page)).toHaveValue('f a draft');

  await phone.goto(reset.url);
  await phone.getByLabel('New password').fill('somebody-else-tries');
  await phone.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await phone.getByRole('link', { name: 'Send a new link' }).click();
  await expect(phone.getByRole('heading', { name: 'Set a new password' })).toBeVisible();
});

test('where sign-up is by invite the form asks for the link, and where it is closed the page says so', async ({ browser }) => {
  const port = String(await findFreePort());
  const open = await startServer({ env: chosenDatabase() === 'mongod' ? {} : { EMBEDDED_DB_PORT: port } });
  const MONGODB_URI = open.database.env.MONGODB_URI || `mongodb://127.0.0.1:${port}/talkinclouds?directConnection=true`;
  const [strict, closed] = await Promise.all(
    ['invite', 'closed'].map((SIGN_UP) => startServer({ database: open.database, env: { MONGODB_URI, SIGN_UP } })),
  );
  try {
    const { ana } = await people(open, 'ana');
    const { code } = await createInvite(ana, await ana.createGroup('Night shift'), { maxUses: 1 });
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${closed?.url}/sign-up`);
    await expect(page.getByRole('heading', { name: 'No new accounts here' })).toBeVisible();
    await page.goto(`${closed?.url}/invite/${code}`);
    await expect(page.getByText('New accounts are closed on this server.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'I have an account' })).toBeVisible();

    await page.goto(`${strict?.url}/sign-up`);
    await page.getByLabel('Name', { exact: true }).fill('Elis');
    await page.getByLabel('Username').fill(`elis-${ana.username.slice(-10)}`);
    await page.getByLabel('Email').fill(`elis-${ana.username.slice(-10)}@example.test`);
    await page.getByLabel('Password', { exact: true }).fill('elis-keeps-a-secret');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByLabel('Invite link')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Invite link').fill('https://example.test/invite/2345678923456789');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByText('Nobody here knows this invite.')).toBeVisible();
    await page.getByLabel('Invite link').fill(`come: ${strict?.url}/invite/${code}`);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('link', { name: 'Night shift' })).toBeVisible();

    const late = await (await browser.newContext()).newPage();
    await late.goto(`${strict?.url}/invite/${code}`);
    await expect(late.getByText('This invite was used as often as it could be.')).toBeVisible();
  } finally {
    await strict?.stop();
    await closed?.stop();
    await open.stop();
  }
});
