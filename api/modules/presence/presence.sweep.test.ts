import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processLostAfterMs, ProcessWatch } from '../../live/process-watch.js';
import { sweepPresence } from './presence.sweep.js';

/** What the records of people name; the sweep takes out who is gone. */
const database = vi.hoisted(() => ({ processes: new Map<string, Date | null>(), timesSearched: 0 }));

vi.mock('./presence.actions.js', () => ({
  findProcesses: async () => {
    database.timesSearched += 1;
    return [...database.processes.keys()];
  },
  removeProcess: async (processId: string) => database.processes.delete(processId),
}));

let watch: ProcessWatch;
let stop: () => Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  database.processes = new Map([['own', null]]);
  database.timesSearched = 0;
  watch = new ProcessWatch();
});
afterEach(async () => {
  await stop();
  vi.useRealTimers();
});

/** Time passes, and the feed goes on; those processes are heard every 3 s. */
async function pass(seconds: number, ...living: readonly string[]): Promise<void> {
  for (let second = 0; second < seconds; second += 3) {
    watch.advance(new Date());
    for (const processId of living) watch.hear(processId, new Date());
    await vi.advanceTimersByTimeAsync(3_000);
  }
}

function start(): void {
  stop = sweepPresence({ processId: 'own', processes: watch, log: pino({ level: 'silent' }) });
}

test('people of a process that ended before this one began are taken offline some seconds after it is known', async () => {
  database.processes.set('gone', null);
  start();
  await pass(processLostAfterMs / 1000);
  expect([...database.processes.keys()]).toEqual(['own', 'gone']);
  await pass(12);
  expect([...database.processes.keys()]).toEqual(['own']);
});

test('nobody of a process that lives is taken offline, and once all are heard they are searched for once a minute', async () => {
  database.processes.set('other', null);
  start();
  await pass(30, 'own', 'other');
  const { timesSearched } = database;
  await pass(120, 'own', 'other');
  expect(database.timesSearched - timesSearched).toBeLessThanOrEqual(2);
  expect([...database.processes.keys()]).toEqual(['own', 'other']);
});

test('one that was heard, and ends, is noticed without a search', async () => {
  database.processes.set('other', null);
  start();
  await pass(30, 'own', 'other');
  const { timesSearched } = database;
  await pass(27, 'own');
  expect([...database.processes.keys()]).toEqual(['own']);
  expect(database.timesSearched).toBe(timesSearched);
});
