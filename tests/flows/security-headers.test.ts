import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../testkit/free-port.js';
import { repositoryDir, startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

/** What a browser, a program, and somebody who tries things out ask for. */
const requests: readonly (readonly [what: string, path: string, options: RequestInit])[] = [
  ['the web app', '/', {}],
  ['a place in the web app', '/conversations/5f0000000000000000000000', { headers: { accept: 'text/html' } }],
  ['the playground', '/graphql', { headers: { accept: 'text/html' } }],
  ['an answer', '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }],
  ['a refusal before GraphQL', '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }],
  ['nothing', '/nothing/here.php', {}],
  ['health', '/healthz', {}],
];

const policyOf = (response: Response): ReadonlyMap<string, readonly string[]> =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );

describe.each(requests)('%s', (_what, path, options) => {
  test('runs no script but the files of this server, and is framed by nobody', async () => {
    const policy = policyOf(await fetch(`${server.url}${path}`, options));
    expect(policy.get('default-src')).toEqual(["'self'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    for (const nothing of ['object-src', 'base-uri', 'frame-ancestors']) expect(policy.get(nothing), nothing).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
    for (const sources of policy.values()) expect(sources).not.toContain('*');
  });

  test('is taken for nothing else than it is, tells no address to others, and not what runs here', async () => {
    const { headers } = await fetch(`${server.url}${path}`, options);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

test('only a server that people reach by https says that it has to stay so', async () => {
  const port = await findFreePort();
  const secure = await startServer({ port, env: { PUBLIC_URL: `https://chat.example.org:${port}` } });
  const { headers } = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}/);
  await secure.stop();
});

test('answers of GraphQL are kept by nobody', async () => {
  const response = await fetch(`${server.url}/graphql?query={__typename}`, { headers: { 'apollo-require-preflight': '1' } });
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the pages of other origins read no answers, those of allowed ones do', async () => {
  const ask = (origin: string) =>
    fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: '{"query":"{ __typename }"}',
    });
  expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  expect((await ask(server.url)).headers.get('access-control-allow-origin')).toBe(server.url);
});

test.each(['web/index.html', 'web/playground/index.html'])('%s has no script and no handler of its own in it', (path) => {
  const html = readFileSync(join(repositoryDir, path), 'utf8');
  expect([...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)]).toEqual([]);
  expect(html).not.toMatch(/\son\w+=|javascript:/i);
});
