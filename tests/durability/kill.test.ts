import { expect, test } from 'vitest';
import { people } from '../testkit/people.js';
import { startServer } from '../testkit/server.js';
import { waitFor, withinDeadline } from '../testkit/wait.js';
import { expectHeardOnce, expectStoredOnce, observe, readMessages, sendAll, stormDeadlineMs, type Acknowledged } from './storm.js';

const messagesPerSender = 25;
const senderNames = ['ana', 'bia', 'caio', 'duda', 'edu', 'fabi'] as const;
const killsAfter = [30, 90];

test('two SIGKILLs under concurrent senders lose, repeat and reorder nothing', { timeout: 180_000 }, async () => {
  const server = await startServer();
  const everybody = await people(server, ...senderNames, 'olga');
  const { olga } = everybody;
  const senders = senderNames.map((name) => everybody[name]);
  const group = await olga.createGroup('Tempestade', ...senders);
  const firstSeq = (await readMessages(olga, group)).length + 1;

  const acknowledged: Acknowledged[] = [];
  const observer = observe([olga], await olga.eventCursor());
  const sending = Promise.all(senders.map((sender) => sendAll([sender], group, messagesPerSender, acknowledged)));
  for (const count of killsAfter) {
    await waitFor(
      () => acknowledged.length >= count,
      () => `${acknowledged.length} of ${count} messages went through`,
      stormDeadlineMs,
    );
    await server.kill('SIGKILL');
    await server.restart();
  }
  await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${server.logs}`, stormDeadlineMs);

  const stored = await readMessages(olga, group);
  expectStoredOnce(stored, acknowledged);
  expect(acknowledged).toHaveLength(senders.length * messagesPerSender);
  // The subscriber came back after each kill with the last cursor.
  await expectHeardOnce(observer, firstSeq, stored.length, () => server.logs);
  expect(observer.connections).toBeGreaterThanOrEqual(1 + killsAfter.length);
  await observer.stop();
  await server.stop();
});

test('SIGTERM ends it in order, with code 0, and everything is there afterwards', async () => {
  const server = await startServer();
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  const live = await bia.events();
  const sent = await ana.send(conversation, 'antes de dormir');
  const { cursor } = await live.next(({ __typename }) => __typename === 'MessageAdded');

  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await live.end).toMatchObject({ kind: 'closed', code: 1001 });
  await server.restart();

  // The tokens are good too: the keys live in the database.
  expect(await readMessages(bia, conversation)).toEqual([sent]);
  bia.disconnect();
  const resumed = await bia.events(cursor);
  const next = await ana.send(conversation, 'bom dia');
  const event = await resumed.next(({ __typename }) => __typename === 'MessageAdded');
  expect(event.message).toEqual(next);
  await server.stop();
});
