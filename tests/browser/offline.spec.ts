import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { expectInSync, expectTexts, messageLog, openDirect, openFromList, rowOf, takeSeats, write, composer } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test('three messages that were written without a line arrive once, in order, on both sides', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'm before');
  await openFromList(bia, 'Ana');
  await ana.context.setOffline(true);
  await expect(ana.page.getByText(/Offline, as of/).first()).toBeVisible();
  await write(ana, 'm one', 'm two', 'm three');
  await expect(messageLog(ana.page).getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(3);
  await write(bia, 'm meanwhile');
  await ana.context.setOffline(false);
  const order = ['m before', 'm meanwhile', 'm one', 'm two', 'm three'];
  await expectTexts(bia, 'm ', order);
  await expectTexts(ana, 'm ', order);
  await expectInSync(ana);
  await expect(messageLog(ana.page).getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
});

test('a reload without a line shows what was read, and sends what was written when the line is back', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'h one', 'h two');
  // What this device has not loaded it cannot show without a line.
  await expectTexts(ana, 'h ', ['h one', 'h two']);
  await expect(messageLog(ana.page).getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
  // The worker that serves the app without a network has to be ready for that.
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await ana.context.setOffline(true);
  await write(ana, 'h three');
  await ana.page.reload();
  await expectTexts(ana, 'h ', ['h one', 'h two', 'h three']);
  await expect(rowOf(ana, 'h three').getByRole('img', { name: 'Waiting to be sent' })).toBeVisible();
  await ana.context.setOffline(false);
  await openFromList(bia, 'Ana');
  await expectTexts(bia, 'h ', ['h one', 'h two', 'h three']);
  await expectTexts(ana, 'h ', ['h one', 'h two', 'h three']);
});

test('what is written without a line, where nothing of the conversation was loaded, is shown, stays over a reload, and arrives', async ({
  browser,
}) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(bia, ana);
  await write(bia, 'n hello');
  await expect(ana.page.getByRole('link', { name: 'Bia' })).toContainText('n hello');
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await ana.context.setOffline(true);
  await openFromList(ana, 'Bia');
  await expect(ana.page.getByRole('alert').getByText('The server cannot be reached')).toBeVisible();
  await write(ana, 'n one', 'n two');
  await expectTexts(ana, 'n ', ['n one', 'n two']);
  await ana.page.reload();
  await expectTexts(ana, 'n ', ['n one', 'n two']);
  await expect(rowOf(ana, 'n two').getByRole('img', { name: 'Waiting to be sent' })).toBeVisible();
  await ana.context.setOffline(false);
  await expectTexts(ana, 'n ', ['n hello', 'n one', 'n two']);
  await openFromList(bia, 'Ana');
  await expectTexts(bia, 'n ', ['n hello', 'n one', 'n two']);
});

test('edits, reactions and deletions made without a line show at once and reach the other one', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'w keep', 'w drop');
  await openFromList(bia, 'Ana');
  await expectTexts(bia, 'w ', ['w keep', 'w drop']);
  await ana.context.setOffline(true);
  await rowOf(ana, 'w keep').hover();
  await rowOf(ana, 'w keep').getByRole('button', { name: 'React with ❤️' }).click();
  await expect(rowOf(ana, 'w keep').getByRole('button', { name: /❤️ 1/ })).toBeVisible();
  await rowOf(ana, 'w drop').hover();
  await rowOf(ana, 'w drop').getByRole('button', { name: 'Message actions' }).click();
  await ana.page.getByRole('menuitem', { name: 'Edit' }).click();
  await composer(ana.page).fill('w changed');
  await composer(ana.page).press('Enter');
  await expectTexts(ana, 'w ', ['w keep', 'w changed']);
  await ana.context.setOffline(false);
  await expectTexts(bia, 'w ', ['w keep', 'w changed']);
  await expect(rowOf(bia, 'w keep').getByRole('button', { name: '❤️ 1: Ana' })).toBeVisible();
});

test('the server may go away and come back: nothing is missed, nothing comes twice', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'r one');
  await openFromList(bia, 'Ana');
  await server.kill('SIGTERM');
  await write(ana, 'r two');
  await write(bia, 'r three');
  await server.restart();
  for (const seat of [ana, bia]) {
    await expectInSync(seat);
    await expect(messageLog(seat.page).getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
    await expect(messageLog(seat.page).getByText(/^r /)).toHaveCount(3);
  }
  const order = await messageLog(ana.page).getByText(/^r /).allInnerTexts();
  await expectTexts(
    bia,
    'r ',
    order.map((text) => text.trim()),
  );
});
