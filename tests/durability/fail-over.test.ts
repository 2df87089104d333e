import { expect, test } from 'vitest';
import { startTwoProcesses } from '../flows/two-processes.js';
import { people } from '../testkit/people.js';
import { waitFor, withinDeadline } from '../testkit/wait.js';
import { expectHeardOnce, expectStoredOnce, observe, readMessages, sendAll, stormDeadlineMs, type Acknowledged } from './storm.js';

const messagesPerSender = 25;
const senderNames = ['ana', 'bia', 'caio', 'duda', 'edu', 'fabi'] as const;
const killAfter = 40;

test(
  'a SIGKILL of one of two servers loses, repeats and reorders nothing for clients that go to the other',
  { timeout: 180_000 },
  async () => {
    const { first, second } = await startTwoProcesses();
    const everybody = await people(first, ...senderNames, 'olga');
    const { olga } = everybody;
    const group = await olga.createGroup('Tempestade', ...senderNames.map((name) => everybody[name]));
    const firstSeq = (await readMessages(olga, group)).length + 1;
    const explain = () => `${first.logs}\n${second.logs}`;

    const acknowledged: Acknowledged[] = [];
    const cursor = await olga.eventCursor();
    const stays = observe([olga.on(first), olga.on(second)], cursor);
    const switches = observe([olga.on(second), olga.on(first)], cursor);
    const sending = Promise.all(
      senderNames.map((name, index) => {
        const [here, there] = [everybody[name], everybody[name].on(second)];
        return sendAll(index % 2 ? [there, here] : [here, there], group, messagesPerSender, acknowledged);
      }),
    );
    await waitFor(
      () => acknowledged.length >= killAfter && switches.seqs.length > 0,
      () => `${acknowledged.length} of ${killAfter} messages went through`,
      stormDeadlineMs,
    );
    const heardBefore = switches.seqs.length;
    await second.kill('SIGKILL');
    const acknowledgedBefore = acknowledged.length;
    await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${explain()}`, stormDeadlineMs);

    const stored = await readMessages(olga, group);
    expectStoredOnce(stored, acknowledged);
    expect(acknowledged).toHaveLength(senderNames.length * messagesPerSender);
    for (const observer of [stays, switches]) await expectHeardOnce(observer, firstSeq, stored.length, explain);
    // It was in the middle: there was something to send, and something to catch up with.
    expect(acknowledgedBefore).toBeLessThan(acknowledged.length);
    expect(heardBefore).toBeLessThan(switches.seqs.length);
    expect(stays.connections).toBe(1);
    expect(switches.connections).toBe(2);

    // What the other stored meanwhile is there too for a client that goes back to the one that was killed.
    await second.restart();
    expect(await readMessages(olga.on(second), group)).toEqual(stored);
    await Promise.all([stays.stop(), switches.stop()]);
    await second.stop();
    await first.stop();
  },
);
