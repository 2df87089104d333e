import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryDir, startServer } from '../testkit/server.js';
import { skipBecause } from '../testkit/skip-because.js';

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

/** A copy of the folder beside node_modules, for what is generated into it. */
async function copyExample(): Promise<string> {
  const parent = join(repositoryDir, 'dist');
  const folder = await mkdtemp(join(parent, 'example-'));
  await cp(join(repositoryDir, 'docs/examples/typescript'), folder, { recursive: true });
  return folder;
}

test('the one in TypeScript gets its types from the server, and they fit', async () => {
  const server = await startServer();
  const cwd = await copyExample();
  const modules = join(repositoryDir, 'node_modules');
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, args, { cwd, timeout: 110_000, env: { ...process.env, CHAT_URL: server.httpUrl } });
  try {
    await run(join(modules, '@graphql-codegen/cli/esm/bin.js'));
    await run(join(modules, 'typescript/bin/tsc'));
    const { stdout } = await run(join(modules, 'tsx/dist/cli.mjs'), 'chat.ts', server.httpUrl);
    expect(stdout.trim().split('\n')).toEqual(['Bia hears #1 from Ana: Olá, Bia! ☁️', 'Bia hears #2 from Ana: Typed from end to end.']);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
  await server.stop();
});

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const hasPython = works('python3', '--version');
const hasWebSockets = hasPython && works('python3', '-c', 'import websockets.sync.client');
const hasCurl = works('curl', '--version');

test.skipIf(skipBecause(!hasPython, 'the example in Python, because there is no python3.'))(
  'the one in Python sends, and hears or reads',
  async () => {
    skipBecause(!hasWebSockets, 'hearing live in Python, because its package websockets is not installed: the example reads instead.');
    const server = await startServer();
    const { stdout } = await promisify(execFile)('python3', [join(repositoryDir, 'docs/examples/chat.py'), server.httpUrl], {
      timeout: 60_000,
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    const verb = hasWebSockets ? 'hears' : 'reads';
    expect(stdout.trim().split('\n')).toEqual([
      `Bia ${verb} #1 from Ana: Olá, Bia! ☁️`,
      `Bia ${verb} #2 from Ana: From a snake.`,
      ...(hasWebSockets ? [] : ['To hear it live: pip install websockets']),
    ]);
    await server.stop();
  },
);

test.skipIf(skipBecause(!hasCurl, 'the example with curl, because there is none.'))(
  'the one with curl sends the same twice, and it is there once',
  async () => {
    const server = await startServer();
    const { stdout } = await promisify(execFile)('sh', [join(repositoryDir, 'docs/examples/chat.sh'), server.httpUrl], { timeout: 60_000 });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const message = { seq: 1, text: 'Hello from curl' };
    expect(answers).toMatchObject([
      { data: { sendMessage: message } },
      { data: { sendMessage: message } },
      { data: { conversation: { lastSeq: 1, messages: { edges: [{ node: { ...message, author: { displayName: 'ana' } } }] } } } },
    ]);
    await server.stop();
  },
);

test('the example stays short, and needs no more than fetch and graphql-ws', () => {
  const source = readFileSync(script, 'utf8');
  expect(source.trim().split('\n').length).toBeLessThanOrEqual(60);
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(['graphql-ws', 'ws', 'node:crypto']));
});
