import { open, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDatabase, type ServerDatabase } from '../testkit/database-choice.js';
import { people } from '../testkit/people.js';
import { startServer, startServerInVain, type FailedStart } from '../testkit/server.js';

/** What a person who starts the server sees when it cannot: one line, and exit code 1. */
function expectOneLine({ code, output }: FailedStart, saying: RegExp): void {
  expect(output.trim().split('\n'), output).toHaveLength(1);
  expect(output).toMatch(saying);
  expect(output).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
}

describe('a setting that cannot be used is named, with what it must be', () => {
  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'chat.example.org'],
    ['MONGODB_URI', 'postgres://localhost'],
    ['SIGN_UP', 'maybe'],
    ['RATE_LIMITS', 'none'],
    ['RETENTION_DAYS', '-1'],
    ['ALLOWED_ORIGINS', 'everybody'],
    ['AUTH_KEYS', 'secret'],
    ['LOG_LEVEL', 'loud'],
    ['PROCESSES', 'many'],
  ])('%s=%s', async (name, value) => {
    const { dataDir, remove } = await createDatabase('embedded');
    expectOneLine(await startServerInVain({ DATA_DIR: dataDir, [name]: value }), new RegExp(name));
    await remove();
  });
});

test('a port that is taken', async () => {
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
  const address = occupant.address();
  if (typeof address !== 'object' || !address) throw new Error('The occupant has no port.');
  const { env, remove } = await createDatabase();
  expectOneLine(await startServerInVain({ ...env, PORT: String(address.port) }), new RegExp(`${address.port}`));
  await new Promise((resolve) => occupant.close(resolve));
  await remove();
});

describe('of several processes, one line and no more', () => {
  const env = { PROCESSES: '3' };

  test('for a setting that only a worker finds out about', async () => {
    const { dataDir, remove } = await createDatabase('embedded');
    const keys = JSON.stringify({ keys: [{ kty: 'oct', alg: 'HS256', k: 'c2hvcnQ' }] });
    expectOneLine(await startServerInVain({ ...env, DATA_DIR: dataDir, AUTH_KEYS: keys }), /AUTH_KEYS: key 1 is shorter than 32 bytes/);
    // What was started before is ended in order: the folder is free.
    const server = await startServer({ database: { kind: 'embedded', env: { DATA_DIR: dataDir }, dataDir, remove } });
    await server.stop();
    await remove();
  });

  test('for a port that is taken', async () => {
    const first = await startServer({ database: 'embedded' });
    const { dataDir, remove } = await createDatabase('embedded');
    expectOneLine(await startServerInVain({ ...env, DATA_DIR: dataDir, PORT: String(first.port) }), new RegExp(`${first.port}`));
    await remove();
    await first.stop();
  });

  test('for a folder that another server uses', async () => {
    const first = await startServer({ database: 'embedded' });
    expectOneLine(await startServerInVain({ ...env, ...first.database.env }), new RegExp(first.database.dataDir));
    await first.stop();
  });

  test('for a MongoDB that is not there', { timeout: 90_000 }, async () => {
    const { dataDir, remove } = await createDatabase('embedded');
    const uri = 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=1000';
    expectOneLine(await startServerInVain({ ...env, DATA_DIR: dataDir, MONGODB_URI: uri }), /MongoDB|MONGODB_URI/);
    await remove();
  });
});

test('a MongoDB that is not there', { timeout: 90_000 }, async () => {
  const { dataDir, remove } = await createDatabase('embedded');
  const uri = 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=1000';
  expectOneLine(await startServerInVain({ DATA_DIR: dataDir, MONGODB_URI: uri }), /MongoDB|MONGODB_URI/);
  await remove();
});

describe('the embedded database', () => {
  test('whose folder is a file', async () => {
    const { dataDir, remove } = await createDatabase('embedded');
    const file = join(dataDir, 'not-a-folder');
    await writeFile(file, 'text');
    expectOneLine(await startServerInVain({ DATA_DIR: file }), /not-a-folder/);
    await remove();
  });

  test('whose folder cannot be made', async () => {
    const { dataDir, remove } = await createDatabase('embedded');
    await writeFile(join(dataDir, 'file'), 'text');
    expectOneLine(await startServerInVain({ DATA_DIR: join(dataDir, 'file/below') }), /file\/below/);
    await remove();
  });

  test('that another server uses', async () => {
    const first = await startServer({ database: 'embedded' });
    expectOneLine(await startServerInVain(first.database.env), new RegExp(first.database.dataDir));
    await first.stop();
  });

  test('that is damaged', async () => {
    const database = await createDatabase('embedded');
    const server = await startServer({ database });
    const { ana, bia } = await people(server, 'ana', 'bia');
    await ana.send(await ana.startDirect(bia), 'before the damage');
    await server.stop();
    await damage(database);
    expectOneLine(await startServerInVain(database.env), /damage/i);
    await database.remove();
  });
});

/** Overwrites the first 64 KiB of the largest file, as a failing disk might. */
async function damage({ dataDir }: ServerDatabase): Promise<void> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })));
  const largest = sizes.sort((a, b) => b.size - a.size)[0];
  if (!largest || largest.size === 0) throw new Error(`There is nothing to damage in ${dataDir}.`);
  const file = await open(largest.path, 'r+');
  const length = Math.min(largest.size, 64 * 1024);
  await file.write(Buffer.alloc(length, 0xa5), 0, length, 0);
  await file.close();
}
