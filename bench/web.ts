// What the web client costs: `npm run bench:web [starts] [--quick]`. A real Chromium against the built app and a server of its own.
import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { people, type Person } from '../tests/testkit/people.js';
import { startServer } from '../tests/testkit/server.js';
import { inParallel, median, printReport, readOptions, type Row } from './report.js';

const options = readOptions({ count: 7, quickCount: 2 });
const messageCount = 200;
const typed = 'What is typed while others write must appear at once, letter by letter, as on paper.';
const keyPauseMs = 60;
const eventsPerSecond = 20;

/** What the scripts below leave in the page. */
interface Marks {
  firstMessageAt?: number;
  longTasks: number[];
}

const server = await startServer();
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  // The last is her own: then nothing is unread, and the conversation opens at its end.
  for (let seq = 1; seq <= messageCount; seq += 1)
    await (seq < messageCount ? bia : ana).send(conversation, `message ${seq}, of the usual length of what people write`);

  const sizes = await measureSizes(ana, conversation);
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
  const page = await signIn(context, ana);
  await openConversation(page, conversation);
  const paints = await measurePaints(page);
  const alone = await measureTyping(page, null);
  const amongEvents = await measureTyping(page, () => bia.send(conversation, 'said meanwhile'));
  const rows: Row[] = [
    ...sizes,
    { name: 'first paint of cached messages after the script arrived, ms', values: [[median(paints), 0], spread(paints)] },
    { name: 'long tasks (> 50 ms) while typing, nothing arriving', values: [[alone.length, 0], longest(alone)] },
    { name: `… with ${eventsPerSecond} messages a second arriving`, values: [[amongEvents.length, 0], longest(amongEvents)] },
  ];
  const settings = [
    `${browser.browserType().name()} ${browser.version()}, ${options.count} starts, ${messageCount} messages, ${typed.length} keys at ${keyPauseMs} ms`,
  ];
  printReport('The web client', settings, ['value', 'range'], rows);
} finally {
  await browser.close();
  await server.stop();
}

/** Scripts as the server sends them, packed with gzip: of a first visit, and what is loaded on top once somebody is signed in. */
async function measureSizes(person: Person, conversationId: string): Promise<Row[]> {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
  const bodies = new Map<string, Promise<number>>();
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js'))
      bodies.set(
        pathname,
        response.body().then((body) => gzipSync(body).length),
      );
  });
  const sum = async () => (await Promise.all(bodies.values())).reduce((total, size) => total + size, 0) / 1000;
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in`, { waitUntil: 'networkidle' });
  const signInKb = await sum();
  await fillSignIn(page, person);
  await openConversation(page, conversationId);
  await page.waitForLoadState('networkidle');
  const chatKb = await sum();
  await context.close();
  return [
    { name: 'scripts of the sign-in route, gzip, kB', values: [[signInKb, 1], ''] },
    { name: 'scripts of the chat route, gzip, kB', values: [[chatKb, 1], ''] },
  ];
}

async function signIn(context: BrowserContext, person: Person): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in`);
  await fillSignIn(page, person);
  return page;
}

async function fillSignIn(page: Page, { username, password }: Person): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(username);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('nav').first().waitFor();
}

async function openConversation(page: Page, id: string): Promise<void> {
  await page.locator(`a[href="/c/${id}"]`).click();
  await page.getByRole('log').getByText(`message ${messageCount},`).waitFor();
}

/** From the arrival of the app's first script to the frame that shows a message, with no answer of the server: only what was kept can be shown. */
async function measurePaints(page: Page): Promise<number[]> {
  // What is kept is written a moment after it came.
  await page.waitForFunction(() =>
    Object.keys(localStorage).some((key) => key.includes(':cache:') && (localStorage.getItem(key) ?? '').includes('message 200')),
  );
  await page.addInitScript(() => {
    const marks: Marks = { longTasks: [] };
    Object.assign(window, { marks });
    const look = new MutationObserver(() => {
      if (!document.querySelector('[role="log"] [data-seq]')) return;
      look.disconnect();
      requestAnimationFrame(() => setTimeout(() => (marks.firstMessageAt = performance.now()), 0));
    });
    look.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => marks.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const blocker = await blockAnswers(page);
  const paints: number[] = [];
  // The first start compiles what the browser keeps compiled from then on; it does not count.
  for (let start = -1; start < options.count; start += 1) {
    await page.reload();
    await page.waitForFunction(() => (window as unknown as { marks: Marks }).marks.firstMessageAt !== undefined);
    const paint = await page.evaluate(() => {
      const scripts = performance.getEntriesByType('resource').filter(({ name }) => /\/assets\/start-.*\.js$/.test(name));
      const arrivedAt = (scripts[0] as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
      return ((window as unknown as { marks: Marks }).marks.firstMessageAt ?? 0) - arrivedAt;
    });
    if (start >= 0) paints.push(paint);
  }
  await blocker.detach();
  await page.reload();
  await page
    .getByText(/In sync|Em dia|En sincron/)
    .first()
    .waitFor();
  return paints;
}

/** In the browser itself: Playwright's own routes take every request through this process, scripts too, and cost more than what is measured. */
async function blockAnswers(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/graphql*'] });
  return session;
}

/** Milliseconds of each long task while somebody types in the open conversation. */
async function measureTyping(page: Page, sendOne: (() => Promise<unknown>) | null): Promise<number[]> {
  const composer = page.locator('textarea');
  await composer.fill('');
  await page.evaluate(() => void ((window as unknown as { marks: Marks }).marks.longTasks = []));
  const sends = Math.ceil((typed.length * keyPauseMs * eventsPerSecond) / 1000);
  const startedAt = Date.now();
  const others = sendOne
    ? inParallel(sends, sends, async (place) => {
        await new Promise((resolve) => setTimeout(resolve, startedAt + (place * 1000) / eventsPerSecond - Date.now()));
        await sendOne();
      })
    : Promise.resolve([]);
  await composer.pressSequentially(typed, { delay: keyPauseMs });
  await others;
  return page.evaluate(() => (window as unknown as { marks: Marks }).marks.longTasks);
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}`;
}

function longest(tasks: readonly number[]): string {
  return tasks.length === 0 ? 'none' : `longest ${Math.max(...tasks).toFixed(0)} ms`;
}
