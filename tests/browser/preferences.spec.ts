import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { expectInSync, openDirect, openFromList, signInAgain, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const row = (page: Page, name: string) => list(page).getByRole('link', { name });
const names = (page: Page) => list(page).getByRole('link').locator('bdi').first();

/** By the right mouse button on the row, as on any list. */
async function choose({ page }: Seat, name: string, item: string): Promise<void> {
  await row(page, name).click({ button: 'right' });
  await page
    .getByRole('menuitem', { name: item, exact: true })
    .or(page.getByRole('menuitemradio', { name: item }))
    .click();
}

test('a pinned conversation stays on top, on all devices, until it is unpinned', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await openDirect(ana, bia);
  await write(ana, 'first');
  await openDirect(ana, caio);
  await write(ana, 'second');
  await expect(names(ana.page)).toHaveText('Caio');

  await choose(ana, 'Bia', 'Pin');
  await expect(names(ana.page)).toHaveText('Bia');
  const phone = await signInAgain(ana, server.url);
  await expect(names(phone.page)).toHaveText('Bia');
  await ana.page.reload();
  await expect(names(ana.page)).toHaveText('Bia');
  await choose(phone, 'Bia', 'Unpin');
  await expect(names(ana.page)).toHaveText('Caio');
});

test('an archived conversation is put away with all that is new in it, also without a line, and can be taken out', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await openDirect(ana, bia);
  await write(ana, 'to bia');
  await openDirect(ana, caio);
  await write(ana, 'to caio');
  await openFromList(bia, 'Ana');

  await ana.context.setOffline(true);
  await choose(ana, 'Bia', 'Archive');
  await expect(row(ana.page, 'Bia')).toHaveCount(0);
  await ana.context.setOffline(false);
  await expectInSync(ana);
  await write(bia, 'are you there?');

  await ana.page.getByRole('button', { name: 'Menu of Ana' }).click();
  await ana.page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(ana.page.getByRole('heading', { name: 'Archive' })).toBeVisible();
  await expect(row(ana.page, 'Bia')).toContainText('are you there?');
  await expect(row(ana.page, 'Caio')).toHaveCount(0);
  await choose(ana, 'Bia', 'Take out of the archive');
  await expect(ana.page.getByText('Nothing put away')).toBeVisible();
  await ana.page.getByRole('button', { name: 'Back to conversations' }).first().click();
  await expect(row(ana.page, 'Bia')).toBeVisible();
});

test('a conversation is muted, and marked as unread until it is opened', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await openDirect(ana, caio);
  await write(ana, 'hello');
  await openDirect(ana, bia);
  await write(ana, 'hello');

  await choose(ana, 'Caio', 'For 8 hours');
  await expect(row(ana.page, 'Caio').getByRole('img', { name: 'Muted' })).toBeVisible();
  await choose(ana, 'Caio', 'Unmute');
  await expect(row(ana.page, 'Caio').getByRole('img', { name: 'Muted' })).toHaveCount(0);

  await choose(ana, 'Caio', 'Mark as unread');
  await expect(row(ana.page, 'Caio').getByRole('img', { name: 'Marked as unread' })).toBeVisible();
  await expect(ana.page).toHaveTitle(/^\(1\)/);
  const phone = await signInAgain(ana, server.url);
  await openFromList(phone, 'Caio');
  await expect(row(ana.page, 'Caio').getByRole('img', { name: 'Marked as unread' })).toHaveCount(0);

  await ana.page.getByRole('button', { name: 'Options for Bia' }).last().click();
  await ana.page.getByRole('menuitemradio', { name: 'Mentions of me' }).click();
  await ana.page.keyboard.press('Escape');
  await phone.page.getByRole('link', { name: 'Bia' }).click({ button: 'right' });
  await expect(phone.page.getByRole('menuitemradio', { name: 'Mentions of me' })).toBeChecked();
});
