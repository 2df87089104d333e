import { randomUUID } from 'node:crypto';
import { MongoClient, type Collection } from 'mongodb';
import { expect } from 'vitest';
import { checkFolder } from '../../api/database/embedded/tools/check-folder.js';
import { kill, startProcess } from './killed-process.js';

const writerCount = 32;

/** What the server has acknowledged to a writer, and what it was about when the server died. */
interface Ledger {
  readonly inserted: string[];
  increments: number;
  unanswered: number;
}

/** Lets 32 writers write, kills the server under them after so many acknowledged writes, and looks for every one of these; round after round. */
export async function killUnderWriters(folder: string, rounds: readonly number[]): Promise<void> {
  const ledgers = Array.from({ length: writerCount }, (): Ledger => ({ inserted: [], increments: 0, unanswered: 0 }));
  for (const acknowledged of rounds) {
    await writeUntilKilled(folder, ledgers, acknowledged);
    await expectSound(folder);
  }
  await expectNothingLost(folder, ledgers);
}

async function writeUntilKilled(folder: string, ledgers: readonly Ledger[], wanted: number): Promise<void> {
  const { child, started } = await startProcess(folder);
  // Without retries: a write that was not answered must stay unanswered.
  const client = new MongoClient(started.uri ?? '', { retryWrites: false, serverSelectionTimeoutMS: 500, maxPoolSize: writerCount });
  const collection = client.db('talkinclouds').collection('things');
  await collection.createIndexes([
    { key: { name: 1 }, unique: true, partialFilterExpression: { name: { $exists: true } } },
    { key: { writer: 1, group: -1 } },
    { key: { tags: 1 } },
  ]);
  let acknowledged = 0;
  let killed: Promise<void> | undefined;
  const isOver = (): boolean => killed !== undefined;
  const onAcknowledged = (): void => {
    acknowledged += 1;
    if (acknowledged >= wanted) killed ??= kill(child);
  };
  await Promise.all(ledgers.map((ledger, writer) => write(collection, writer, ledger, isOver, onAcknowledged)));
  await killed;
  await client.close(true);
}

async function write(
  collection: Collection,
  writer: number,
  ledger: Ledger,
  isOver: () => boolean,
  onAcknowledged: () => void,
): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const name = randomUUID();
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

/** Every document reads, and agrees with every index. */
async function expectSound(folder: string): Promise<void> {
  const problems: string[] = [];
  const { walked } = await checkFolder(folder, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
  expect(problems).toEqual([]);
  expect(walked?.documents).toBeGreaterThan(0);
}

async function expectNothingLost(folder: string, ledgers: readonly Ledger[]): Promise<void> {
  const { child, started } = await startProcess(folder);
  const client = new MongoClient(started.uri ?? '');
  const collection = client.db('talkinclouds').collection('things');
  const names = new Set((await collection.find({ name: { $exists: true } }).toArray()).map(({ name }) => name as string));
  for (const [writer, { inserted, increments, unanswered }] of ledgers.entries()) {
    expect(inserted.filter((name) => !names.has(name))).toEqual([]);
    const value = ((await collection.findOne({ counter: writer }))?.['value'] ?? 0) as number;
    expect(value).toBeGreaterThanOrEqual(increments);
    expect(value).toBeLessThanOrEqual(increments + unanswered);
  }
  await client.close();
  await kill(child);
}
