import { beforeEach, describe, expect, test, vi } from 'vitest';
import { connectBoth, connectionInit, openBoth, type Both, type Spoken } from '../../tests/protocol/both.js';
import { startTwoServers, type TwoServers } from '../../tests/protocol/two-servers.js';

/** The same is said to our socket and to graphql-ws as it documents itself: the answers must be the same bytes. */

let servers: TwoServers;
beforeEach(async () => {
  servers = await startTwoServers();
});

const liveEvents =
  'subscription { events { __typename ... on CursorAdvanced { live } ... on MessageAdded { cursor at message { text } } } }';
const serverInfo = '{ serverInfo { version maxTextLength } }';
const sendMessage = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id text author { displayName } } }';
const subscribe = (id: string, query: string, more: Record<string, unknown> = {}): Spoken => ({
  id,
  type: 'subscribe',
  payload: { query, ...more },
});

describe('a connection', () => {
  test.each<[string, readonly (Spoken | string | Buffer)[], string[]]>([
    ['with a second connection_init', [connectionInit, connectionInit], ['4429 Too many initialisation requests']],
    ['that subscribes before it is acknowledged', [subscribe('early', serverInfo)], ['4401 Unauthorized']],
    ['that sends what is no JSON', [connectionInit, '{"type":'], ['4400 Invalid message received']],
    ['that sends an empty message', [connectionInit, ''], ['4400 Invalid message received']],
    ['that sends a JSON text', [connectionInit, '"ping"'], ['4400 Invalid message received']],
    ['that sends an unknown type', [connectionInit, { type: 'start', id: '1' }], ['4400 Invalid message received']],
    [
      'that subscribes without an id',
      [connectionInit, { type: 'subscribe', payload: { query: serverInfo } }],
      ['4400 Invalid message received'],
    ],
    ['that subscribes with an empty id', [connectionInit, subscribe('', serverInfo)], ['4400 Invalid message received']],
    ['that subscribes without a query', [connectionInit, { type: 'subscribe', id: '1', payload: {} }], ['4400 Invalid message received']],
    ['with variables that are a list', [connectionInit, subscribe('1', serverInfo, { variables: [] })], ['4400 Invalid message received']],
    [
      'with extensions that are a text',
      [connectionInit, subscribe('1', serverInfo, { extensions: 'x' })],
      ['4400 Invalid message received'],
    ],
    ['with a payload of connection_init that is a text', [{ type: 'connection_init', payload: 'x' }], ['4400 Invalid message received']],
    [
      'that uses the id of a running subscription',
      [connectionInit, subscribe('twice', liveEvents), subscribe('twice', serverInfo)],
      ['4409 Subscriber for twice already exists'],
    ],
    ['with a binary message', [Buffer.from(JSON.stringify(connectionInit)), { type: 'ping' }], []],
  ])('%s ends, or goes on, alike', async (_, messages, closed) => {
    const both = await openBoth(servers);
    for (const [index, message] of messages.entries()) {
      both.say(message);
      if (index < messages.length - 1) await (index === 0 ? both.until('connection_ack') : both.until('"live":true'));
    }
    await (closed.length > 0 ? both.untilClosed() : both.fence());
    expect(both.agree()).toMatchObject({ closed });
  });

  test.each<[string, Spoken]>([
    ['a message that only servers send', { type: 'next', id: '1', payload: { data: null } }],
    ['an id that is in use and too long for a reason', subscribe('x'.repeat(300), serverInfo)],
  ])('that is at fault with %s is closed alike', async (_, message) => {
    // The adapter of graphql-ws tells the console, ours the log.
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const both = await connectBoth(servers);
    both.subscribe('x'.repeat(300), liveEvents);
    await both.until('"live":true');
    both.say(message);
    await both.untilClosed();
    expect(both.agree()['closed']).toEqual(['4500 Internal server error']);
    expect(told).toHaveBeenCalledTimes(1);
    told.mockRestore();
  });

  test('that never says connection_init is closed after the same time', async () => {
    const both = await openBoth(servers);
    await both.untilClosed();
    expect(both.agree()).toEqual({ closed: ['4408 Connection initialisation timeout'] });
  });

  test('without the subprotocol is closed alike', async () => {
    const both = await openBoth(servers, []);
    await both.untilClosed();
    expect(both.agree()).toEqual({ closed: ['4406 Subprotocol not acceptable'] });
  });

  test('that offers several subprotocols gets the one', async () => {
    const both = await openBoth(servers, ['something-else', 'graphql-transport-ws']);
    expect(both.shipped.socket.protocol).toBe('graphql-transport-ws');
    expect(both.reference.socket.protocol).toBe('graphql-transport-ws');
  });

  test('answers pings, before and after connection_init, with and without a payload', async () => {
    const both = await openBoth(servers);
    both.say({ type: 'ping' });
    both.say({ type: 'ping', payload: { deep: ['é 👍', { 'a "b"': null }] } });
    both.say('{"type":"ping","payload":null}');
    both.say({ type: 'pong' });
    both.say({ type: 'pong', payload: { unasked: true } });
    both.say(connectionInit);
    await both.until('connection_ack');
    both.say({ type: 'ping', payload: {} });
    await both.fence();
    expect(both.agree()['id ']?.slice(0, 5)).toEqual([
      '{"type":"pong"}',
      '{"type":"pong","payload":{"deep":["é 👍",{"a \\"b\\"":null}]}}',
      '{"type":"pong"}',
      '{"type":"connection_ack"}',
      '{"type":"pong","payload":{}}',
    ]);
  });
});

