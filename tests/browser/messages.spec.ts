import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, expectInSync, messageLog, openDirect, openFromList, rowOf, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

async function choose(seat: Seat, text: string, action: string): Promise<void> {
  await rowOf(seat, text).first().focus();
  await seat.page.keyboard.press('Enter');
  await seat.page.getByRole('menuitem', { name: action }).click();
}

const bar = ({ page }: Seat) => page.getByRole('region', { name: 'Pinned messages' });

test('pins have a bar and a list for both, made without a line too; a message tells who has read it and what it said before', async ({
  browser,
}) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'the door code is 4711', 'lunch at noon');
  await openFromList(bia, 'Ana');

  await choose(ana, 'the door code', 'Pin message');
  await expect(bar(bia).getByRole('button', { name: 'Pinned message: the door code is 4711' })).toBeVisible();
  await bia.context.setOffline(true);
  await expect(bia.page.getByText(/^Offline/).first()).toBeVisible();
  await choose(bia, 'lunch at noon', 'Pin message');
  await expect(bar(bia).getByRole('button', { name: 'Pinned message 1 of 2: lunch at noon' })).toBeVisible();
  await bia.context.setOffline(false);
  await expectInSync(bia);
  await bar(ana)
    .getByRole('button', { name: /^Pinned message 1 of 2: lunch at noon/ })
    .click();
  await expect(messageLog(ana.page).getByText('lunch at noon', { exact: true })).toBeInViewport();
  await expect(bar(ana).getByRole('button', { name: /^Pinned message 2 of 2: the door code/ })).toBeVisible();

  await bar(ana).getByRole('button', { name: 'Show all pinned messages' }).click();
  const list = ana.page.getByRole('list', { name: 'Pinned messages' });
  await expect(list.getByRole('link')).toHaveCount(2);
  await list.getByRole('button', { name: 'Unpin message' }).first().click();
  await expect(list.getByRole('link')).toHaveCount(1);
  await expect(bar(bia).getByRole('button', { name: 'Pinned message: the door code is 4711' })).toBeVisible();
  await ana.page.keyboard.press('Escape');

  await choose(ana, 'the door code', 'Edit');
  await composer(ana.page).fill('the door code is 1234');
  await composer(ana.page).press('Enter');
  await expect(bar(bia).getByRole('button', { name: 'Pinned message: the door code is 1234' })).toBeVisible();
  await expect(rowOf(ana, 'the door code is 1234').getByText('edited')).toBeVisible();
  await choose(ana, 'the door code', 'About this message');
  const about = ana.page.getByRole('dialog', { name: 'About this message' });
  await expect(about.getByText('Read by 1 person')).toBeVisible();
  await expect(about.getByText(`@${bia.username}`)).toBeVisible();
  await expect(about.getByText('the door code is 4711')).toBeVisible();
  await ana.page.keyboard.press('Escape');
  // Earlier texts are read, never kept.
  await expect.poll(() => ana.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('4711');

  await choose(ana, 'the door code', 'Delete');
  await ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(bar(bia)).toBeHidden();
});

for (const browserFits of [true, false]) {
  test(`the field is as high as what is typed, also when the screen becomes narrower, ${browserFits ? 'by' : 'without'} the browser`, async ({
    browser,
  }) => {
    const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
    if (!browserFits) await withoutFieldSizing(ana);
    await openDirect(ana, bia);
    const field = composer(ana.page);
    const height = () => field.evaluate((element) => element.clientHeight);
    const empty = await height();
    await field.fill(
      'What is typed here stands in one line on a wide screen, and in several on a narrow one, where all of them can be read.',
    );
    const hidden = () => field.evaluate((element) => element.scrollHeight - element.clientHeight);
    const wide = await height();
    await ana.page.setViewportSize({ width: 360, height: 800 });
    await expect.poll(height).toBeGreaterThan(wide);
    await expect.poll(hidden).toBe(0);
    await ana.page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(height).toBe(wide);
    await field.fill('');
    await expect.poll(height).toBe(empty);
  });
}

/** As a browser that has no such property. */
async function withoutFieldSizing({ page }: Seat): Promise<void> {
  await page.addInitScript(() => {
    const { supports } = CSS;
    CSS.supports = (...[name, value]: [string, string?]) =>
      name !== 'field-sizing' && (value === undefined ? supports(name) : supports(name, value));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('textarea { field-sizing: fixed !important }');
    document.adoptedStyleSheets = [sheet];
  });
  await page.reload();
}
