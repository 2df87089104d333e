import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeEngine, openEngine } from '../engine.js';
import { formatKey, formatVersion, prepareFormat, type Migration } from './format.js';
import { Store } from './store.js';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'format-'));
  store = new Store(folder);
  await prepareFormat(store, []);
  await store.write(() => store.documents.put(Buffer.from('key'), Buffer.from('old')));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const format = (): string | undefined => store.catalog.get(formatKey)?.toString();
const value = (): string | undefined => store.documents.get(Buffer.from('key'))?.toString();
const append =
  (text: string): Migration =>
  (changed) =>
    void changed.documents.put(Buffer.from('key'), Buffer.from(`${changed.documents.get(Buffer.from('key'))?.toString() ?? ''} ${text}`));

describe('the format', () => {
  it('is the first of a new file where nothing was ever changed, and the present one otherwise', async () => {
    expect(format()).toBe('1');
    const other = mkdtempSync(join(tmpdir(), 'format-'));
    const engine = await openEngine({ folder: other, oplog: { maxEntries: 1, maxAgeMs: 1, maxBytes: 1 }, hasFailPoints: false });
    expect(engine.store.catalog.get(formatKey)?.toString()).toBe(String(formatVersion));
    await closeEngine(engine);
    rmSync(other, { recursive: true });
  });

  it('is brought up to date step by step, once, and the file as it was is kept', async () => {
    await prepareFormat(store, [append('two'), append('three')]);
    expect([format(), value()]).toEqual(['3', 'old two three']);
    await prepareFormat(store, [append('two'), append('three')]);
    expect([format(), value()]).toEqual(['3', 'old two three']);
    expect(readdirSync(folder).filter((name) => /format-|unfinished/.test(name))).toEqual(['database.mdb.format-1']);
    await prepareFormat(store, [append('two'), append('three'), append('four')]);
    expect([format(), value()]).toEqual(['4', 'old two three four']);
  });

  it('stays where a step fails, with what the steps before it did', async () => {
    const fail: Migration = (changed) => {
      append('half')(changed);
      throw new Error('cannot be changed');
    };
    await expect(prepareFormat(store, [append('two'), fail])).rejects.toThrow('cannot be changed');
    expect([format(), value()]).toEqual(['2', 'old two']);
    await prepareFormat(store, [append('two'), append('three')]);
    expect([format(), value()]).toEqual(['3', 'old two three']);
  });
});
