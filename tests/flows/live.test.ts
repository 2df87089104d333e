import { randomUUID } from 'node:crypto';
import { createClient, type Client } from 'graphql-ws';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventsDocument, type EventView, isLive, type MessageView, sendMessageDocument } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { openLiveStream, type LiveStream } from '../testkit/live-stream.js';
import { readCounter } from '../testkit/metrics.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const messageAddedDocument = `subscription ($conversationId: ID!) { messageAdded(conversationId: $conversationId) { id seq text author { id } } }`;
const typingDocument = `subscription ($conversationId: ID) { typing(conversationId: $conversationId) { conversationId typing user { id } } }`;
const setTypingDocument = `mutation ($conversationId: ID!, $typing: Boolean!) { setTyping(conversationId: $conversationId, typing: $typing) }`;

interface TypingView {
  readonly conversationId: string;
  readonly typing: boolean;
  readonly user: { readonly id: string };
}

const textsOf = (events: readonly EventView[]) =>
  events.flatMap(({ message, __typename }) => (__typename === 'MessageAdded' && message ? [message.text] : []));
const untilText = (stream: LiveStream<EventView>, text: string) => stream.until((seen) => textsOf(seen).includes(text));
const newestCursor = (stream: LiveStream<EventView>) => stream.seen.at(-1)?.cursor;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

async function talk(on: TestServer = server) {
  const { ana, bia } = await people(on, 'ana', 'bia');
  return { ana, bia, conversationId: await ana.startDirect(bia) };
}

/** Streams without a cursor do not say when they begin: does something that they tell until they tell it. */
async function knockUntilHeard(stream: LiveStream<unknown>, knock: () => Promise<unknown>): Promise<void> {
  const isHeard = async () => {
    await knock();
    return stream.seen.length > 0;
  };
  await waitFor(isHeard, () => 'the stream does not begin');
}

async function sendAll(person: Person, conversationId: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) await person.send(conversationId, text);
}

describe('events', () => {
  test('bring each message to every member, in the order of seq, once', async () => {
    const { ana, bia, conversationId } = await talk();
    const [atAna, atBia] = [await ana.events(), await bia.events()];
    await Promise.all([atAna.next(isLive), atBia.next(isLive)]);
    await Promise.all([sendAll(ana, conversationId, ['a1', 'a2', 'a3']), sendAll(bia, conversationId, ['b1', 'b2', 'b3'])]);
    for (const stream of [atAna, atBia]) {
      const seen = await stream.until((events) => textsOf(events).length === 6);
      expect(seen.flatMap(({ __typename, message }) => (__typename === 'MessageAdded' ? [message?.seq] : []))).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  test('carry the message as it is, with its author', async () => {
    const { ana, bia, conversationId } = await talk();
    const stream = await bia.events();
    const sent = await ana.send(conversationId, 'Bom dia!');
    const { message } = await stream.next(({ __typename }) => __typename === 'MessageAdded');
    expect(message).toEqual(sent);
    expect(message?.author?.id).toBe(ana.id);
  });

  test('answer each event with what is true then, not with what was loaded for the first', async () => {
    const { ana, bia, conversationId } = await talk();
    const stream = await bia.events();
    const { id } = await ana.send(conversationId, 'first');
    await stream.next(({ __typename }) => __typename === 'MessageAdded');
    for (const text of ['second', 'third']) {
      await ana.request(`mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`, { id, text });
      const { message } = await stream.next(({ __typename }) => __typename === 'MessageChanged');
      expect(message?.text).toBe(text);
    }
  });

  test('go on after a cut where they were cut: nothing missing, nothing twice', async () => {
    const { ana, bia, conversationId } = await talk();
    const first = await bia.events();
    await ana.send(conversationId, 'before');
    await untilText(first, 'before');
    bia.disconnect();
    await sendAll(ana, conversationId, ['while away 1', 'while away 2', 'while away 3']);
    const resumed = await bia.events(newestCursor(first));
    await resumed.next(isLive);
    await ana.send(conversationId, 'after');
    expect(textsOf(await untilText(resumed, 'after'))).toEqual(['while away 1', 'while away 2', 'while away 3', 'after']);
  });

  test('replay the state of now: a text that was deleted meanwhile does not come back', async () => {
    const { ana, bia, conversationId } = await talk();
    const after = await bia.eventCursor();
    const { id } = await ana.send(conversationId, 'a secret');
    await ana.request(`mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`, { id });
    const stream = await bia.events(after);
    // The deletion may be on its way to the feed still when the stream is live.
    await stream.next(({ __typename, message }) => __typename === 'MessageChanged' && message?.id === id);
    const told = stream.seen.filter(({ message }) => message?.id === id);
    expect(told.map(({ __typename }) => __typename)).toEqual(['MessageAdded', 'MessageChanged']);
    for (const { message } of told) expect(message).toMatchObject({ text: '', deletedAt: expect.any(String) as string });
    expect(JSON.stringify(stream.seen)).not.toContain('a secret');
  });

  test('refuse a cursor that is none, and the socket stays', async () => {
    const { bia } = await talk();
    const forged = bia.live<EventView>(eventsDocument, { after: 'bm90IGEgY3Vyc29y' });
    const good = await bia.events();
    expect(await forged.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }] });
    await good.next(isLive);
  });

  test('come from another process on the same database as from the own, with cursors that are good on both', async () => {
    const { first, second } = await startTwoProcesses();
    const { ana, bia, conversationId } = await talk(first);
    const there = bia.on(second);
    const stream = await there.events(await bia.eventCursor());
    await ana.send(conversationId, 'sent on the first');
    await untilText(stream, 'sent on the first');
    there.disconnect();
    await ana.on(second).send(conversationId, 'sent on the second');
    const here = await bia.events(newestCursor(stream));
    expect(textsOf(await untilText(here, 'sent on the second'))).toEqual(['sent on the second']);
    await second.stop();
    await first.stop();
  });
});

