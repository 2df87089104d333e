import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type ClientSession } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '../../api/database/embedded/tools/check-folder.js';
import { kill, killAll, startProcess } from './killed-process.js';

const countersOnOneRow = 160;
const writers = 8;
const acknowledgedPerRound = 60;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transactions-'));
});

afterEach(async () => {
  await killAll();
  rmSync(folder, { recursive: true, force: true });
});

interface Row {
  _id: string;
  n: number;
}

interface Named {
  _id: string;
  writer: number;
}

describe('transactions of a driver', () => {
  it(`lose none of ${countersOnOneRow} counts on one row, begun at once`, async () => {
    const { child, started } = await startProcess(folder);
    const client = new MongoClient(started.uri ?? '', { maxPoolSize: 32 });
    const rows = client.db('talkinclouds').collection<Row>('rows');
    await rows.insertOne({ _id: 'hot', n: 0 });
    const countUp = (session: ClientSession) => rows.updateOne({ _id: 'hot' }, { $inc: { n: 1 } }, { session });
    await Promise.all(
      Array.from({ length: countersOnOneRow }, () => client.withSession((session) => session.withTransaction(() => countUp(session)))),
    );
    expect(await rows.findOne({ _id: 'hot' })).toEqual({ _id: 'hot', n: countersOnOneRow });
    await client.close();
    await kill(child);
  });

  it('are there whole or not at all after a SIGKILL, those that were acknowledged always, and their indexes agree', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 2; round += 1) await writeUntilKilled(acknowledged);
    const problems: string[] = [];
    await checkFolder(folder, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
    expect(problems).toEqual([]);
    const { child, started } = await startProcess(folder);
    const client = new MongoClient(started.uri ?? '');
    const database = client.db('talkinclouds');
    const [left, right] = await Promise.all(['left', 'right'].map((name) => database.collection<Named>(name).find().toArray()));
    const rows = await database.collection<Row>('rows').find().toArray();
    const names = (left ?? []).map(({ _id }) => _id).sort();
    expect((right ?? []).map(({ _id }) => _id).sort()).toEqual(names);
    expect(acknowledged.filter((name) => !names.includes(name))).toEqual([]);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(names.length);
    await client.close();
    await kill(child);
  });
});

/** Each transaction leaves a document in two collections and a count in a third; the server dies in the midst of them. */
async function writeUntilKilled(acknowledged: string[]): Promise<void> {
  const { child, started } = await startProcess(folder, 'hidden');
  const client = new MongoClient(started.uri ?? '', { serverSelectionTimeoutMS: 500, maxPoolSize: writers });
  const database = client.db('talkinclouds');
  const [left, right, rows] = [database.collection<Named>('left'), database.collection<Named>('right'), database.collection<Row>('rows')];
  await left.createIndex({ writer: 1 });
  await right.createIndex({ writer: 1 });
  const wanted = acknowledged.length + acknowledgedPerRound;
  let killed: Promise<void> | undefined;
  const write = async (writer: number): Promise<void> => {
    while (killed === undefined) {
      const _id = randomUUID();
      try {
        // Without a retry: what was not acknowledged may be there or not.
        await client.withSession(async (session) => {
          session.startTransaction();
          await left.insertOne({ _id, writer }, { session });
          await rows.updateOne({ _id: `row ${writer % 4}` }, { $inc: { n: 1 } }, { session, upsert: true });
          await right.insertOne({ _id, writer }, { session });
          await session.commitTransaction();
        });
        acknowledged.push(_id);
        if (acknowledged.length >= wanted) killed ??= kill(child);
      } catch (error) {
        const isConflict = (error as { code?: unknown }).code === 112;
        if (!isConflict && killed === undefined) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await killed;
  await client.close(true);
}
