import { Agent, get } from 'node:http';
import { expect, test } from 'vitest';
import { people, type Person } from '../testkit/people.js';
import { countSubscribers, onEveryProcess, readLog, startProcesses, workerPids } from '../testkit/processes.js';
import type { TestServer } from '../testkit/server.js';
import { waitDeadlineMs, waitFor, withinDeadline } from '../testkit/wait.js';
import { expectHeardOnce, expectStoredOnce, observe, readMessages, sendAll, stormDeadlineMs, type Acknowledged } from './storm.js';

const messagesPerSender = 25;
const senderNames = ['ana', 'bia', 'caio', 'duda', 'edu', 'fabi'] as const;
const count = 2;

/** Six senders in one group with olga, who watches; what was acknowledged so far is in the list. */
async function startStorm(server: TestServer) {
  const everybody = await people(server, ...senderNames, 'olga');
  const { olga } = everybody;
  const senders: Person[] = senderNames.map((name) => everybody[name]);
  const group = await olga.createGroup('Tempestade', ...senders);
  const firstSeq = (await readMessages(olga, group)).length + 1;
  const acknowledged: Acknowledged[] = [];
  const start = () => Promise.all(senders.map((sender) => sendAll([sender], group, messagesPerSender, acknowledged)));
  const went = (wanted: number) =>
    waitFor(
      () => acknowledged.length >= wanted,
      () => `${acknowledged.length} of ${wanted} messages went through`,
      stormDeadlineMs,
    );
  return { olga, group, firstSeq, acknowledged, start, went };
}

test(
  'a SIGKILL of one process under load loses, repeats and reorders nothing, and the process comes back',
  { timeout: 240_000 },
  async () => {
    const server = await startProcesses(count);
    const { olga, group, firstSeq, acknowledged, start, went } = await startStorm(server);
    const cursor = await olga.eventCursor();
    const observers = Array.from({ length: 2 * count }, () => observe([olga.on(server)], cursor));
    await waitFor(
      async () => [...(await countSubscribers(server)).values()].every((subscribers) => subscribers > 0),
      () => 'the observers are not on every process',
    );
    const sending = start();
    await went(40);
    const victim = workerPids(server).get(1);
    if (!victim) throw new Error(`The log does not tell the pid of a worker:\n${server.logs}`);
    const knocking = knock(server);
    process.kill(victim, 'SIGKILL');
    await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${server.logs}`, stormDeadlineMs);

    const stored = await readMessages(olga, group);
    expectStoredOnce(stored, acknowledged);
    expect(acknowledged).toHaveLength(senderNames.length * messagesPerSender);
    for (const observer of observers) await expectHeardOnce(observer, firstSeq, stored.length, () => server.logs);
    // Some were on the process that ended, some were not and did not notice.
    expect(
      observers
        .map(({ connections }) => connections)
        .sort()
        .at(0),
    ).toBe(1);
    expect(
      observers
        .map(({ connections }) => connections)
        .sort()
        .at(-1),
    ).toBe(2);

    await waitFor(
      async () => readLog(server).some(({ msg, process }) => process === 1 && /is back/.test(msg)) && (await readReadiness(server)),
      () => `the process does not come back\n${server.logs}`,
    );
    // Nobody was sent to a process that could not serve yet, or was left without an answer.
    expect(new Set(await knocking.stop())).toEqual(new Set([200]));
    expect(readLog(server).find(({ msg }) => /has ended/.test(msg))).toMatchObject({
      process: 1,
      msg: expect.stringContaining('SIGKILL') as string,
    });
    expect(workerPids(server).get(1)).not.toBe(victim);
    expect(await readReadiness(server)).toBe(`ok, ${count} of ${count} processes serve`);
    // It serves as the others do.
    await Promise.all(observers.map((observer) => observer.stop()));
    const devices = await onEveryProcess(server, olga, count);
    await olga.send(group, 'everybody is back');
    for (const { events } of devices.values()) await events.next(({ message }) => message?.text === 'everybody is back');
    await server.stop();
  },
);

test('SIGTERM under load ends all of them in order, with code 0, and everything is there afterwards', { timeout: 180_000 }, async () => {
  const server = await startProcesses(count);
  const { olga, group, acknowledged, start, went } = await startStorm(server);
  const devices = await onEveryProcess(server, olga, count);
  const sending = start();
  await went(20);
  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  for (const { events } of devices.values()) expect(await events.end).toMatchObject({ kind: 'closed', code: 1001 });
  expect(readLog(server).filter(({ msg }) => /has ended|not stop/.test(msg))).toEqual([]);

  await server.restart();
  await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${server.logs}`, stormDeadlineMs);
  expectStoredOnce(await readMessages(olga, group), acknowledged);
  await server.stop();
});

test('workers end with a supervisor that is killed, and what they acknowledged is on the disk', { timeout: 180_000 }, async () => {
  const server = await startProcesses(count);
  const { olga, group, acknowledged, start, went } = await startStorm(server);
  const sending = start();
  await went(20);
  // Waits until its output is closed, which the workers hold open as long as they live.
  expect(await server.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  // The port and the folder are free again.
  await server.restart();
  await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${server.logs}`, stormDeadlineMs);
  expectStoredOnce(await readMessages(olga, group), acknowledged);
  await server.stop();
});

/** Asks /readyz on one new connection after the other, until told to stop: each status there was, 0 where no answer came. A connection that was lost is none. */
function knock(server: TestServer): { stop(): Promise<readonly number[]> } {
  const statuses: number[] = [];
  let stopped = false;
  const once = () =>
    new Promise<void>((resolve) => {
      const request = get(`${server.url}/readyz`, { agent: new Agent({ keepAlive: false }), timeout: waitDeadlineMs }, (response) => {
        statuses.push(response.statusCode ?? 0);
        response.resume().once('close', resolve);
      });
      request.once('timeout', () => {
        statuses.push(0);
        request.destroy();
      });
      // It came to the process that was killed.
      request.once('error', () => resolve());
    });
  const knocking = (async () => {
    while (!stopped) await once();
  })();
  return {
    async stop() {
      stopped = true;
      await knocking;
      return statuses;
    },
  };
}

/** What /readyz says, null when it is not ready. */
async function readReadiness(server: TestServer): Promise<string | null> {
  const response = await fetch(`${server.url}/readyz`);
  const text = await response.text();
  return response.ok ? text.trim() : null;
}
