// What the web client costs: `npm run bench:web [starts] [--quick]`. A real Chromium against the built app and a server of its own.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { sendMessageDocument } from '../tests/testkit/documents.js';
import { people, type Person } from '../tests/testkit/people.js';
import { startServer } from '../tests/testkit/server.js';
import { openFilling } from './filling.js';
import { openCaller } from './graphql-socket.js';
import { median, printReport, readOptions, type Row } from './report.js';

const options = readOptions({ count: 7, quickCount: 2 });
const messageCount = 200;
const typed = 'What is typed while others write must appear at once, letter by letter, as on paper.';
const keyPauseMs = 60;
/** One run says little: whether a frame of 16 ms is in time hangs on what else the machine does. */
const typingRuns = options.quick ? 1 : 8;
const longCount = options.quick ? 2_000 : 50_000;
const eventsPerSecond = 200;
/** No more operations may be under way on one socket than 20. */
const lanes = 16;
/** A screen shows 60 frames a second; one that comes later than this was preceded by one that did not come. */
const frameMs = 1000 / 60;

/** What the scripts below leave in the page. */
interface Marks {
  firstMessageAt?: number;
  longTasks: number[];
  /** When each frame began. */
  frames: number[];
  /** From each key to the frame that shows its letter. */
  keys: number[];
}

const filling = await openFilling();
const server = await startServer({ env: filling.env });
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  // The last is her own: then nothing is unread, and the conversation opens at its end; so with the long one.
  for (let seq = 1; seq <= messageCount; seq += 1)
    await (seq < messageCount ? bia : ana).send(conversation, `message ${seq}, of the usual length of what people write`);

  const long = await bia.createGroup('Long', ana);
  await filling.fill(server, bia, [long], longCount);
  await ana.send(long, 'the last of many');

  const sizes = await measureSizes(ana, conversation);
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
  const page = await signIn(context, ana);
  await openConversation(page, conversation);
  const paints = await measurePaints(page);
  await page.goto(`${server.url}/c/${long}`);
  await page.getByRole('log').getByText('the last of many').waitFor();
  await waitUntilInSync(page);
  const alone = await measureTypings(page, null);
  const sender = await openCaller(server.wsUrl, bia);
  const text = 'said meanwhile, of the usual length of what people write';
  const sendTo = (conversationId: string) => () =>
    sender.call(sendMessageDocument, { input: { conversationId, clientId: randomUUID(), text } });
  const elsewhere = await measureTypings(page, sendTo(conversation));
  const here = await measureTypings(page, sendTo(long));
  await page.getByRole('log').getByText('said meanwhile').last().waitFor();
  await context.close();
  // What the machine misses by itself while it also sends, stores and tells: a page that does nothing.
  const empty = await openEmptyPage();
  const control = await measureTypings(empty, sendTo(long));
  await sender.close();
  const rows: Row[] = [
    ...sizes,
    { name: 'first paint of cached messages after the script arrived, ms', values: [[median(paints), 0], spread(paints)] },
    ...typingRows(`typing, ${longCount.toLocaleString('en')} messages in the conversation`, alone),
    ...typingRows(`… ${eventsPerSecond} messages a second arriving in another one`, elsewhere),
    ...typingRows(`… ${eventsPerSecond} messages a second arriving in this one, at whose end it is`, here),
    ...typingRows(`… the same sent, typing in an empty page that hears of nothing`, control),
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
  await watch(page);
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
  await waitUntilInSync(page);
  return paints;
}

async function openEmptyPage(): Promise<Page> {
  const page = await browser.newPage();
  await watch(page);
  await page.goto('about:blank');
  await page.evaluate(() => document.body.append(document.createElement('textarea')));
  return page;
}

/** From the next page that it opens on. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const marks: Marks = { longTasks: [], frames: [], keys: [] };
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
    // A method: a function that is given a name would come with the compiler's help for that, which the page does not have.
    const watch = {
      frame(at: number) {
        marks.frames.push(at);
        requestAnimationFrame((next) => watch.frame(next));
      },
    };
    requestAnimationFrame((first) => watch.frame(first));
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => marks.keys.push(performance.now() - timeStamp), 0));
    });
  });
}

async function waitUntilInSync(page: Page): Promise<void> {
  await page.getByText('In sync').first().waitFor();
}

/** In the browser itself: Playwright's own routes take every request through this process, scripts too, and cost more than what is measured. */
async function blockAnswers(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/graphql*'] });
  return session;
}

interface Typing {
  readonly longTasks: readonly number[];
  readonly frames: readonly number[];
  readonly keys: readonly number[];
  readonly perSecond: number;
}

/** After a first one, which compiles what the others find compiled. */
async function measureTypings(page: Page, sendOne: (() => Promise<unknown>) | null): Promise<Typing[]> {
  await page.bringToFront();
  const typings: Typing[] = [];
  for (let run = 0; run <= typingRuns; run += 1) typings.push(await measureTyping(page, sendOne));
  return typings.slice(1);
}

/** Somebody types in the open conversation. */
async function measureTyping(page: Page, sendOne: (() => Promise<unknown>) | null): Promise<Typing> {
  const composer = page.locator('textarea');
  await composer.fill('');
  await page.evaluate(() => Object.assign((window as unknown as { marks: Marks }).marks, { longTasks: [], frames: [], keys: [] }));
  const startedAt = performance.now();
  let sent = 0;
  let goesOn = true;
  const lane = async () => {
    while (goesOn && sendOne) {
      const place = sent++;
      await pause(startedAt + (place * 1000) / eventsPerSecond - performance.now());
      await sendOne();
    }
  };
  const others = Promise.all(Array.from({ length: lanes }, lane));
  await composer.pressSequentially(typed, { delay: keyPauseMs });
  const perSecond = (sent * 1000) / (performance.now() - startedAt);
  goesOn = false;
  const { longTasks, frames, keys } = await page.evaluate(() => (window as unknown as { marks: Marks }).marks);
  await others;
  return { longTasks, frames, keys, perSecond };
}

function typingRows(name: string, typings: readonly Typing[]): Row[] {
  const gapsOf = ({ frames }: Typing) => frames.slice(1).map((at, place) => at - (frames[place] ?? at));
  const missedOf = (typing: Typing) => gapsOf(typing).reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frameMs) - 1), 0);
  const keys = typings.flatMap((typing) => typing.keys);
  const longTasks = typings.flatMap((typing) => typing.longTasks);
  const missed = typings.map(missedOf);
  const sum = missed.reduce((total, count) => total + count, 0);
  const frameCount = typings.reduce((total, { frames }) => total + frames.length, sum);
  const perSecond = median(typings.map((typing) => typing.perSecond));
  return [
    { name: `${name}: frames missed of ${frameCount}`, values: [[sum, 0], `${longest(typings.flatMap(gapsOf))}`] },
    { name: '  in each run', values: [missed.join(' '), ''] },
    { name: '  from a key to its letter, ms', values: [[median(keys), 0], spread(keys)] },
    { name: '  long tasks (> 50 ms)', values: [[longTasks.length, 0], longest(longTasks)] },
    ...(perSecond > 0 ? [{ name: '  messages a second sent', values: [[perSecond, 0], ''] } satisfies Row] : []),
  ];
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}`;
}

function longest(tasks: readonly number[]): string {
  return tasks.length === 0 ? 'none' : `longest ${Math.max(...tasks).toFixed(0)} ms`;
}
