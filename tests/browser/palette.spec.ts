/// <reference lib="dom" />
import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, expectInSync, openDirect, signInAgain, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const palette = ({ page }: Seat) => page.getByRole('dialog', { name: 'Commands' });
const field = (seat: Seat) => palette(seat).getByRole('combobox');
const chosen = (seat: Seat) => palette(seat).getByRole('option', { selected: true });

/** Opens the palette, types, and does what is chosen once it is what was meant. */
async function command(seat: Seat, typed: string, meant: string | RegExp): Promise<void> {
  await seat.page.keyboard.press('Control+k');
  await expect(field(seat)).toBeFocused();
  await seat.page.keyboard.type(typed);
  await expect(chosen(seat)).toHaveAccessibleName(meant);
  await seat.page.keyboard.press('Enter');
  await expect(palette(seat)).toBeHidden();
}

test('by the keyboard alone one goes anywhere and does anything, without a line too, and the focus comes back to where it was', async ({
  browser,
}) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  const { page } = ana;
  await openDirect(bia, ana);
  await write(bia, 'take an umbrella');
  await expect(page.getByRole('link', { name: /take an umbrella/ })).toBeVisible();

  // What is unread comes first.
  await command(ana, '', /^Bia/);
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('half a thou');

  await command(ana, 'dark', 'Appearance: Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('ght?');
  await expect(composer(page)).toHaveValue('half a thought?');

  await page.keyboard.press('Control+k');
  await page.keyboard.press('End');
  await expect(chosen(ana)).toHaveAccessibleName('Sign out');
  await expect(field(ana)).toHaveAttribute('aria-activedescendant', (await chosen(ana).getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(palette(ana).getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+k');
  await expect(palette(ana)).toBeHidden();
  await expect(composer(page)).toBeFocused();

  // Somebody new, found by the server; another dialog has the keys to itself.
  await command(ana, caio.username, new RegExp(`@${caio.username}`));
  await expect(page.getByRole('heading', { name: 'Caio' })).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await command(ana, 'newgr', 'New group');
  await expect(page.getByRole('dialog', { name: 'New group' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(composer(page)).toBeFocused();

  await ana.context.setOffline(true);
  await expect(page.getByText(/^Offline/).first()).toBeVisible();
  await command(ana, 'mute 8', 'Mute: For 8 hours');
  await expect(page.getByRole('link', { name: /Caio/ }).getByRole('img', { name: 'Muted' })).toBeVisible();
  await command(ana, 'bi', /^Bia/);
  await expect(composer(page)).toHaveValue('half a thought?');
  await ana.context.setOffline(false);
  await expectInSync(ana);

  await command(ana, 'keyb', /^Keyboard shortcuts/);
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Edit your last message')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');

  await command(ana, 'umbrella', 'Search messages for “umbrella”');
  await expect(page.getByRole('textbox', { name: 'Search', exact: true })).toBeFocused();
  await expect(page.getByRole('link', { name: /take an umbrella/ }).locator('mark')).toHaveText('umbrella');
  await command(ana, 'lan por', 'Language: Português');
  await expect(page.getByRole('heading', { name: 'Conversas' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('aparencia e');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName('Aparência: Escura Escolhido agora');
  await page.keyboard.press('Escape');

  // From the settings too.
  await page.goto(`${server.url}/settings/privacy`);
  await expect(page.getByRole('heading', { name: 'Privacidade' }).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('conf dispo');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^Configurações: /);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/settings\/sessions$/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('sair');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName('Sair');
  await page.keyboard.press('Enter');
  // What was begun elsewhere would be lost.
  await expect(page.getByRole('alertdialog')).toContainText('O que você começou a escrever');
  await page.getByRole('button', { name: 'Sair' }).click();
  await expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible();
});

test('a part of the app that cannot be loaded says so in a line, and comes when it is asked for again', async ({ browser }) => {
  const [seat] = await takeSeats(browser, server.url, 'Ana');
  // The service worker keeps all parts: here it has not had the time to fetch them.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const ana = await signInAgain(seat, server.url, context);
  const { page } = ana;
  const parts = /\/assets\/(command-palette|settings|search-everything)-.*\.js$/;
  await context.route(parts, (route) => route.abort());
  const failure = page.getByRole('alert').filter({ hasText: 'This part could not be loaded.' });

  await page.keyboard.press('Control+k');
  await expect(failure).toBeVisible();
  await failure.getByRole('button', { name: 'Close' }).click();
  await expect(failure).toBeHidden();
  await page.keyboard.press('Control+k');
  await context.unroute(parts);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(palette(ana)).toBeVisible();
  await page.keyboard.press('Escape');

  // In its own place, with the rest as it was; it comes by itself with the line.
  await context.route(parts, (route) => route.abort());
  await page.getByRole('search').getByRole('textbox').fill('bia');
  await expect(failure).toBeVisible();
  await context.unroute(parts);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('No message has all of these words.')).toBeVisible();
  await expect(failure).toBeHidden();
});
