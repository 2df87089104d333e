import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, MongoServerError, type Collection } from 'mongodb';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFolder } from '../../api/database/embedded/tools/check-folder.js';
import { skipBecause } from '../testkit/skip-because.js';
import { kill, killAll, startProcess } from './killed-process.js';

const folder = mkdtempSync(join(tmpdir(), 'disk-full-'));
const roomBytes = 2_000_000;
const writers = 8;
/** Without prlimit there is no disk that is full for this one process only. */
const hasNoLimits = spawnSync('prlimit', ['--version']).status !== 0;

afterAll(async () => {
  await killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Limits, or lets go, how large files the process may make: beyond that the system refuses as a full disk does. Null lifts it. */
function limitFiles(pid: number | undefined, bytes: number | null): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`]);
}

async function write(
  collection: Collection,
  count: number,
  from: number,
): Promise<{ acknowledged: number[]; refusals: MongoServerError[] }> {
  const acknowledged: number[] = [];
  const refusals: MongoServerError[] = [];
  const lane = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) {
      const n = from + writer * count + turn;
      try {
        await collection.insertOne({ n, text: 'x'.repeat(4000) });
        acknowledged.push(n);
      } catch (error) {
        if (!(error instanceof MongoServerError)) throw error;
        refusals.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => lane(writer)));
  return { acknowledged, refusals };
}

describe('a disk that is full', () => {
  it.skipIf(skipBecause(hasNoLimits, 'what a full disk does to the embedded database: this system has no prlimit.'))(
    'refuses writes and loses none, answers reads, and goes on when there is room',
    async () => {
      const { child, started } = await startProcess(folder, 'hidden');
      const client = new MongoClient(started.uri ?? '', { retryWrites: false });
      const collection = client.db('talkinclouds').collection('things');
      await collection.createIndex({ n: 1 }, { unique: true });
      limitFiles(child.pid, roomBytes);
      const full = await write(collection, 60, 0);
      expect(full.acknowledged.length).toBeGreaterThan(0);
      expect(full.refusals.length).toBeGreaterThan(writers);
      for (const { message } of full.refusals)
        expect(message).toMatch(/could not write to its disk, which may be full|The disk of .* is full/);
      const seen = async (): Promise<number[]> => (await collection.find().toArray()).map(({ n }) => n as number).sort((a, b) => a - b);
      const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
      expect(await seen()).toEqual(sorted(full.acknowledged));

      limitFiles(child.pid, null);
      const after = await write(collection, 20, 1_000_000);
      expect(after.refusals).toEqual([]);
      expect(await seen()).toEqual(sorted([...full.acknowledged, ...after.acknowledged]));
      await client.close();
      await kill(child);

      const problems: string[] = [];
      const { walked } = await checkFolder(folder, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
      expect(problems).toEqual([]);
      expect(walked?.documents).toBe(full.acknowledged.length + after.acknowledged.length);
    },
  );
});
