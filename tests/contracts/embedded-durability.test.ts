import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, closeSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MongoClient, type Collection, type Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedDatabaseError } from '../../api/database/embedded/embedded-error.js';
import { startEmbeddedServer } from '../../api/database/embedded/embedded-server.js';

const writers = 12;
const acknowledgedPerRound = 1500;

let folder: string;
const children = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durability-'));
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  uri?: string;
  code?: string;
  message?: string;
}

async function startProcess(dataDir: string): Promise<{ child: ChildProcess; started: Started }> {
  const script = fileURLToPath(new URL('./embedded-server-process.ts', import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code, signal) => reject(new Error(`The server ended before it said anything: ${String(code ?? signal)}`)));
  });
  return { child, started: JSON.parse(line) as Started };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  children.delete(child);
}

/** What the server has acknowledged to a writer, and what it was about when the server died. */
interface Ledger {
  inserted: string[];
  increments: number;
  unanswered: number;
}

async function write(
  collection: Collection,
  writer: number,
  ledger: Ledger,
  isOver: () => boolean,
  onAcknowledged: () => void,
): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const name = `${writer}-${ledger.inserted.length}-${turn}`;
    try {
      if (turn % 3 === 2) {
        ledger.unanswered += 1;
        await collection.updateOne({ counter: writer }, { $inc: { value: 1 }, $set: { group: turn % 5 } }, { upsert: true });
        ledger.unanswered -= 1;
        ledger.increments += 1;
      } else {
        await collection.insertOne({ name, writer, group: turn % 7, tags: [writer, turn], text: 'x'.repeat((turn * 37) % 3000) });
        ledger.inserted.push(name);
      }
      onAcknowledged();
    } catch (error) {
      if (!isOver()) throw error;
    }
  }
}

/** Lets writers write until enough is acknowledged, kills the server under them, and returns when all have noticed. */
async function writeUntilKilled(child: ChildProcess, uri: string, ledgers: Ledger[]): Promise<void> {
  // Without retries: a write that was not answered must stay unanswered.
  const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 500, maxPoolSize: writers });
  const collection = client.db('talkinclouds').collection('things');
  await collection.createIndexes([
    { key: { name: 1 }, unique: true, partialFilterExpression: { name: { $exists: true } } },
    { key: { writer: 1, group: -1 } },
    { key: { tags: 1 } },
  ]);
  let [acknowledged, isKilled] = [0, false];
  const killed = new Promise<void>((resolve) => {
    const onAcknowledged = (): void => {
      acknowledged += 1;
      if (acknowledged < acknowledgedPerRound || isKilled) return;
      isKilled = true;
      void kill(child).then(resolve);
    };
    void Promise.all(ledgers.map((ledger, writer) => write(collection, writer, ledger, () => isKilled, onAcknowledged))).catch(
      (error: unknown) => {
        throw error;
      },
    );
  });
  await killed;
  await client.close(true);
}

async function idsBy(collection: Collection, filter: Document, hint: Document): Promise<string[]> {
  const found = await collection.find(filter, { projection: { _id: 1 }, hint }).toArray();
  return found.map(({ _id }) => String(_id)).sort();
}

async function checkEverything(uri: string, ledgers: Ledger[]): Promise<void> {
  const client = new MongoClient(uri);
  const collection = client.db('talkinclouds').collection('things');
  const all = await collection.find({}, { hint: { $natural: 1 } }).toArray();
  const names = new Set(all.map((document) => document['name'] as string));
  for (const [writer, { inserted, increments, unanswered }] of ledgers.entries()) {
    expect(inserted.filter((name) => !names.has(name))).toEqual([]);
    const value = all.find((document) => document['counter'] === writer)?.['value'] as number;
    expect(value).toBeGreaterThanOrEqual(increments);
    expect(value).toBeLessThanOrEqual(increments + unanswered);
  }
  const everyId = all.map(({ _id }) => String(_id)).sort();
  expect(await idsBy(collection, {}, { writer: 1, group: -1 })).toEqual(everyId);
  expect(await idsBy(collection, {}, { tags: 1 })).toEqual(everyId);
  for (const [writer] of ledgers.entries()) {
    const expected = all
      .filter((document) => document['writer'] === writer && document['group'] === 3)
      .map(({ _id }) => String(_id))
      .sort();
    expect(await idsBy(collection, { writer, group: 3 }, { writer: 1, group: -1 })).toEqual(expected);
    expect(await idsBy(collection, { tags: writer }, { tags: 1 })).toEqual(await idsBy(collection, { tags: writer }, { $natural: 1 }));
  }
  await client.close();
}

