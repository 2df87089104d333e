import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeEngine, openEngine, type EngineOptions, type LiveEngine } from '../engine.js';
import { maintain } from './maintenance.js';
import { positionOf } from './oplog.js';
import { decodeToken, encodeToken } from '../streams/resume-tokens.js';
import { createIndexes } from '../queries/collections.js';
import { insertDocument } from '../queries/crud.js';
import { readIndexSpecification } from './index-specification.js';

const namespace = { database: 'db', collection: 'things' };
const unlimited: EngineOptions['oplog'] = { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 };

let folder: string;
let engine: LiveEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oplog-'));
  engine = await open();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeEngine(engine);
  rmSync(folder, { recursive: true, force: true });
});

function open(oplog = unlimited): Promise<LiveEngine> {
  return openEngine({ folder, oplog, hasFailPoints: false });
}

async function insert(n: number, fields: Record<string, unknown> = {}): Promise<void> {
  await engine.store.write(() => void insertDocument(engine, namespace, { _id: n, ...fields }));
}

function entryCount(): number {
  return [...engine.oplog.entriesAfter(Buffer.alloc(12))].length;
}

describe('the history', () => {
  it('never goes back in time, over a restart with a clock that was set back', async () => {
    await insert(1);
    const before = engine.oplog.operationTime;
    await closeEngine(engine);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    engine = await open();
    await insert(2);
    expect(engine.oplog.operationTime.greaterThan(before)).toBe(true);
  });

  it('leaves no entry of a write that was rolled back', async () => {
    await insert(1);
    const before = entryCount();
    await expect(insert(1)).rejects.toMatchObject({ code: 11000 });
    expect(entryCount()).toBe(before);
  });

  it('is trimmed by number and by size, keeps its last entry, and knows how far back it reaches', async () => {
    for (let n = 0; n < 10; n += 1) await insert(n, { text: 'x'.repeat(1000) });
    const start = positionOf(engine.oplog.operationTime);
    for (let n = 10; n < 20; n += 1) await insert(n, { text: 'x'.repeat(1000) });
    expect(engine.oplog.reachesBackTo(start)).toBe(true);
    await closeEngine(engine);
    engine = await open({ ...unlimited, maxEntries: 15 });
    await engine.oplog.trim();
    expect(entryCount()).toBe(15);
    expect(engine.oplog.reachesBackTo(start)).toBe(true);
    await closeEngine(engine);
    engine = await open({ ...unlimited, maxBytes: 5000 });
    await engine.oplog.trim();
    expect(entryCount()).toBeLessThan(5);
    expect(engine.oplog.reachesBackTo(start)).toBe(false);
    await closeEngine(engine);
    engine = await open({ ...unlimited, maxEntries: 0 });
    await engine.oplog.trim();
    expect(entryCount()).toBe(1);
  });

  it('is trimmed by age', async () => {
    await insert(1);
    await closeEngine(engine);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    engine = await open({ ...unlimited, maxAgeMs: 60_000 });
    await insert(2);
    await engine.oplog.trim();
    expect(entryCount()).toBe(1);
  });

  it('tells of documents that a TTL index removed', async () => {
    await engine.store.write(() => {
      const collection = engine.catalog.createCollection('db', 'things', {});
      createIndexes(engine, collection, [readIndexSpecification({ key: { expiresAt: 1 }, expireAfterSeconds: 60 })]);
    });
    await insert(1, { expiresAt: new Date(Date.now() - 61_000) });
    await insert(2, { expiresAt: new Date(Date.now() - 30_000) });
    await insert(3, { expiresAt: 'never' });
    await maintain(engine);
    const events = [...engine.oplog.entriesAfter(Buffer.alloc(12))].map(({ event }) => [event.type, Number(event.documentKey?.['_id'])]);
    expect(events.filter(([type]) => type === 'delete')).toEqual([['delete', 1]]);
  });
});

describe('resume tokens', () => {
  it('are texts that sort as the changes happened, an invalidation behind its event', () => {
    const [early, late] = [engine.oplog.nextTime(), engine.oplog.nextTime()].map((time) => positionOf(time));
    if (early === undefined || late === undefined) throw new Error('No times');
    const tokens = [encodeToken(early, 'point'), encodeToken(early, 'event'), encodeToken(early, 'invalidate'), encodeToken(late, 'point')];
    const texts = tokens.map((token) => String(token['_data']));
    expect([...texts].sort()).toEqual(texts);
    expect(decodeToken(tokens[2])).toEqual({ position: early, kind: 'invalidate' });
  });

  it.each([
    [{}, 40647],
    [{ _data: 'zz' }, 9],
    [{ _data: '82' }, 40647],
    [null, 40647],
  ])('refuse %j', (token, code) => {
    expect(() => decodeToken(token)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
