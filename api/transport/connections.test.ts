import { once } from 'node:events';
import { createServer, type ServerOptions, type RequestListener } from 'node:http';
import { connect, createServer as createListener, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { serveGivenConnections, trackConnections } from './connections.js';
import { drainServer } from './drain.js';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** An HTTP server that listens nowhere, and what it takes to be one of its clients. */
async function startGiven(options: ServerOptions, application: RequestListener) {
  const server = createServer(options, application);
  const connections = trackConnections(server);
  const give = serveGivenConnections(server);
  const listener = createListener(give);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => listener.close(),
    () => server.closeAllConnections(),
  );
  const open = () => connect((listener.address() as AddressInfo).port, '127.0.0.1');
  return { server, connections, open };
}

async function readAll(client: Socket): Promise<string> {
  const chunks: string[] = [];
  client.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  await once(client, 'close');
  return chunks.join('');
}

test('a request that does not end is given up on a connection that was given, too', async () => {
  const { open } = await startGiven({ headersTimeout: 50, connectionsCheckingInterval: 20 }, (_, response) => response.end('never'));
  const client = open();
  client.write('GET / HTTP/1.1\r\nHost: here\r\n');
  expect(await readAll(client)).toMatch(/^HTTP\/1\.1 408/);
});

test('who has said all and closed that side still gets the answer', async () => {
  const { open } = await startGiven({}, (request, response) => {
    request.resume().once('end', () => setImmediate(() => response.end('late')));
  });
  const client = open();
  client.end('GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n');
  expect(await readAll(client)).toMatch(/late$/);
});

test('draining waits for what runs on a connection that was given, and closes idle ones', async () => {
  let answer = () => {};
  const { server, connections, open } = await startGiven({}, (request, response) => {
    if (request.url === '/at-once') return void response.end('at once');
    answer = () => void response.end('done');
    server.emit('asked');
  });
  const [idle, busy] = [open(), open()];
  idle.write('GET /at-once HTTP/1.1\r\nHost: here\r\n\r\n');
  await once(idle, 'data');
  const idleClosed = once(idle.resume(), 'close');
  const asked = once(server, 'asked');
  busy.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  await asked;
  const drained = drainServer(server, connections, 60_000);
  await idleClosed;
  expect(connections.size).toBe(1);
  answer();
  expect(await readAll(busy)).toContain('done');
  await drained;
});
