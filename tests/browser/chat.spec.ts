import { expect, type Browser, type Locator, type Route } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  composer,
  expectTexts,
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

test('two people talk live, and see each other type, receive and read', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'say hello');
  await openFromList(bia, 'Ana');
  await expectTexts(bia, 'say', ['say hello']);
  await expect(rowOf(ana, 'say hello').getByRole('img', { name: 'Read', exact: true })).toBeVisible();

  await composer(bia.page).pressSequentially('say hi');
  await expect(ana.page.getByText('Bia is typing…').first()).toBeVisible();
  await composer(bia.page).press('Enter');
  await expectTexts(ana, 'say', ['say hello', 'say hi']);
  await expect(ana.page.getByText('Bia is typing…')).toHaveCount(0);
});

test('what arrives elsewhere counts as unread, in the list and in the title, until it is seen', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'news 1', 'news 2');
  await expect(bia.page).toHaveTitle(/^\(2\)/);
  await expect(bia.page.getByRole('navigation').getByText('2 unread messages')).toBeVisible();
  await expect(rowOf(ana, 'news 2').getByRole('img', { name: 'Delivered' })).toBeVisible();
  await openFromList(bia, 'Ana');
  await expect(messageLog(bia.page).getByText('New messages')).toBeVisible();
  await expect(bia.page).not.toHaveTitle(/^\(/);
  await expect(bia.page.getByRole('navigation').getByText('2 unread messages')).toHaveCount(0);
  // The divider stays where it was at opening.
  await expect(messageLog(bia.page).getByText('New messages')).toBeVisible();
});

test('what is read as it comes is at no moment unread, in the list or in the title', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'say 0');
  await openFromList(bia, 'Ana');
  await expect(rowOf(ana, 'say 0').getByRole('img', { name: 'Read', exact: true })).toBeVisible();
  await expect(bia.page).not.toHaveTitle(/^\(/);
  const said = await bia.page.evaluateHandle(() => {
    const found: string[] = [];
    const look = () => {
      const text = `${document.title} ${document.querySelector('nav')?.textContent}`;
      if (/^\(|unread/.test(text)) found.push(text);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    return found;
  });
  for (const text of ['say 1', 'say 2', 'say 3']) {
    await write(ana, text);
    await expect(rowOf(ana, text).getByRole('img', { name: 'Read', exact: true })).toBeVisible();
  }
  await expectTexts(bia, 'say', ['say 0', 'say 1', 'say 2', 'say 3']);
  expect(await said.jsonValue()).toEqual([]);
});

test('the other one sees an edit, a reaction and a deletion', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'first draft', 'soon gone');
  await openFromList(bia, 'Ana');
  await expectTexts(bia, 'first', ['first draft']);

  await rowOf(bia, 'first draft').hover();
  await rowOf(bia, 'first draft').getByRole('button', { name: 'React with 👍' }).click();
  await expect(rowOf(ana, 'first draft').getByRole('button', { name: '👍 1: Bia' })).toBeVisible();

  await rowOf(ana, 'first draft').hover();
  await rowOf(ana, 'first draft').getByRole('button', { name: 'Message actions' }).click();
  await ana.page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(composer(ana.page)).toHaveValue('first draft');
  // What was begun goes on where it was left.
  await composer(ana.page).fill('first, said be');
  await ana.page.goto(server.url);
  await openFromList(ana, 'Bia');
  await expect(composer(ana.page)).toHaveValue('first, said be');
  await composer(ana.page).fill('first and final');
  await composer(ana.page).press('Enter');
  await expect(rowOf(bia, 'first and final').getByText('edited')).toBeVisible();
  await expect(rowOf(bia, 'first and final').getByRole('button', { name: '👍 1: Bia' })).toBeVisible();

  await rowOf(ana, 'soon gone').hover();
  await rowOf(ana, 'soon gone').getByRole('button', { name: 'Message actions' }).click();
  await ana.page.getByRole('menuitem', { name: 'Delete' }).click();
  await ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(messageLog(bia.page).getByText('This message was deleted')).toBeVisible();
  await expect(messageLog(bia.page).getByText('soon gone')).toHaveCount(0);
  await expect(messageLog(ana.page).getByText('You deleted this message')).toBeVisible();
});

