import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { holdWhileStarting, listen } from './listen.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

async function startSlowly() {
  const server = createServer();
  servers.push(server);
  const url = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}`;
  return { server, url, handOver: holdWhileStarting(server) };
}

test('who asks while the server starts is answered once it has started', async () => {
  const { server, url, handOver } = await startSlowly();
  const arrived = new Promise((resolve) => server.once('request', resolve));
  const early = fetch(`${url}/early`, { method: 'POST', body: 'said before' });
  await arrived;

  handOver((request, response) => void request.pipe(response));

  expect(await (await early).text()).toBe('said before');
  expect(await (await fetch(url, { method: 'POST', body: 'and after' })).text()).toBe('and after');
});

test('a probe is told at once that the server is starting', async () => {
  const { url } = await startSlowly();
  const { status, headers } = await fetch(`${url}/readyz`);
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
});
