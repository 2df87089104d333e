import { beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

const open = (path: string, accept = 'text/html,application/xhtml+xml,*/*;q=0.8') => fetch(`${server.url}${path}`, { headers: { accept } });

test('a browser that opens /graphql gets the playground', async () => {
  const response = await open('/graphql');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await response.text()).toContain('<div id="playground">');
});

test('a client that asks /graphql for JSON does not', async () => {
  const response = await open('/graphql?query={serverInfo{version}}', 'application/json');
  expect(response.headers.get('content-type')).not.toMatch(/html/);
});

test('everything it loads comes from this server, and is there', async () => {
  const html = await (await open('/graphql')).text();
  const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map(([, address = '']) => address)
    .filter((address) => !address.startsWith('data:'));
  expect(addresses.length).toBeGreaterThanOrEqual(2);
  for (const address of addresses) {
    expect(address).toMatch(/^\/playground\//);
    const response = await open(address, '*/*');
    expect(response.status, address).toBe(200);
    expect(response.headers.get('content-type'), address).toMatch(/javascript|css/);
  }
});

test('it runs no inline script and may be framed by nobody', async () => {
  const response = await open('/graphql');
  const html = await response.text();
  expect([...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)]).toEqual([]);
  const policy = response.headers.get('content-security-policy') ?? '';
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
  expect(scripts).toContain("'self'");
  expect(scripts).not.toMatch(/unsafe-inline|https?:/);
  expect(policy).toContain("frame-ancestors 'none'");
});
