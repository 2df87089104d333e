import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, Timestamp, type Db, type Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { skipBecause } from '../../../tests/testkit/skip-because.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { startEmbeddedServer, type EmbeddedServer, type EmbeddedServerOptions } from './embedded-server.js';

let folder: string;
let server: EmbeddedServer | undefined;
let client: MongoClient | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-'));
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedServerOptions> = {}): Promise<Db> {
  server = await startEmbeddedServer({ dataDir: folder, ...options });
  client = new MongoClient(server.uri);
  return client.db();
}

async function stop(): Promise<void> {
  await client?.close();
  await server?.stop();
  [client, server] = [undefined, undefined];
}

async function refusal(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedDatabaseError> {
  const outcome = await startEmbeddedServer({ dataDir: folder, ...options }).catch((error: unknown) => error);
  if (!(outcome instanceof EmbeddedDatabaseError)) throw new Error('The server was not refused', { cause: outcome });
  return outcome;
}

describe('the embedded server', () => {
  it('keeps what was written over a restart, on a socket only its owner can open', async () => {
    const db = await start();
    await db.collection('things').insertOne({ n: 1 });
    expect(db.databaseName).toBe('talkinclouds');
    const socket = decodeURIComponent(new URL(server?.uri ?? '').host);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await stop();
    expect(existsSync(socket)).toBe(false);
    const again = await start();
    expect(await again.collection('things').findOne({ n: 1 })).toMatchObject({ n: 1 });
  });

  it('listens in a short place when its folder has a long name', async () => {
    folder = join(folder, 'x'.repeat(120));
    const db = await start();
    const socket = decodeURIComponent(new URL(server?.uri ?? '').host);
    expect(Buffer.byteLength(socket)).toBeLessThan(100);
    expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await stop();
    expect(existsSync(join(socket, '..'))).toBe(false);
  });

  it('listens on loopback too when it is asked for a port', async () => {
    const db = await start({ port: 0 });
    expect(server?.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\//);
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('says what to do when it cannot start', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    expect(await refusal({ port })).toMatchObject({
      code: 'PORT_BUSY',
      message: `Port ${port} is in use: stop what uses it, or set another EMBEDDED_DB_PORT.`,
    });
    await new Promise((resolve) => blocker.close(resolve));
    await start();
    expect(await refusal()).toMatchObject({ code: 'FOLDER_LOCKED' });
    await stop();
    writeFileSync(join(folder, 'file'), '');
    expect(await refusal({ dataDir: join(folder, 'file') })).toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
  });

  it.skipIf(skipBecause(process.getuid?.() === 0, 'that a read-only folder is refused: root may write everywhere.'))(
    'refuses a folder it may not write to',
    async () => {
      const readOnly = join(folder, 'read-only');
      mkdirSync(readOnly);
      chmodSync(readOnly, 0o500);
      expect(await refusal({ dataDir: readOnly })).toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
    },
  );

  it('starts anew where a server was killed before its file was made', async () => {
    writeFileSync(join(folder, 'database.mdb'), '');
    const db = await start();
    expect(await db.collection('things').countDocuments()).toBe(0);
    expect(readdirSync(folder)).toContain('database.mdb.unfinished');
  });

  it('makes a consistent copy while it runs', async () => {
    const db = await start();
    await db.collection('things').insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const copy = join(folder, 'copy');
    await server?.copyTo(join(copy, 'database.mdb'));
    await stop();
    const copied = await start({ dataDir: copy });
    expect(await copied.collection('things').countDocuments()).toBe(500);
  });

  it('refuses to resume a change stream from before its history, and says that resuming is in vain', async () => {
    const db = await start({ oplogEntries: 5 });
    const things = db.collection<Document>('things');
    await things.insertOne({ n: 0 });
    const begin = await db.command({ ping: 1 });
    const stream = things.watch();
    const token = (await db.command({ aggregate: 'things', pipeline: [{ $changeStream: {} }], cursor: {} }))['cursor'] as Document;
    await stream.close();
    // The history is trimmed every second.
    const isLost = async (): Promise<boolean> => {
      await things.insertMany(Array.from({ length: 20 }, (_, n) => ({ n })));
      const options = { resumeAfter: token['postBatchResumeToken'] as Document };
      const reply = await db
        .command({ aggregate: 'things', pipeline: [{ $changeStream: options }], cursor: {} })
        .catch((error: unknown) => error as Document);
      if (reply['ok'] === 1) return false;
      expect(reply).toMatchObject({ code: 286, codeName: 'ChangeStreamHistoryLost', errorLabels: ['NonResumableChangeStreamError'] });
      return true;
    };
    await expect.poll(isLost, { timeout: 20_000, interval: 100 }).toBe(true);
    const old = { startAtOperationTime: begin['operationTime'] as Timestamp };
    await expect(db.command({ aggregate: 'things', pipeline: [{ $changeStream: old }], cursor: {} })).rejects.toMatchObject({ code: 286 });
  });

  it('gives every event once and in commit order, whoever writes at the same time', async () => {
    const db = await start();
    const things = db.collection('things');
    const stream = things.watch([{ $project: { _id: 1, clusterTime: 1, 'fullDocument.n': 1 } }]);
    await stream.tryNext();
    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let turn = 0; turn < 50; turn += 1) await things.insertOne({ n: `${writer}-${turn}` });
      }),
    );
    const events: Document[] = [];
    while (events.length < 400) events.push(await stream.next());
    await writing;
    const names = events.map((event) => (event['fullDocument'] as Document)['n'] as string);
    expect(new Set(names).size).toBe(400);
    for (let writer = 0; writer < 8; writer += 1) {
      expect(names.filter((name) => name.startsWith(`${writer}-`))).toEqual(Array.from({ length: 50 }, (_, turn) => `${writer}-${turn}`));
    }
    const times = events.map((event) => event['clusterTime'] as Timestamp);
    expect(times.every((time, index) => index === 0 || time.greaterThan(times[index - 1] ?? new Timestamp({ t: 0, i: 0 })))).toBe(true);
    await stream.close();
  });

  it('stops twice like once, and leaves no lock', async () => {
    await start();
    await Promise.all([server?.stop(), server?.stop()]);
    expect(readdirSync(folder)).not.toContain('database.lock');
  });
});