describe('the embedded database under SIGKILL', () => {
  it('keeps every acknowledged write, and its indexes agree with its documents', async () => {
    const ledgers = Array.from({ length: writers }, (): Ledger => ({ inserted: [], increments: 0, unanswered: 0 }));
    for (let round = 0; round < 2; round += 1) {
      const { child, started } = await startProcess(folder);
      await writeUntilKilled(child, started.uri ?? '', ledgers);
    }
    const { child, started } = await startProcess(folder);
    await checkEverything(started.uri ?? '', ledgers);
    await kill(child);
    // Thousands of synced writes: half a minute on a quiet machine, several on a busy one.
  }, 400_000);

  it('never goes back in cluster time, and resumes a change stream that was open', async () => {
    const first = await startProcess(folder);
    const client = new MongoClient(first.started.uri ?? '', { serverSelectionTimeoutMS: 500 });
    const stream = client.db('talkinclouds').collection('things').watch();
    const opened = stream.tryNext();
    await opened;
    await client.db('talkinclouds').collection('things').insertOne({ n: 1 });
    const event = await stream.next();
    await client.db('talkinclouds').collection('things').insertOne({ n: 2 });
    await kill(first.child);
    await client.close(true);

    const second = await startProcess(folder);
    const again = new MongoClient(second.started.uri ?? '');
    const things = again.db('talkinclouds').collection('things');
    const resumed = things.watch([], { resumeAfter: event._id });
    await things.insertOne({ n: 3 });
    const [missed, fresh] = [await resumed.next(), await resumed.next()];
    expect([missed, fresh].map((change) => 'fullDocument' in change && ((change.fullDocument as Document)['n'] as number))).toEqual([2, 3]);
    const times = [event, missed, fresh].map((change) => change.clusterTime);
    expect(times[0]?.lessThan(times[1] ?? 0)).toBe(true);
    expect(times[1]?.lessThan(times[2] ?? 0)).toBe(true);
    await resumed.close();
    await again.close();
  });
});

describe('a folder that is not to be trusted', () => {
  async function fill(): Promise<string> {
    const server = await startEmbeddedServer({ dataDir: folder });
    const client = new MongoClient(server.uri);
    const documents = Array.from({ length: 3000 }, (_, n) => ({ n, text: 'y'.repeat(n % 900) }));
    await client.db('talkinclouds').collection('things').insertMany(documents);
    await client.db('talkinclouds').collection('things').createIndex({ n: 1 });
    await client.close();
    await server.stop();
    const dataFile = readdirSync(folder).find((name) => name.endsWith('.mdb'));
    return join(folder, dataFile ?? 'missing');
  }

  function overwrite(path: string, position: number, bytes: Buffer): void {
    const file = openSync(path, 'r+');
    writeSync(file, bytes, 0, bytes.length, position);
    closeSync(file);
  }

  async function refusal(): Promise<EmbeddedDatabaseError> {
    const outcome = await startEmbeddedServer({ dataDir: folder }).catch((error: unknown) => error);
    if (!(outcome instanceof EmbeddedDatabaseError)) throw new Error('The folder was not refused', { cause: outcome });
    return outcome;
  }

  const damages: [string, (path: string) => void][] = [
    ['truncated in the middle', (path) => truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096)],
    ['cut to one page', (path) => truncateSync(path, 4096)],
    ['zeroed from end to end', (path) => overwrite(path, 0, Buffer.alloc(statSync(path).size))],
    ['zeroed behind its first pages', (path) => overwrite(path, 8192, Buffer.alloc(statSync(path).size - 8192))],
    ['full of garbage', (path) => overwrite(path, 0, Buffer.alloc(statSync(path).size, 'garbage!'))],
    ['full of garbage behind its first pages', (path) => overwrite(path, 8192, Buffer.alloc(statSync(path).size - 8192, 'garbage!'))],
    ['empty', (path) => writeFileSync(path, '')],
    ['missing', (path) => rmSync(path)],
  ];

  it.each(damages)('refuses a data file that is %s, and takes the whole one again', async (_, damage) => {
    const path = await fill();
    const copy = mkdtempSync(join(tmpdir(), 'durability-copy-'));
    cpSync(path, join(copy, 'whole'));
    damage(path);
    const error = await refusal();
    expect(error.code).toBe('DAMAGED');
    expect(error.message).toMatch(/^The database in .* is damaged \(.*\): restore a backup/);
    expect(error.message).not.toContain('\n');
    cpSync(join(copy, 'whole'), path);
    rmSync(copy, { recursive: true });
    const server = await startEmbeddedServer({ dataDir: folder });
    const client = new MongoClient(server.uri);
    expect(await client.db('talkinclouds').collection('things').countDocuments()).toBe(3000);
    await client.close();
    await server.stop();
  });

  it('is refused while another process holds it, and free once that one is killed', async () => {
    const { child } = await startProcess(folder);
    const error = await refusal();
    expect(error.code).toBe('FOLDER_LOCKED');
    expect(error.message).toContain(`process ${child.pid}`);
    await kill(child);
    await (await startEmbeddedServer({ dataDir: folder })).stop();
  });
});
