import { buildSchema } from 'graphql';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { start } from '../../tests/live/engine-on-memory.js';
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
    live: await start(),
    recentUsers: new RecentUsers(),
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
