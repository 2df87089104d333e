import { buildSchema, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { start } from '../../tests/live/engine-on-memory.js';
import { waitFor } from '../../tests/testkit/wait.js';
import type { ViewerIdentity } from '../context.js';
import { RecentUsers } from '../modules/users/recent-users.js';
import { attachWebSocket, type WebSocketOptions } from './websocket.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.closeAllConnections()));

async function attach(options: Partial<WebSocketOptions> = {}) {
  const server = createServer((_request, response) => response.end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webSocket = attachWebSocket({
    server,
    schema: buildSchema('type Query { one: Int }'),
    authenticate: () => Promise.resolve(null),
    isSignedIn: () => true,
    live: await start(),
    recentUsers: new RecentUsers(),
    findMembers: async (_conversationId, userIds) => new Set(userIds),
    log: pino({ level: 'silent' }),
    admit: () => null,
    allowedOrigins: ['https://chat.example'],
    ...options,
  });
  const { port } = server.address() as AddressInfo;
  /** An open socket, or the status with which it was refused. */
  const open = async (path = '/graphql', origin?: string): Promise<WebSocket | number | undefined> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, 'graphql-transport-ws', { origin });
    return new Promise((resolve) => {
      socket.once('open', () => resolve(socket));
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
    });
  };
  return { webSocket, open };
}

test('sockets are opened on /graphql only, for allowed origins and for clients that send none', async () => {
  const { open } = await attach();
  expect(await open()).toBeInstanceOf(WebSocket);
  expect(await open('/graphql?x=1', 'https://chat.example')).toBeInstanceOf(WebSocket);
  expect(await open('/graphql', 'https://evil.example')).toBe(403);
  expect(await open('/graphql', 'null')).toBe(403);
  expect(await open('/elsewhere')).toBe(404);
});

test('one address has so many sockets, and another when one closes', async () => {
  const { open } = await attach({ maxSocketsPerAddress: 2 });
  const first = await open();
  expect(await open()).toBeInstanceOf(WebSocket);
  expect(await open()).toBe(429);
  if (!(first instanceof WebSocket)) throw new Error('The first socket was refused.');
  first.close();
  await once(first, 'close');
  expect(await open()).toBeInstanceOf(WebSocket);
});

test('a stop closes what is open with 1001, and refuses what comes', async () => {
  const { webSocket, open } = await attach();
  const socket = await open();
  if (!(socket instanceof WebSocket)) throw new Error('The socket was refused.');
  const closed = once(socket, 'close');
  const stopped = webSocket.stop();
  expect(await open()).toBe(503);
  expect((await closed)[0]).toBe(1001);
  await stopped;
});

describe('a socket, while the change feed is silent,', () => {
  const ana: ViewerIdentity = { userId: 'ana', sessionId: 'phone', expiresAt: new Date(8.64e15), scopes: null };

  /** Ana's socket, on a server that is told by `isSignedIn`, and never by the feed, of the end of her session. */
  async function connectAna(isSignedIn: WebSocketOptions['isSignedIn']) {
    const said: string[] = [];
    const text = { type: GraphQLString, args: { text: { type: new GraphQLNonNull(GraphQLString) } } };
    const say = { ...text, resolve: (_: unknown, { text }: { text: string }) => said.push(text) && text };
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { say } }),
      mutation: new GraphQLObjectType({ name: 'Mutation', fields: { say } }),
      subscription: new GraphQLObjectType({ name: 'Subscription', fields: { say: { ...text, subscribe: say.resolve } } }),
    });
    const { webSocket, open } = await attach({ schema, authenticate: () => Promise.resolve(ana), isSignedIn });
    const socket = await open();
    if (!(socket instanceof WebSocket)) throw new Error('The socket was refused.');
    const heard: { type: string; id?: string; payload?: unknown }[] = [];
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as (typeof heard)[number]));
    const hear = (isIt: (message: (typeof heard)[number]) => boolean) =>
      waitFor(
        () => heard.find(isIt),
        () => JSON.stringify(heard),
      );
    const tell = (message: Record<string, unknown>) => socket.send(JSON.stringify(message));
    tell({ type: 'connection_init', payload: { authorization: 'Bearer ana' } });
    await hear(({ type }) => type === 'connection_ack');
    const ask = (text: string, kind = 'query') =>
      tell({ type: 'subscribe', id: text, payload: { query: `${kind} { say(text: "${text}") }` } });
    return { webSocket, socket, said, heard, hear, tell, ask };
  }

  test.each(['query', 'mutation', 'subscription'])(
    'is closed with 4403 when its session has ended, and no %s is answered',
    async (kind) => {
      let isLive = true;
      const { socket, said, heard, hear, ask } = await connectAna(() => isLive || Promise.resolve(false));
      ask('before');
      await hear(({ type }) => type === 'complete');
      isLive = false;
      const closed = once(socket, 'close');
      ask('after', kind);
      expect((await closed)[0]).toBe(4403);
      expect(said).toEqual(['before']);
      expect(heard.filter(({ id }) => id === 'after')).toEqual([]);
    },
  );

  test('is closed even where what it asks for is no operation at all', async () => {
    const { socket, heard, tell } = await connectAna(() => Promise.resolve(false));
    const closed = once(socket, 'close');
    tell({ type: 'subscribe', id: '1', payload: { query: '{' } });
    expect((await closed)[0]).toBe(4403);
    expect(heard).toHaveLength(1);
  });

  test('runs its operations in the order in which they came, even where the first one waits for the database', async () => {
    let answer: (isLive: boolean) => void = () => undefined;
    let asked = 0;
    const isSignedIn = () => ((asked += 1) === 1 ? new Promise<boolean>((resolve) => (answer = resolve)) : true);
    const { said, heard, hear, tell, ask } = await connectAna(isSignedIn);
    for (const text of ['one', 'two', 'three']) ask(text);
    tell({ type: 'ping' });
    await hear(({ type }) => type === 'pong');
    expect(said).toEqual([]);
    answer(true);
    await hear(({ type, id }) => type === 'complete' && id === 'three');
    ask('four');
    await hear(({ type, id }) => type === 'complete' && id === 'four');
    expect(said).toEqual(['one', 'two', 'three', 'four']);
    expect(heard.flatMap(({ type, id }) => (type === 'next' ? [id] : []))).toEqual(['one', 'two', 'three', 'four']);
  });

  test('refuses what comes while the database is away, and stays open', async () => {
    let isAway = true;
    const away = () => Promise.reject(Object.assign(new Error('away'), { name: 'MongoNetworkError' }));
    const { said, hear, ask } = await connectAna(() => (isAway ? away() : true));
    ask('one');
    const { payload } = await hear(({ type }) => type === 'error');
    expect(payload).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    isAway = false;
    ask('two');
    await hear(({ type, id }) => type === 'complete' && id === 'two');
    expect(said).toEqual(['two']);
  });

  test('lets what waits for the database run before the server stops', async () => {
    let answer: (isLive: boolean) => void = () => undefined;
    const { webSocket, socket, hear, heard, tell, ask } = await connectAna(() => new Promise<boolean>((resolve) => (answer = resolve)));
    ask('one');
    tell({ type: 'ping' });
    await hear(({ type }) => type === 'pong');
    const closed = once(socket, 'close');
    const stopped = webSocket.stop();
    answer(true);
    expect((await closed)[0]).toBe(1001);
    expect(heard.filter(({ id }) => id === 'one').map(({ type }) => type)).toEqual(['next', 'complete']);
    await stopped;
  });
});
