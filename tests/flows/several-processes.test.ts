import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { sendMessageDocument, type EventView, type MessageView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { removeMemberDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { countSubscribers, onEveryProcess, startProcesses, workerPids } from '../testkit/processes.js';
import { readSeries } from '../testkit/metrics.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';

const textsOf = (events: readonly EventView[]) =>
  events.flatMap(({ __typename, message }) => (__typename === 'MessageAdded' ? [message?.text] : []));
const seqsOf = (events: readonly EventView[], conversationId: string) =>
  events.flatMap(({ __typename, message }) =>
    __typename === 'MessageAdded' && message?.conversationId === conversationId ? [message.seq] : [],
  );

/** Over the device's socket, so that its own process stores it. */
function sendOverSocket(device: Person, conversationId: string, text: string): Promise<MessageView> {
  const input = { conversationId, text, clientId: `${device.username}-${text}` };
  return device.live<MessageView>(sendMessageDocument, { input }).next();
}

describe.each([2, 3])('%i processes on one port', (count) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startProcesses(count);
  });
  afterAll(() => server.stop());

  test('are told apart in the metrics and the log, and all serve', async () => {
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
    expect([...workerPids(server).keys()].sort()).toEqual(numbers.map(Number));
    expect(new Set([...workerPids(server).values(), server.pid]).size).toBe(count + 1);
    const started = await readSeries(server, 'process_start_time_seconds');
    expect(started.map(({ labels }) => labels.process).sort()).toEqual([...numbers, 'supervisor']);
    expect(await readSeries(server, 'processes_serving')).toEqual([{ labels: { process: 'supervisor' }, value: count }]);
    expect(await (await fetch(`${server.url}/readyz`)).text()).toBe(`ok, ${count} of ${count} processes serve\n`);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('share the sockets', async () => {
    const { ana } = await people(server, 'ana');
    const devices = Array.from({ length: 4 * count }, () => ana.on(server));
    for (const device of devices) await (await device.events()).next();
    const served = [...(await countSubscribers(server)).values()];
    expect(served).toHaveLength(count);
    expect(Math.min(...served)).toBeGreaterThan(0);
    devices.forEach((device) => device.disconnect());
  });

  test('bring what is sent to one of them to the sockets of every other, in order', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const conversation = await ana.startDirect(bia);
    const listening = await onEveryProcess(server, bia, count);
    const talking = await onEveryProcess(server, ana, count);
    const sent: string[] = [];
    for (const [number, { device }] of talking) {
      for (let index = 0; index < 5; index += 1) {
        sent.push(`${number}/${index}`);
        await sendOverSocket(device, conversation, `${number}/${index}`);
      }
    }
    for (const { events } of listening.values()) {
      const seen = await events.until((all) => textsOf(all).length >= sent.length);
      expect(textsOf(seen)).toEqual(sent);
    }
  });

  test('keep one order without a gap when all of them are sent to at once', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const conversation = await ana.startDirect(bia);
    const listening = await onEveryProcess(server, bia, count);
    const talking = await onEveryProcess(server, ana, count);
    const perDevice = 15;
    const acknowledged = await Promise.all(
      [...talking].map(async ([number, { device }]) => {
        const seqs: number[] = [];
        for (let index = 0; index < perDevice; index += 1)
          seqs.push((await sendOverSocket(device, conversation, `${number}/${index}`)).seq);
        return seqs;
      }),
    );
    const whole = Array.from({ length: perDevice * count }, (_, index) => index + 1);
    expect(acknowledged.flat().sort((a, b) => a - b)).toEqual(whole);
    for (const seqs of acknowledged) expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    for (const { events } of listening.values()) {
      const seen = await events.until((all) => seqsOf(all, conversation).length >= whole.length);
      expect(seqsOf(seen, conversation)).toEqual(whole);
    }
  });

  test('let somebody who was removed hear of it on every socket, and nothing after it', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const groupId = await ana.createGroup('Trip', bia);
    const direct = await ana.startDirect(bia);
    const listening = await onEveryProcess(server, bia, count);
    const [first, ...others] = [...(await onEveryProcess(server, ana, count)).values()].map(({ device }) => device);
    if (!first) throw new Error('Ana has no device.');
    await sendOverSocket(first, groupId, 'before');
    await first.live(removeMemberDocument, { groupId, userId: bia.id }).next();
    for (const [index, device] of others.entries()) await sendOverSocket(device, groupId, `without bia ${index}`);
    await sendOverSocket(first, direct, 'later');
    for (const { events } of listening.values()) {
      await events.next(({ message }) => message?.text === 'later');
      const told = events.seen.filter((event) => [event.conversationId, event.message?.conversationId].includes(groupId));
      expect(told.map(({ __typename }) => __typename)).toContain('MessageAdded');
      expect(told.at(-1)?.__typename).toBe('ConversationRemoved');
      expect(JSON.stringify(events.seen)).not.toContain('without bia');
    }
  });

  test('close the sockets of a session that ends, on every one', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const listening = await onEveryProcess(server, ana, count);
    const other = await bia.events();
    await ana.request('mutation { signOut }');
    await expectForbidden(...[...listening.values()].map(({ events }) => events));
    await bia.startDirect(ana);
    await other.next(({ __typename }) => __typename === 'ConversationChanged');
  });
});

test('processes together take no more sockets of one address than one does', async () => {
  const server = await startProcesses(2, { env: { RATE_LIMITS: 'on' } });
  const sockets: WebSocket[] = [];
  async function connect(): Promise<boolean> {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
    sockets.push(socket);
    try {
      await once(socket, 'open');
    } catch (error) {
      expect(String(error)).toContain('429');
      return false;
    }
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    return true;
  }
  let taken = 0;
  // Twice the whole, so that every process has met more than its part.
  for (let batch = 0; batch < 50; batch += 1) {
    const outcomes = await Promise.all(Array.from({ length: 20 }, connect));
    taken += outcomes.filter((isTaken) => isTaken).length;
  }
  expect(taken).toBe(500);
  for (const socket of sockets) socket.terminate();
  // Those that are closed make room again.
  await waitFor(connect, () => 'there is no room, though all sockets are closed');
  await server.stop();
});
