import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, expectInSync, expectTexts, openDirect, openFromList, rowOf, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test('who is there is shown, in the list and in the conversation, until they leave', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'p hello');
  const { page } = ana;
  const row = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: 'Bia' });
  const header = page.getByRole('button').filter({ has: page.getByRole('heading', { name: 'Bia' }) });
  await expect(row.getByRole('img', { name: 'online' })).toBeVisible();
  await expect(header).toContainText('online');

  // Without a line nothing is claimed of anybody.
  await ana.context.setOffline(true);
  await expect(row.getByRole('img', { name: 'online' })).toHaveCount(0);
  await ana.context.setOffline(false);
  await expect(row.getByRole('img', { name: 'online' })).toBeVisible();

  await bia.context.close();
  await expect(header).toContainText(/last seen \d/);
  await expect(row.getByRole('img', { name: 'online' })).toHaveCount(0);
});

test('somebody is blocked from the info panel, and unblocked again', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'b hello');
  await openFromList(bia, 'Ana');
  const { page } = ana;
  await page.getByRole('button', { name: 'Conversation info' }).click();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Neither of you can write');
  await question.getByRole('button', { name: 'Block' }).click();
  await expect(page.getByText('You have blocked Bia. Neither of you can write here.')).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expect(page.getByText('You have blocked Bia. Unblock to write again.')).toBeVisible();

  // The other side is not told; what they write stays with them, with the reason.
  await write(bia, 'b are you there?');
  await expect(bia.page.getByText('You are not allowed to do this.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('You have blocked Bia. Unblock to write again.')).toBeVisible();
  await page.getByRole('button', { name: 'Unblock' }).click();
  await expect(composer(page)).toBeVisible();
  await bia.page.getByRole('button', { name: 'Retry' }).click();
  await expectTexts(ana, 'b ', ['b hello', 'b are you there?']);
});

test('a message is reported, and one of the person where none was chosen; what was typed survives a lost line', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(bia, ana);
  await write(bia, 'r something rude', 'r something worse');
  await openFromList(ana, 'Bia');
  const { page } = ana;
  await rowOf(ana, 'r something rude').getByText('r something rude').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Report' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What is wrong with it?').fill('It insults me.');
  await ana.context.setOffline(true);
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The server cannot be reached');
  await ana.context.setOffline(false);
  await expectInSync(ana);
  await expect(dialog.getByLabel('What is wrong with it?')).toHaveValue('It insults me.');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Reported. Thank you.')).toBeVisible();

  await page.getByRole('button', { name: 'Conversation info' }).click();
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(dialog.getByRole('radio', { name: 'r something worse' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'r something rude' }).check();
  await dialog.getByLabel('What is wrong with it?').fill('Again.');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(dialog).toBeHidden();
  // One's own is nothing to report.
  await write(ana, 'r mine');
  await expect(rowOf(ana, 'r mine').getByRole('img', { name: /^(Sent|Delivered|Read)$/ })).toBeVisible();
  await rowOf(ana, 'r mine').getByText('r mine').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Report' })).toHaveCount(0);
});
