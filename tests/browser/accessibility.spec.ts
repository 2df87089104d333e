/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { pdfFile, pngFile, wavFile } from '../testkit/uploads.js';
import {
  composer,
  createGroup,
  expectInSync,
  expectStill,
  messageLog,
  openFromList,
  rowOf,
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

/** Every rule in the light, and those about colours in the dark too: nothing else differs there. */
async function inspect(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectStill(page);
    // Everything is in one frame: no further page is needed to put the findings together.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (colorScheme === 'dark') axe.withRules(['color-contrast']);
    const { violations } = await axe.analyze();
    const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary ?? ''}`));
    expect.soft(findings, `${screen}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function choose({ page }: Seat, row: string, action: string): Promise<void> {
  await rowOf({ page } as Seat, row)
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: action }).click();
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('what is seen before signing in has no finding', async ({ page }) => {
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await inspect(page, 'sign-in, nothing filled in');
  await page.goto(`${server.url}/sign-up`);
  await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible();
  await inspect(page, 'sign-up');
  await page.goto(`${server.url}/forgot-password`);
  await expect(page.getByRole('button', { name: 'Send the link' })).toBeVisible();
  await inspect(page, 'forgotten password');
});

test('the list, the conversation and what opens beside and above them have no finding', async ({ browser }) => {
  test.setTimeout(240_000);
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const { page } = ana;
  await inspect(page, 'empty list');

  await createGroup(bia, 'Launch crew', ana);
  await write(
    bia,
    'plain words',
    '# Title\n\n- a list\n- `code` and **more**\n\n> quoted\n\n```js\nlet x = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  await write(bia, '🎉', 'https://example.test for all');
  await openFromList(ana, 'Launch crew');
  await page.locator('input[type=file]').setInputFiles(
    [await pngFile(300, 200, 'one.png'), await pngFile(200, 300, 'two.png'), wavFile, pdfFile].map(({ fileName, contentType, bytes }) => ({
      name: fileName,
      mimeType: contentType,
      buffer: Buffer.from(bytes),
    })),
  );
  await expect(page.getByRole('list', { name: 'Files for the next message' }).getByRole('listitem')).toHaveCount(4);
  await inspect(page, 'files for the next message');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await write(ana, 'to be edited', 'to be deleted');
  await choose(ana, 'to be edited', 'Edit');
  await composer(page).fill('was edited');
  await composer(page).press('Enter');
  await choose(ana, 'to be deleted', 'Delete');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).waitFor();
  await inspect(page, 'question before a deletion');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await choose(bia, 'was edited', 'Pin message');
  await choose(ana, 'plain words', 'Reply');
  await write(ana, 'an answer');
  await rowOf(ana, 'plain words').first().focus();
  await page.keyboard.press('Enter');
  await inspect(page, 'menu of a message');
  await page
    .getByRole('menuitemcheckbox', { name: /👍/ })
    .or(page.getByRole('menuitem', { name: /👍/ }))
    .first()
    .click();
  await expect(messageLog(page).getByRole('button', { name: /👍/ }).first()).toBeVisible();
  await ana.context.setOffline(true);
  await expect(page.getByText(/^Offline/).first()).toBeVisible();
  await write(ana, 'waits for the line');
  await inspect(page, 'conversation with all kinds of messages, offline');
  await ana.context.setOffline(false);
  await expectInSync(ana);
  await inspect(page, 'conversation with all kinds of messages');

  await choose(ana, 'was edited', 'About this message');
  await expect(page.getByText('What it said before')).toBeVisible();
  await inspect(page, 'about a message');
  await closeDialog(page);
  await messageLog(page)
    .getByRole('button', { name: /^Open the photo/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('img', { name: 'one.png' })).toBeVisible();
  await inspect(page, 'picture');
  await closeDialog(page);
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  await inspect(page, 'emoji');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show all pinned messages' }).click();
  await expect(page.getByRole('list', { name: 'Pinned messages' })).toBeVisible();
  await inspect(page, 'pinned messages');
  await page.getByRole('button', { name: 'Search in this conversation' }).click();
  await page.getByRole('textbox', { name: /^Search in / }).fill('code');
  await expect(page.getByRole('link', { name: /code/ }).last()).toBeVisible();
  await inspect(page, 'search in a conversation');
  await page.getByRole('button', { name: 'Conversation info' }).click();
  await expect(page.getByRole('button', { name: 'Photos, files and voice messages' })).toBeVisible();
  await inspect(page, 'information');
  await page.getByRole('button', { name: 'Photos, files and voice messages' }).click();
  await inspect(page, 'what was shared');
  await closeDialog(page);
  await page.getByRole('textbox', { name: 'Search', exact: true }).fill('words');
  await expect(page.locator('mark').first()).toBeVisible();
  await inspect(page, 'search in everything');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await inspect(page, 'palette');
  await page.keyboard.type('light');
  await inspect(page, 'palette, typed');
  await closeDialog(page);
  await page.getByRole('heading', { name: 'Conversations' }).click();
  await page.getByRole('link', { name: /Launch crew/ }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await inspect(page, 'keyboard shortcuts');
  await closeDialog(page);
  for (const name of ['New conversation', 'New group']) {
    await page.getByRole('button', { name: 'New conversation or group' }).first().click();
    await page.getByRole('menuitem', { name }).click();
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await inspect(page, name);
    await closeDialog(page);
  }
  await page.getByRole('button', { name: 'Menu of Ana' }).click();
  await inspect(page, 'own menu');
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await inspect(page, 'profile');
  await closeDialog(page);

  await page.setViewportSize({ width: 360, height: 740 });
  await inspect(page, 'conversation on a phone');
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('link', { name: /Launch crew/ })).toBeVisible();
  await inspect(page, 'list on a phone');
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.goto(`${server.url}/settings`);
  for (const section of [
    'Email and password',
    'Privacy',
    'Devices',
    'Appearance and language',
    'Notifications',
    'Access tokens',
    'Bots',
    'Webhooks',
    'Export and deletion',
  ]) {
    await page.getByRole('navigation').getByRole('link', { name: section }).click();
    await expect(
      page
        .getByRole('heading', { name: section, level: 1 })
        .or(page.getByRole('heading', { name: section }))
        .first(),
    ).toBeVisible();
    await inspect(page, `settings, ${section}`);
  }
});
