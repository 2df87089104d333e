import { cpSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedDatabaseError } from '../../api/database/embedded/embedded-error.js';
import { startEmbeddedServer } from '../../api/database/embedded/embedded-server.js';
import { findDamage } from '../../api/database/embedded/storage/damage-check.js';
import { formatKey } from '../../api/database/embedded/storage/format.js';
import { Store } from '../../api/database/embedded/storage/store.js';
import { checkFolder } from '../../api/database/embedded/tools/check-folder.js';

const documentCount = 2000;
const pageBytes = 4096;
let home: string;
let whole: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'damage-'));
  whole = join(home, 'whole');
  const server = await startEmbeddedServer({ dataDir: whole });
  const client = new MongoClient(server.uri);
  const things = client.db('talkinclouds').collection('things');
  await things.insertMany(Array.from({ length: documentCount }, (_, n) => ({ n, text: 'y'.repeat(n % 900) })));
  await things.createIndex({ n: 1 });
  await client.close();
  await server.stop();
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

/** A copy of the whole folder, for one test. */
function copyWhole(): { folder: string; path: string } {
  const folder = mkdtempSync(join(home, 'copy-'));
  cpSync(whole, folder, { recursive: true });
  return { folder, path: join(folder, 'database.mdb') };
}

async function refusalOf(folder: string): Promise<EmbeddedDatabaseError> {
  const outcome = await startEmbeddedServer({ dataDir: folder }).catch((error: unknown) => error);
  if (!(outcome instanceof EmbeddedDatabaseError)) throw new Error('The folder was not refused', { cause: outcome });
  return outcome;
}

async function countIn(folder: string): Promise<number> {
  const server = await startEmbeddedServer({ dataDir: folder });
  const client = new MongoClient(server.uri);
  const count = await client.db('talkinclouds').collection('things').countDocuments();
  await client.close();
  await server.stop();
  return count;
}

function overwrite(path: string, position: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
}

const sizeOf = (path: string): number => statSync(path).size;
const garbage = (length: number): Buffer => Buffer.alloc(length, 'garbage!');

const damages: [string, (path: string) => void][] = [
  ['empty', (path) => writeFileSync(path, '')],
  ['missing', (path) => rmSync(path)],
  ['cut within its first page', (path) => truncateSync(path, 100)],
  ['cut to one page', (path) => truncateSync(path, pageBytes)],
  ['cut to its two first pages', (path) => truncateSync(path, 2 * pageBytes)],
  ['cut in the middle', (path) => truncateSync(path, Math.floor(sizeOf(path) / 2 / pageBytes) * pageBytes)],
  ['cut within a page', (path) => truncateSync(path, Math.floor(sizeOf(path) / 2) + 1000)],
  ['zeroed from end to end', (path) => overwrite(path, 0, Buffer.alloc(sizeOf(path)))],
  ['zeroed in its first page', (path) => overwrite(path, 0, Buffer.alloc(pageBytes))],
  ['zeroed in its second page', (path) => overwrite(path, pageBytes, Buffer.alloc(pageBytes))],
  ['zeroed behind its first pages', (path) => overwrite(path, 2 * pageBytes, Buffer.alloc(sizeOf(path) - 2 * pageBytes))],
  ['zeroed in the middle', (path) => overwrite(path, Math.floor(sizeOf(path) / 2 / pageBytes) * pageBytes, Buffer.alloc(50 * pageBytes))],
  ['full of garbage', (path) => overwrite(path, 0, garbage(sizeOf(path)))],
  ['full of garbage behind its first pages', (path) => overwrite(path, 2 * pageBytes, garbage(sizeOf(path) - 2 * pageBytes))],
  ['garbage in the middle', (path) => overwrite(path, Math.floor(sizeOf(path) / 2 / pageBytes) * pageBytes, garbage(50 * pageBytes))],
  ['another kind of file', (path) => writeFileSync(path, 'SQLite format 3\0'.padEnd(sizeOf(path), 'x'))],
];

describe('a folder that is not to be trusted', () => {
  it.concurrent.each(damages)('is refused when its data file is %s', async (_, damage) => {
    const { folder, path } = copyWhole();
    damage(path);
    const error = await refusalOf(folder);
    expect(error.code).toBe('DAMAGED');
    expect(error.message).toMatch(/^The database in .* is damaged \(.*\): restore a backup/);
    expect(error.message).not.toContain('\n');
  });

  it('is refused when only the lock of its data file is left', async () => {
    const { folder, path } = copyWhole();
    for (const lost of [path, join(folder, 'database.format')]) rmSync(lost);
    expect(await refusalOf(folder)).toMatchObject({
      code: 'DAMAGED',
      message: expect.stringContaining('database.mdb is missing') as string,
    });
  });

  it.each([
    ['99', 'NEWER_FORMAT', /written by a newer version \(this one reads format \d+\): update Talk-In-Clouds/],
    ['garbage', 'DAMAGED', /its format record is unreadable/],
    ['0', 'DAMAGED', /its format record is unreadable/],
  ])('is refused when its format is "%s"', async (format, code, saying) => {
    const { folder } = copyWhole();
    const store = new Store(folder);
    await store.write(() => store.catalog.put(formatKey, Buffer.from(format)));
    await store.close();
    expect(await refusalOf(folder)).toMatchObject({ code, message: expect.stringMatching(saying) as string });
  });

  it('loses any one page, and is refused, or the check of all that it holds comes to its end', async () => {
    const pages = sizeOf(join(whole, 'database.mdb')) / pageBytes;
    const outcomes = { refused: 0, checked: 0 };
    for (let page = 2; page < pages; page += Math.ceil(pages / 6)) {
      const { folder, path } = copyWhole();
      overwrite(path, page * pageBytes, Buffer.alloc(pageBytes));
      const damage = await findDamage(folder);
      if (damage !== undefined) {
        expect(damage.kind).toBe('DAMAGED');
        outcomes.refused += 1;
        continue;
      }
      // A page that was free, or one that holds a part of a long document.
      const problems: string[] = [];
      const { walked } = await checkFolder(folder, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
      expect(walked, problems.join('\n')).toBeDefined();
      outcomes.checked += 1;
    }
    expect(outcomes.refused, `${outcomes.checked} pages were not missed`).toBeGreaterThan(0);
    // A process or two for each page: seconds on a quiet machine, minutes on a busy one.
  }, 400_000);

  it('is taken as it is, and is the same afterwards, when nothing is wrong with it', async () => {
    const { folder, path } = copyWhole();
    const before = readFileSync(path);
    expect(await findDamage(folder)).toBeUndefined();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await countIn(folder)).toBe(documentCount);
  });
});