describe('a server that was started anew', () => {
  test('replays what happened since the cursor of before', async () => {
    const own = await startServer();
    const { ana, bia, conversationId } = await talk(own);
    const stream = await bia.events();
    await ana.send(conversationId, 'heard');
    await untilText(stream, 'heard');
    bia.disconnect();
    await sendAll(ana, conversationId, ['missed 1', 'missed 2']);
    await own.restart();
    const resumed = await bia.events(newestCursor(stream));
    await resumed.next(isLive);
    await ana.send(conversationId, 'after the restart');
    expect(textsOf(await untilText(resumed, 'after the restart'))).toEqual(['missed 1', 'missed 2', 'after the restart']);
    await own.stop();
  });

  test('closes the sockets with 1001 when it stops, and its clients come back to it', async () => {
    const own = await startServer();
    const { bia } = await talk(own);
    const stream = await bia.events();
    await stream.next(isLive);
    await own.restart();
    expect(await stream.end).toMatchObject({ kind: 'closed', code: 1001 });
    bia.disconnect();
    await (await bia.events(newestCursor(stream))).next(isLive);
    await own.stop();
  });
});

describe('a feed that loses its place', () => {
  test('says so to everybody, on every process, and goes on', async () => {
    const { first, second, databaseUri } = await startTwoProcesses();
    const { ana, bia, conversationId } = await talk(first);
    const devices = [bia, bia.on(second)];
    const streams = await Promise.all(devices.map((device) => device.events()));
    await Promise.all(streams.map((stream) => stream.next(isLive)));

    // What was told of a collection that is gone does not add up any more. This one holds nothing that lasts.
    await ana.request(setTypingDocument, { conversationId, typing: true });
    const client = await mongo.MongoClient.connect(databaseUri);
    await client.db().dropCollection('typing');
    await client.close();

    for (const stream of streams) {
      expect(await stream.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] });
    }
    for (const device of devices) {
      const anew = await device.events();
      await anew.next(isLive);
      await ana.send(conversationId, 'and on it goes');
      await untilText(anew, 'and on it goes');
    }
    await second.stop();
    await first.stop();
  });
});

