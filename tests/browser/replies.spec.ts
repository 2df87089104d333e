import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  composer,
  expectInSync,
  messageLog,
  openDirect,
  openFromList,
  rowOf,
  sendThroughApi,
  takeSeats,
  write,
  type Seat,
} from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

async function reply(seat: Seat, to: string, text: string): Promise<void> {
  await rowOf(seat, to).hover();
  await rowOf(seat, to).getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(composer(seat.page)).toBeFocused();
  await write(seat, text);
}

test('an answer shows what it answers, written without a line too, and follows its edits and its deletion', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'shall we meet at noon?');
  await openFromList(bia, 'Ana');

  await bia.context.setOffline(true);
  await reply(bia, 'shall we meet at noon?', 'yes, gladly');
  await expect(rowOf(bia, 'yes, gladly').getByRole('button', { name: /^Answers Ana: shall we meet at noon\?/ })).toBeVisible();
  await bia.context.setOffline(false);
  await expectInSync(bia);
  const quote = rowOf(ana, 'yes, gladly').getByRole('button', { name: /^Answers Ana/ });
  await expect(quote).toContainText('shall we meet at noon?');

  await rowOf(ana, 'shall we meet at noon?').first().focus();
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('menuitem', { name: 'Edit' }).click();
  await composer(ana.page).fill('shall we meet at one?');
  await composer(ana.page).press('Enter');
  await expect(rowOf(bia, 'yes, gladly').getByRole('button', { name: /^Answers Ana/ })).toContainText('at one?');

  await rowOf(ana, 'shall we meet at one?').first().focus();
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('menuitem', { name: 'Delete' }).click();
  await ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(bia, 'yes, gladly').getByRole('button', { name: /^Answers Ana/ })).toContainText('This message was deleted');
  await expect.poll(() => bia.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('at one?');
});

test('a press on what is answered goes there, however far back it is, and the way back leads to the end', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'the very first');
  await openFromList(bia, 'Ana');
  await rowOf(bia, 'the very first').hover();
  await rowOf(bia, 'the very first').getByRole('button', { name: 'Reply', exact: true }).click();
  // More is said meanwhile than a browser keeps of a conversation.
  const conversationId = new URL(ana.page.url()).pathname.split('/')[2] ?? '';
  const fillers = Array.from({ length: 260 }, (_, index) => `filler ${index}`);
  await sendThroughApi(server, ana, conversationId, fillers);
  await write(bia, 'the late answer');
  await expect(rowOf(ana, 'the late answer')).toBeVisible();

  await bia.page.reload();
  await rowOf(bia, 'the late answer')
    .getByRole('button', { name: /^Answers Ana/ })
    .click();
  await expect(messageLog(bia.page).getByText('the very first', { exact: true })).toBeInViewport();
  await expect(messageLog(bia.page).getByText('filler 0', { exact: true })).toBeVisible();
  await bia.page.getByRole('button', { name: /^Jump to the latest/ }).click();
  await expect(rowOf(bia, 'the late answer')).toBeInViewport();

  // Whoever leaves from there has the end on the device all the same.
  await rowOf(bia, 'the late answer')
    .getByRole('button', { name: /^Answers Ana/ })
    .click();
  await expect(messageLog(bia.page).getByText('filler 0', { exact: true })).toBeVisible();
  await bia.page.setViewportSize({ width: 400, height: 800 });
  await bia.page.getByRole('button', { name: 'Back to conversations' }).click();
  await expect.poll(() => bia.page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('filler 259');
  await bia.context.setOffline(true);
  await openFromList(bia, 'Ana');
  await expect(rowOf(bia, 'the late answer')).toBeInViewport();
});