describe('an operation', () => {
  const ids = ['1', 'x'.repeat(300), 'é "quoted" \\ 👍\n\u0000', '__proto__', '{"id":1}'];
  test.each(ids)('with the id %j is answered by next and complete under that id', async (id) => {
    const both = await connectBoth(servers);
    both.subscribe(id, serverInfo);
    await both.untilCount(id, 2);
    both.subscribe(id, sendMessage, { input: { conversationId: 'c', clientId: '1', text: 'olá "você" \\ 👩‍🚀\u2028' } });
    await both.untilCount(id, 4);
    const said = both.agree()[`id ${id}`];
    expect(said?.map((frame) => (JSON.parse(frame) as Spoken).type)).toEqual(['next', 'complete', 'next', 'complete']);
    expect(said?.[2]).toContain('olá \\"você\\" \\\\ 👩‍🚀');
  });

  test.each<[string, Record<string, unknown>]>([
    ['a syntax error', { query: '{ serverInfo { version' }],
    ['an empty query', { query: '' }],
    ['a document that does not fit the schema', { query: '{ nothing serverInfo { version(x: 1) } }' }],
    ['a subscription that does not fit the schema', { query: 'subscription { events { nothing } }' }],
    ['a variable of a wrong type', { query: 'query ($id: ID!) { message(id: $id) { text } }', variables: { id: { no: 'id' } } }],
    ['a variable that is missing', { query: 'query ($id: ID!) { message(id: $id) { text } }' }],
    ['variables that are null', { query: serverInfo, variables: null }],
    ['variables that nobody declared', { query: serverInfo, variables: { more: 'than needed' } }],
    [
      'a variable of a subscription of a wrong type',
      { query: 'subscription ($after: Cursor!) { events(after: $after) { cursor } }', variables: { after: null } },
    ],
    ['a cursor that is none', { query: 'subscription { events(after: "forged") { cursor } }' }],
    ['extensions', { query: serverInfo, extensions: { persistedQuery: { version: 1 } } }],
    [
      'an operation out of two',
      { query: 'query A { serverInfo { version } } query B { serverInfo { maxTextLength } }', operationName: 'B' },
    ],
    ['none named out of two', { query: 'query A { serverInfo { version } } query B { serverInfo { maxTextLength } }' }],
    ['one named that is not there', { query: 'query A { serverInfo { version } }', operationName: 'C' }],
    ['a name that is null', { query: 'query A { serverInfo { version } }', operationName: null }],
    ['a field that is refused', { query: '{ serverInfo { version } message(id: "c:to be refused") { text } }' }],
    ['an introspection', { query: '{ __schema { queryType { name } } __typename }' }],
    ['a fragment that is spread', { query: 'query { ...info } fragment info on Query { i: serverInfo { v: version } }' }],
    [
      'a field that is skipped',
      { query: 'query ($no: Boolean!) { serverInfo { version maxTextLength @include(if: $no) } }', variables: { no: false } },
    ],
  ])('with %s is answered alike, and its id is free again', async (_, payload) => {
    const both = await connectBoth(servers);
    both.say({ id: 'op', type: 'subscribe', payload });
    await both.until('"id":"op"');
    await both.fence();
    both.subscribe('op', serverInfo);
    await both.until('"1.2.3","maxTextLength":8000');
    await both.fence();
    expect(both.agree()).toMatchObject({ closed: [] });
  });

  test('of somebody who has not signed in is refused alike', async () => {
    const both = await openBoth(servers);
    both.say({ type: 'connection_init' });
    await both.until('connection_ack');
    both.subscribe('mine', liveEvents);
    await both.until('UNAUTHENTICATED');
    await both.fence();
    both.agree();
  });

  test('of 8,000 characters, in one frame or in several, comes and goes whole', async () => {
    const both = await connectBoth(servers);
    for (const [id, text] of Object.entries({
      ascii: 'x'.repeat(8000),
      accents: 'é'.repeat(8000),
      emoji: '👍'.repeat(4000),
      quotes: '"\\\n'.repeat(2600),
    })) {
      const message = subscribe(id, sendMessage, { variables: { input: { conversationId: 'c', clientId: '1', text } } });
      both.say(message);
      await both.untilCount(id, 2);
      both.sayInPieces({ ...message, id: `${id} in pieces` }, 5);
      await both.untilCount(`${id} in pieces`, 2);
    }
    expect(Object.keys(both.agree())).toHaveLength(10);
  });

  test('that runs beside others does not mix with them', async () => {
    const both: Both = await connectBoth(servers);
    const count = 15;
    for (let index = 0; index < count; index += 1)
      both.subscribe(`${index}`, sendMessage, { input: { conversationId: 'c', clientId: '1', text: `text ${index}` } });
    for (let index = 0; index < count; index += 1) await both.untilCount(`${index}`, 2);
    both.agree();
  });
});
