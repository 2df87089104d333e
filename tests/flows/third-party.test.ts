import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryDir, startServer } from '../testkit/server.js';

const script = join(repositoryDir, 'docs/examples/chat.mjs');

test('a client with nothing but the schema signs two people up, sends, and receives', async () => {
  const server = await startServer();
  const { stdout } = await promisify(execFile)(process.execPath, [script, server.httpUrl], { timeout: 60_000 });
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toMatch(/^Signed up ana-\w+ and bia-\w+\.$/);
  expect(lines.slice(1)).toEqual([
    'Bia hears #1 from Ana: Olá, Bia! ☁️',
    'Bia hears #2 from Ana: Do you read me?',
    'Ana hears #3 from Bia: Loud and clear.',
  ]);
  await server.stop();
});

test('the example stays short, and needs no more than fetch and graphql-ws', () => {
  const source = readFileSync(script, 'utf8');
  expect(source.trim().split('\n').length).toBeLessThanOrEqual(60);
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(['graphql-ws', 'ws', 'node:crypto']));
});
