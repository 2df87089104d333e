import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventsDocument } from '../testkit/documents.js';
import { removeMemberDocument } from '../testkit/groups.js';
import { readCounter } from '../testkit/metrics.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';

const messageAddedDocument = `subscription ($conversationId: ID!) { messageAdded(conversationId: $conversationId) { id seq text createdAt author { id } } }`;
const markReadDocument = `mutation ($conversationId: ID!, $seq: Int!) { markRead(conversationId: $conversationId, seq: $seq) { lastReadSeq } }`;
const addReactionDocument = `mutation ($messageId: ID!) { addReaction(messageId: $messageId, emoji: "👍") { id } }`;
const mixedDocument = `subscription ($after: Cursor) { events(after: $after) {
  __typename
  ... on MessageAdded { message { text } }
  ... on MessageChanged { message { text reactions { emoji viewerHasReacted } } }
  ... on CursorAdvanced { live }
} }`;

interface Frame {
  readonly id: string;
  readonly type: string;
  readonly payload: { readonly data: { readonly events?: { readonly __typename: string } } };
}

/** A subscription spoken by hand: what comes is kept byte for byte, and read by nobody's client library. */
interface RawSubscription {
  readonly id: string;
  readonly frames: string[];
  readonly parsed: () => Frame[];
  /** Those that bring something else than where the stream stands. */
  readonly told: () => string[];
  readonly say: (message: object) => void;
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

async function subscribe(person: Person, id: string, query: string, variables: Record<string, unknown>): Promise<RawSubscription> {
  const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  await once(socket, 'open');
  const frames: string[] = [];
  const acknowledged = once(socket, 'message');
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ type: 'connection_init', payload: { authorization: `Bearer ${person.accessToken}` } });
  await acknowledged;
  socket.on('message', (data: Buffer, isBinary) => frames.push(isBinary ? 'a binary frame' : data.toString()));
  say({ id, type: 'subscribe', payload: { query, variables } });
  const parsed = () => frames.map((frame) => JSON.parse(frame) as Frame);
  const isCursor = (frame: string) => frame.includes('"CursorAdvanced"');
  return { id, frames, parsed, told: () => frames.filter((frame) => !isCursor(frame)), say };
}

const until = (subscription: RawSubscription, text: string) =>
  waitFor(
    () => subscription.frames.some((frame) => frame.includes(text)),
    () => `${subscription.id} does not get ${text}: ${subscription.frames.join('\n')}`,
  );
const isLive = (subscription: RawSubscription) => until(subscription, '"live":true');

/** All twenty hear `events` of ana's group of three. */
async function twenty() {
  const { ana, bia, caio } = await people(server);
  const groupId = await ana.createGroup('Twenty', bia, caio);
  const after = await ana.eventCursor();
  const crowd = await Promise.all(
    Array.from({ length: 20 }, (_, index) => subscribe([ana, bia, caio][index % 3] ?? ana, `id "${index}" é`, eventsDocument, { after })),
  );
  await Promise.all(crowd.map(isLive));
  return { ana, bia, caio, groupId, crowd };
}

const executions = (kind?: string) =>
  readCounter(server, 'live_executions_total', (labels) => kind === undefined || labels['kind'] === kind);

/** Does something and counts what it cost, once everybody has heard of it. */
async function cost(action: () => Promise<unknown>) {
  const read = async () => ({
    shared: await executions('shared'),
    viewer: await executions('viewer'),
    deliveries: await readCounter(server, 'live_deliveries_total'),
  });
  const before = await read();
  await action();
  const now = await read();
  return { shared: now.shared - before.shared, viewer: now.viewer - before.viewer, deliveries: now.deliveries - before.deliveries };
}

describe('subscribers with equal documents', () => {
  test('get the same bytes but for their ids, as graphql-ws writes them, and as a lone subscriber gets them', async () => {
    const { ana, bia, groupId, crowd } = await twenty();
    // The text differs by a space, so nobody shares with it.
    const lone = await subscribe(bia, 'lone', `${eventsDocument} `, { after: await bia.eventCursor() });
    await isLive(lone);
    await ana.send(groupId, 'to "all" of them: é 👍');
    const all = [...crowd, lone];
    const added = await Promise.all(
      all.map(async (subscription) => {
        await until(subscription, 'MessageAdded');
        return subscription.frames.filter((frame) => frame.includes('MessageAdded'));
      }),
    );
    const payloads = added.map(([frame = '', ...more], index) => {
      expect(more).toEqual([]);
      const { id, type, payload } = JSON.parse(frame) as Frame;
      expect(id).toBe(all[index]?.id);
      expect(frame).toBe(JSON.stringify({ id, type, payload }));
      return frame.slice(JSON.stringify({ id, type }).length);
    });
    expect(new Set(payloads).size).toBe(1);
    expect(payloads[0]).toContain('to \\"all\\" of them: é 👍');
  });

  test('cost one execution for each event', async () => {
    const { ana, groupId } = await people(server).then(async ({ ana, bia, caio }) => {
      const groupId = await ana.createGroup('Counted', bia, caio);
      return { ana, bia, caio, groupId };
    });
    const crowd = await Promise.all(
      Array.from({ length: 20 }, (_, index) => subscribe(ana, `c${index}`, messageAddedDocument, { conversationId: groupId })),
    );
    // messageAdded does not say when it begins.
    let knocks = 0;
    await waitFor(
      async () => {
        await ana.send(groupId, `knock ${(knocks += 1)}.`);
        return crowd.every(({ frames }) => frames.length > 0);
      },
      () => 'not all begin',
    );
    await Promise.all(crowd.map((subscription) => until(subscription, `knock ${knocks}.`)));

    const texts = Array.from({ length: 10 }, (_, index) => `counted ${index}.`);
    const spent = await cost(async () => {
      for (const text of texts) await ana.send(groupId, text);
      await Promise.all(crowd.map((subscription) => until(subscription, 'counted 9.')));
    });
    expect(spent).toEqual({ shared: texts.length, viewer: 0, deliveries: texts.length * crowd.length });
    for (const { frames } of crowd) {
      const heard = frames.flatMap((frame) => /counted \d\./.exec(frame) ?? []);
      expect(heard).toEqual(texts);
    }
  });

  test('with other variables get what is theirs', async () => {
    const { ana, bia } = await people(server);
    const [one, other] = [await ana.createGroup('One', bia), await ana.createGroup('Other', bia)];
    const atOne = await subscribe(bia, '1', messageAddedDocument, { conversationId: one });
    const atOther = await subscribe(bia, '1', messageAddedDocument, { conversationId: other });
    await waitFor(
      async () => {
        await ana.send(one, 'in one');
        await ana.send(other, 'in the other');
        return atOne.frames.length > 0 && atOther.frames.length > 0;
      },
      () => 'they do not begin',
    );
    expect(atOne.frames.join()).not.toContain('in the other');
    expect(atOther.frames.join()).not.toContain('in one');
  });
});

