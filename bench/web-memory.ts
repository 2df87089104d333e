// Whether the web client's memory stays flat: `npm run bench:web-memory [minutes] [--quick]`. A real Chromium reads while everything arrives.
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type CDPSession } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { refreshDocument, type AuthView } from '../tests/testkit/documents.js';
import { people, type Person } from '../tests/testkit/people.js';
import { startServer } from '../tests/testkit/server.js';
import { median, printReport, readOptions, type Row } from './report.js';

const options = readOptions({ count: 60, quickCount: 1 });
const eventsPerSecond = 10;

const editDocument = 'mutation Edit($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }';
const reactDocument = 'mutation React($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }';
const deleteDocument = 'mutation Delete($id: ID!) { deleteMessage(messageId: $id) { id } }';

/** After a collection of garbage: what is held, and what hangs on the page. */
interface Held {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

const server = await startServer();
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const { ana, bia } = await people(server, 'ana', 'bia');
  const open = await ana.startDirect(bia);
  const other = await bia.createGroup('Somewhere else', ana);
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(`${server.url}/sign-in`);
  await page.locator('input[autocomplete="username"]').fill(ana.username);
  await page.locator('input[type="password"]').fill(ana.password);
  await page.keyboard.press('Enter');
  await page.locator(`a[href="/c/${open}"]`).click();
  await page.locator('textarea').waitFor();

  const session = await page.context().newCDPSession(page);
  const held: Held[] = [];
  let events = 0;
  const startedAt = performance.now();
  for (let minute = 0; minute <= options.count; minute += 1) {
    for (; performance.now() - startedAt < minute * 60_000; events += 1) {
      await (events % 5 === 4 ? bia.send(other, `elsewhere ${events}`) : changeSomething(bia, open, events));
      await pause(startedAt + (events * 1000) / eventsPerSecond - performance.now());
    }
    // Before its token ends.
    if (minute % 10 === 5) await signInAgain(bia);
    if (events > 0) await page.getByRole('log').getByText('message').last().waitFor();
    const now = await readHeld(session);
    held.push(now);
    console.log(`minute ${minute}: ${events} events, heap ${now.heapMb.toFixed(1)} MB, ${now.nodes} nodes, ${now.listeners} listeners`);
  }
  // What the first minutes compile and load is not growth.
  const settled = held.slice(Math.min(5, held.length - 1));
  const part = Math.ceil(settled.length / 4);
  const row = (name: string, of: (held: Held) => number, decimals: number): Row => {
    const [first, last] = [median(settled.slice(0, part).map(of)), median(settled.slice(-part).map(of))];
    return {
      name,
      values: [
        [first, decimals],
        [last, decimals],
        [last / first, 2],
      ],
    };
  };
  printReport(
    'The web client’s memory',
    [`${events} events in ${options.count} minutes, chromium ${browser.version()}`],
    ['first quarter', 'last quarter', 'ratio'],
    [row('heap, MB', ({ heapMb }) => heapMb, 1), row('nodes', ({ nodes }) => nodes, 0), row('listeners', ({ listeners }) => listeners, 0)],
  );
} finally {
  await browser.close();
  await server.stop();
}

async function signInAgain(person: Person): Promise<void> {
  const { refreshToken } = person;
  const { refreshSession } = await person.request<{ refreshSession: AuthView }>(refreshDocument, { refreshToken });
  const { accessToken, refreshToken: next } = refreshSession;
  if (next === null) throw new Error('The server gave no refresh token.');
  Object.assign(person, { accessToken, refreshToken: next });
}

/** Mostly messages, some of which are changed again. */
async function changeSomething(person: Person, conversationId: string, place: number): Promise<void> {
  const { id } = await person.send(conversationId, `message ${place}, of the usual length of what people write`);
  if (place % 10 === 1) await person.request(reactDocument, { id });
  if (place % 10 === 2) await person.request(editDocument, { id, text: `message ${place}, said better` });
  if (place % 50 === 3) await person.request(deleteDocument, { id });
}

async function readHeld(session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapMb: usedSize / 1e6, nodes, listeners: jsEventListeners };
}