/** Ana has written 130 lines, and Bia opens them where they begin to be unread. */
async function openLongUnread(browser: Browser) {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const texts = Array.from({ length: 130 }, (_, index) => `line ${index + 1}`);
  await sendThroughApi(server, ana, new URL(ana.page.url()).pathname.split('/').at(-1) ?? '', texts);
  await openFromList(bia, 'Ana');
  const log = messageLog(bia.page);
  await expect(log.getByText('New messages')).toBeVisible();
  return { bia, log, texts };
}

test('long history opens at what is unread and loads in both directions, each message once and in order', async ({ browser }) => {
  const { bia, log, texts } = await openLongUnread(browser);
  await expect(log.getByText('line 1', { exact: true })).toBeVisible();

  await readPastTheLastPage(bia, log);
  await log.press('Home');
  await expect(log.getByText('line 1', { exact: true })).toBeInViewport();
  expect(await collectLines(log, 'line 130', 250)).toEqual(texts);

  // Another browser of hers starts at the end, where nothing is unread any more.
  await expect(async () => {
    await log.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(bia.page.getByRole('navigation').getByText(/unread message/)).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  // A page that opens now begins with what is kept of this one.
  await expect.poll(() => bia.page.evaluate(() => Object.values(localStorage).join())).toMatch(/"viewerState":\{[^}]*"lastReadSeq":130\b/);
  const page = await bia.context.newPage();
  await page.goto(bia.page.url());
  await expect(messageLog(page).getByText('line 130')).toBeVisible();
  expect(await collectLines(messageLog(page), 'line 1', -250)).toEqual(texts);
});

test('who answers while reading in the past reads on there', async ({ browser }) => {
  const { bia, log } = await openLongUnread(browser);
  await write(bia, 'an answer');
  await readPastTheLastPage(bia, log);
});

test('who is at the end stays there when the screen turns, and when a keyboard comes up', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const texts = Array.from(
    { length: 40 },
    (_, index) => `line ${index + 1}, which is longer than a small screen is wide, and so takes two of its rows`,
  );
  await sendThroughApi(server, ana, new URL(ana.page.url()).pathname.split('/').at(-1) ?? '', texts);
  const log = messageLog(ana.page);
  await expect(log.getByText(/^line 40,/)).toBeInViewport();
  for (const [width, height] of [
    [768, 1024],
    [360, 740],
    [360, 420],
    [740, 360],
    [1280, 800],
  ] as const) {
    await ana.page.setViewportSize({ width, height });
    // Less than a row: heights that are no whole pixels leave one or two.
    await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(10);
  }
});

test('who reads along at the end for long stays there while the run is cut, and finds all of it above', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const texts = Array.from({ length: 320 }, (_, index) => `line ${index + 1}`);
  const id = new URL(ana.page.url()).pathname.split('/').at(-1) ?? '';
  await sendThroughApi(server, bia, id, texts.slice(0, 5));
  const log = messageLog(ana.page);
  await expect(log.getByText('line 5', { exact: true })).toBeInViewport();
  await log.evaluate((element) => (element.dataset['seen'] = 'before'));
  await sendThroughApi(server, bia, id, texts.slice(5));
  await expect(log.getByText('line 320')).toBeInViewport();
  await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(10);
  // It is the same list, of which no more is held than the newest few hundred.
  await expect(log).toHaveAttribute('data-seen', 'before');
  expect(await log.evaluate((element) => element.scrollHeight)).toBeLessThan(260 * 40);
  expect(await collectLines(log, 'line 1', -400)).toEqual(texts);
});