describe('what depends on the viewer', () => {
  test('is executed for each, and is not overtaken by what is shared', async () => {
    const { ana, bia } = await people(server);
    const conversationId = await ana.startDirect(bia);
    const after = await ana.eventCursor();
    const [atAna, atBia] = [await subscribe(ana, 'a', mixedDocument, { after }), await subscribe(bia, 'b', mixedDocument, { after })];
    await Promise.all([isLive(atAna), isLive(atBia)]);
    const rounds = 5;
    for (let round = 0; round < rounds; round += 1) {
      const { id } = await ana.send(conversationId, `m${round}.`);
      await bia.request(addReactionDocument, { messageId: id });
    }
    await ana.send(conversationId, 'the last');
    await Promise.all([until(atAna, 'the last'), until(atBia, 'the last')]);
    for (const [subscription, hasReacted] of [
      [atAna, false],
      [atBia, true],
    ] as const) {
      const story = subscription.told().flatMap((frame) => {
        const [, kind = '', text = ''] = /"__typename":"(Message\w+)","message":{"text":"(m\d\.)/.exec(frame) ?? [];
        if (kind === 'MessageChanged') expect(frame).toContain(`"viewerHasReacted":${hasReacted}`);
        return kind === '' ? [] : [`${kind} ${text}`];
      });
      expect(story).toEqual(Array.from({ length: rounds }, (_, round) => [`MessageAdded m${round}.`, `MessageChanged m${round}.`]).flat());
    }
  });

  test('costs an execution a viewer only for the events that select it', async () => {
    const { ana, bia, groupId, crowd } = await twenty();
    const { seq } = await ana.send(groupId, 'first');
    await Promise.all(crowd.map((subscription) => until(subscription, '"text":"first"')));
    // eventsDocument selects viewerState, under ViewerStateChanged alone.
    const sent = await cost(async () => {
      await bia.request(markReadDocument, { conversationId: groupId, seq });
      await bia.send(groupId, 'second');
      await Promise.all(crowd.map((subscription) => until(subscription, '"text":"second"')));
    });
    expect(sent.viewer).toBeGreaterThan(0);
    expect(sent.deliveries - sent.viewer).toBeGreaterThan(crowd.length);
    expect(sent.shared).toBeLessThan(10);
  });
});

test('who is removed gets nothing of what the rest of the group goes on to share', async () => {
  const { ana, bia, groupId, crowd } = await twenty();
  const ofBia = crowd.filter((_, index) => index % 3 === 1);
  await ana.send(groupId, 'before');
  await ana.request(removeMemberDocument, { groupId, userId: bia.id });
  for (let index = 0; index < 5; index += 1) await ana.send(groupId, `without bia ${index}.`);
  const direct = await ana.startDirect(bia);
  await ana.send(direct, 'later');
  for (const subscription of ofBia) {
    await until(subscription, 'later');
    const story = subscription.frames.join('\n');
    expect(story).toContain('"text":"before"');
    expect(story).toContain('ConversationRemoved');
    expect(story).not.toContain('without bia');
  }
  for (const subscription of crowd.filter((other) => !ofBia.includes(other))) await until(subscription, 'without bia 4.');
});

test('a subscription that its client completes gets nothing more, and the rest of its group goes on', async () => {
  const { ana, groupId, crowd } = await twenty();
  const [left, ...staying] = crowd;
  if (!left) throw new Error('There is nobody.');
  left.say({ id: left.id, type: 'complete' });
  left.say({ type: 'ping' });
  await until(left, '"pong"');
  const heard = left.frames.length;
  await ana.send(groupId, 'after that');
  await Promise.all(staying.map((subscription) => until(subscription, 'after that')));
  left.say({ type: 'ping' });
  await waitFor(
    () => left.frames.length > heard,
    () => 'no pong',
  );
  expect(left.frames.slice(heard)).toEqual(['{"type":"pong"}']);
});