describe('the plain forms', () => {
  test('messageAdded brings the new messages of one conversation', async () => {
    const { ana, bia, conversationId } = await talk();
    const { caio } = await people(server, 'caio');
    const elsewhere = await caio.startDirect(bia);
    const stream = bia.live<{ text: string }>(messageAddedDocument, { conversationId });
    await knockUntilHeard(stream, () => ana.send(conversationId, 'knock'));
    await caio.send(elsewhere, 'not for this stream');
    await ana.send(conversationId, 'hello');
    await stream.next(({ text }) => text === 'hello');
    expect(new Set(stream.seen.map(({ text }) => text))).toEqual(new Set(['knock', 'hello']));
  });

  test('they are refused alike for conversations that are foreign and that are not', async () => {
    const { conversationId } = await talk();
    const { caio } = await people(server, 'caio');
    const ends = await Promise.all(
      [conversationId, '0123456789abcdef01234567', 'nonsense'].map((id) => caio.live(messageAddedDocument, { conversationId: id }).end),
    );
    for (const end of ends) expect(end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('typing starts, stops, and ends by itself, and is not told to who types', async () => {
    const { ana, bia, conversationId } = await talk();
    const atBia = bia.live<TypingView>(typingDocument, { conversationId });
    const atAna = ana.live<TypingView>(typingDocument);
    const type = (person: Person, typing: boolean) => person.request(setTypingDocument, { conversationId, typing });
    await knockUntilHeard(atBia, () => type(ana, false));
    await knockUntilHeard(atAna, () => type(bia, false));
    const starts = ({ typing }: TypingView) => typing;
    await type(ana, true);
    expect(await atBia.next(starts)).toEqual({ conversationId, typing: true, user: { id: ana.id } });
    await type(ana, false);
    expect(await atBia.next()).toMatchObject({ typing: false });
    await type(ana, true);
    expect(await atBia.next()).toMatchObject({ typing: true });
    expect(await atBia.next()).toMatchObject({ typing: false, user: { id: ana.id } });
    await type(bia, true);
    await atAna.next(starts);
    expect(new Set(atAna.seen.map(({ user }) => user.id))).toEqual(new Set([bia.id]));
  });
});

describe('the socket', () => {
  const clients: Client[] = [];
  afterAll(() => clients.forEach((client) => client.terminate()));

  function connect(authorization?: string, options: { readonly origin?: string } = {}): Client {
    class Socket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, options);
      }
    }
    const client = createClient({
      url: server.wsUrl,
      webSocketImpl: Socket,
      retryAttempts: 0,
      connectionParams: authorization === undefined ? {} : { authorization },
    });
    clients.push(client);
    return client;
  }

  test('takes queries and mutations too, with the answers of HTTP', async () => {
    const { ana, conversationId } = await talk();
    const client = connect(`Bearer ${ana.accessToken}`);
    const input = { conversationId, text: 'over the socket', clientId: randomUUID() };
    const sent = openLiveStream<MessageView>(client, sendMessageDocument, { input });
    expect(await sent.next()).toMatchObject({ text: 'over the socket', seq: 1 });
    const refused = openLiveStream(client, sendMessageDocument, { input: { ...input, text: 'another' } });
    expect(await refused.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'CONFLICT', field: 'clientId' } }] });
  });

  test.each([
    ['a syntax error', 'subscription { events { ', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['too deep a document', `{ viewer ${'{ user '.repeat(3)}{ id }${' }'.repeat(3)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s with an error, and stays open', async (_what, document, code) => {
    const { ana } = await talk();
    const client = connect(`Bearer ${ana.accessToken}`);
    const good = openLiveStream<EventView>(client, eventsDocument, {});
    await good.next(isLive);
    expect(await openLiveStream(client, document, {}).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code } }] });
    const again = openLiveStream<EventView>(client, eventsDocument, {});
    await again.next(isLive);
  });

  test('lets people who are signed out do what HTTP lets them', async () => {
    const client = connect();
    expect(await openLiveStream<{ version: string }>(client, '{ serverInfo { version } }', {}).next()).toHaveProperty('version');
    expect(await openLiveStream(client, eventsDocument, {}).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test.each(['Bearer nonsense', 'Bearer', 'Basic YTpi', ''])('is closed with 4403 for the authorization %j', async (authorization) => {
    expect(await openLiveStream(connect(authorization), '{ serverInfo { version } }', {}).end).toMatchObject({
      kind: 'closed',
      code: 4403,
    });
  });

  test('is not opened for a page of another origin', async () => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws', { origin: 'https://evil.example' });
    const status = await new Promise((resolve) => socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)));
    expect(status).toBe(403);
    expect(await openLiveStream(connect(undefined, { origin: server.url }), '{ serverInfo { version } }', {}).next()).toHaveProperty(
      'version',
    );
  });

  test.each([
    ['1009 for a message of more than 64 KiB', 1009, JSON.stringify({ type: 'connection_init', payload: { text: 'x'.repeat(65_536) } })],
    ['4400 for what is no message of the protocol', 4400, 'hello'],
    [
      '4401 for an operation before connection_init',
      4401,
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ __typename }' } }),
    ],
    ['4408 for silence', 4408, null],
  ])('is closed with %s, and the server goes on', async (_what, code, data) => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => data !== null && socket.send(data));
    expect(await closed).toBe(code);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('is closed with 4406 for another protocol', async () => {
    const socket = new WebSocket(server.wsUrl);
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4406);
  });

  test('runs at most 20 operations at a time', async () => {
    const { ana } = await talk();
    const client = connect(`Bearer ${ana.accessToken}`);
    const streams = Array.from({ length: 20 }, () => openLiveStream<EventView>(client, eventsDocument, {}));
    await Promise.all(streams.map((stream) => stream.next(isLive)));
    expect(await openLiveStream(client, eventsDocument, {}).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
  });

  test('is closed with 4403 within 5 s of its session, on every process, and only its', async () => {
    const { first, second } = await startTwoProcesses();
    const { ana, bia } = await people(first, 'ana', 'bia');
    const streams = [await ana.events(), await ana.on(second).events()];
    const other = await bia.on(second).events();
    await Promise.all([...streams, other].map((stream) => stream.next(isLive)));
    await ana.request('mutation { signOut }');
    await expectForbidden(...streams);
    await bia.startDirect(ana);
    await other.next(({ __typename }) => __typename === 'ConversationChanged');
    await second.stop();
    await first.stop();
  });
});

describe('a reader that does not read', () => {
  test('is cut off, while the others go on', async () => {
    const { ana, bia, conversationId } = await talk();
    const { caio } = await people(server, 'caio');
    const group = await ana.createGroup('Everybody', bia, caio);
    const good = await caio.events();
    await good.next(isLive);

    const opened: WebSocket[] = [];
    class Recorded extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols);
        opened.push(this);
      }
    }
    const client = createClient({
      url: server.wsUrl,
      webSocketImpl: Recorded,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${bia.accessToken}` },
    });
    const stalled = openLiveStream<EventView>(client, eventsDocument, {});
    await stalled.next(isLive);
    const subscribers = await readCounter(server, 'live_subscribers');
    opened[0]?.pause();

    // About 16 kB each: the kernel's buffers fill first, then the subscriber's queue.
    const text = '🌧'.repeat(4_000);
    let sent = 0;
    const isCut = async () => (await readCounter(server, 'live_subscribers')) < subscribers;
    while (!(await isCut()) && sent < 2_000) {
      await Promise.all(Array.from({ length: 20 }, () => ana.send(group, text)));
      sent += 20;
    }
    await waitFor(isCut, () => `the reader that stalled is still subscribed after ${sent} messages`);

    await good.until((seen) => textsOf(seen).filter((seenText) => seenText === text).length === sent);
    opened[0]?.resume();
    expect(await stalled.end).toMatchObject({ kind: 'closed', code: 1006 });
    expect(textsOf(stalled.seen).length).toBeLessThan(sent);
    expect(conversationId).not.toBe(group);
  });
});