test('who has gone up, by wheel or by keys, has the same message in the same place while others come', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const id = new URL(ana.page.url()).pathname.split('/').at(-1) ?? '';
  const say = (from: number, to: number) =>
    sendThroughApi(
      server,
      bia,
      id,
      Array.from({ length: to - from + 1 }, (_, place) => `line ${from + place}`),
    );
  await say(1, 60);
  const log = messageLog(ana.page);
  const line = (text: string) => log.getByText(text, { exact: true });
  await expect(line('line 60')).toBeInViewport();

  await log.hover();
  await expect(async () => {
    await ana.page.mouse.wheel(0, -200);
    await expect(line('line 30')).toBeInViewport({ timeout: 200 });
  }).toPass();
  const { y } = (await line('line 30').boundingBox()) ?? { y: NaN };
  await say(61, 90);
  await expect(ana.page.getByRole('button', { name: /^Jump to the latest.*30 unread/ })).toBeVisible();
  expect(Math.abs(((await line('line 30').boundingBox())?.y ?? NaN) - y)).toBeLessThan(2);

  await log.press('End');
  await expect(line('line 90')).toBeInViewport();
  for (let step = 0; step < 25; step += 1) await ana.page.keyboard.press('ArrowUp');
  const focused = log.locator('[data-row]:focus');
  await expect(focused).toBeInViewport();
  const seq = (await focused.getAttribute('data-seq')) ?? '';
  await say(91, 120);
  await expect(ana.page.getByRole('button', { name: /^Jump to the latest.*30 unread/ })).toBeVisible();
  await expect(log.locator(`[data-seq="${seq}"]`)).toBeFocused();
  await expect(focused).toBeInViewport();
});

test('who writes several lines at the end stays there while others come', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const id = new URL(ana.page.url()).pathname.split('/').at(-1) ?? '';
  const texts = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
  await sendThroughApi(server, bia, id, texts);
  const log = messageLog(ana.page);
  await expect(log.getByText('line 40', { exact: true })).toBeInViewport();
  const field = composer(ana.page);
  await field.focus();
  for (let row = 0; row < 4; row += 1) {
    await ana.page.keyboard.type('a row of what is being written');
    await ana.page.keyboard.press('Shift+Enter');
  }
  await ana.page.keyboard.type('and more');
  await sendThroughApi(server, bia, id, ['line 41', 'line 42']);
  await expect(log.getByText('line 42', { exact: true })).toBeInViewport();
  await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(10);
});

/** Whoever is at the end of what is loaded before the last page comes reads on there, and is not taken to its end. */
async function readPastTheLastPage({ page }: Seat, log: Locator): Promise<void> {
  const held: Route[] = [];
  await page.route('**/graphql', async (route) => {
    const { variables } = route.request().postDataJSON() as { variables?: { around?: number } };
    if ((variables?.around ?? 0) > 100) held.push(route);
    else await route.continue();
  });
  await log.hover();
  await expect(async () => {
    await page.mouse.wheel(0, 300);
    expect(held).toHaveLength(1);
  }).toPass({ intervals: [20] });
  await expect(async () => {
    await page.mouse.wheel(0, 300);
    expect(await log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(2);
  }).toPass({ intervals: [200] });
  const lastLoaded = await log.locator('[data-seq]').last().getAttribute('data-seq');
  await held[0]?.continue();
  await expect(log.locator(`[data-seq="${Number(lastLoaded) + 1}"]`)).toBeAttached();
  await expect(log.locator(`[data-seq="${lastLoaded}"]`)).toBeInViewport();
  await page.unrouteAll();
}

/** Scrolls until the wanted line was on the screen; all that were there, by number. A list that is virtual never holds all at once. */
async function collectLines(log: Locator, until: string, step: number): Promise<string[]> {
  const seen = new Set<string>();
  await expect(async () => {
    for (const text of await log.getByText(/^line \d+$/).allInnerTexts()) seen.add(text.trim());
    // Two frames: what came into sight has been drawn.
    const scroll = (element: Element, by: number) => {
      element.scrollBy(0, by);
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    };
    await log.evaluate(scroll, step);
    expect(seen.has(until)).toBe(true);
  }).toPass({ timeout: 60_000, intervals: [20] });
  return [...seen].sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)));
}
