import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeEngine, openEngine, type LiveEngine } from '../engine.js';
import { createIndexes } from '../queries/collections.js';
import { deleteDocuments, insertDocument } from '../queries/crud.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { entriesOfDocument } from '../storage/index-entries.js';
import { readIndexSpecification } from '../storage/index-specification.js';
import { uint32Key } from '../storage/key-ranges.js';
import { encodeId } from '../storage/keys.js';
import { lastKey } from '../storage/ranges.js';
import { encodeDocument } from '../values/bson-documents.js';
import { checkStore } from './check-store.js';

let folder: string;
let engine: LiveEngine;
const namespace = { database: 'db', collection: 'things' };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  engine = await openEngine({ folder, oplog: { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 }, hasFailPoints: false });
  await engine.store.write(() => {
    insertDocument(engine, namespace, { _id: 'a', name: 'ana', tags: ['x', 'y'], at: 1 });
    insertDocument(engine, namespace, { _id: 'b', name: 'bia', tags: [], at: 2 });
    insertDocument(engine, namespace, { _id: 'c', name: 'caio', at: 'z'.repeat(3000) });
    createIndexes(
      engine,
      things(),
      [{ key: { name: 1 }, unique: true }, { key: { tags: 1, at: -1 } }, { key: { at: 1 }, sparse: true }].map(readIndexSpecification),
    );
    deleteDocuments(engine, namespace, { filter: { _id: 'b' } }, 1);
    insertDocument(engine, namespace, { _id: 'd', name: 'davi', tags: ['x'], at: null });
  });
});

afterEach(async () => {
  await closeEngine(engine);
  rmSync(folder, { recursive: true, force: true });
});

function things(): CollectionRecord {
  const collection = engine.catalog.findCollection('db', 'things');
  if (collection === undefined) throw new Error('The collection is missing');
  return collection;
}

function check(): string[] {
  const problems: string[] = [];
  checkStore(engine.store, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
  return problems;
}

const keyOf = (id: string): Buffer => Buffer.concat([uint32Key(things().id), encodeId(id)]);

function entryOf(indexName: string, id: string): Buffer {
  const index = things().indexes.find(({ name }) => name === indexName);
  const stored = engine.documents.read(things(), encodeId(id));
  const [key] = index && stored ? entriesOfDocument(index, stored.document, stored.idBytes).keys : [];
  if (key === undefined) throw new Error(`${id} is not in ${indexName}`);
  return key;
}

const changeIndex = (name: string, change: object): void =>
  engine.catalog.saveCollection({
    ...things(),
    indexes: things().indexes.map((index) => (index.name === name ? { ...index, ...change } : index)),
  });

describe('the check of a store', () => {
  it('finds nothing wrong where nothing is, and counts what it walks over', () => {
    const progress: string[] = [];
    const walked = checkStore(engine.store, {
      onProblem: (text) => expect.fail(text),
      onProgress: (text) => void progress.push(text),
    });
    expect(walked).toEqual({ collections: 1, documents: 3, indexEntries: 10, changes: 8 });
    expect(progress).toEqual(['db.things: 3 documents, 4 indexes', 'history: 8 changes']);
  });

  const damages: [string, () => void, RegExp[]][] = [
    [
      'an entry that is gone',
      () => void engine.store.indexes.remove(entryOf('name_1', 'a')),
      [/^db\.things: the document with _id "a" is missing in the index name_1$/],
    ],
    [
      'an entry that leads to another document',
      () => void engine.store.indexes.put(entryOf('name_1', 'a'), encodeId('c')),
      [
        /"a" has the same key in the unique index name_1 as another document/,
        /name_1 has 3 entries, its documents make 2/,
        /an entry of .* "c" that this does not make/,
      ],
    ],
    [
      'an entry of a document that is gone',
      () => void engine.store.documents.remove(keyOf('d')),
      [
        /name_1 has 3 entries, its documents make 2/,
        /name_1 has an entry for a document that is not there/,
        /tags_1_at_-1 has 4 entries, its documents make 3/,
        /tags_1_at_-1 has an entry for a document that is not there/,
        /at_1 has 3 entries, its documents make 2/,
        /at_1 has an entry for a document that is not there/,
      ],
    ],
    [
      'a document that was changed behind the back of its indexes',
      () => void engine.store.documents.put(keyOf('a'), encodeDocument({ _id: 'a', name: 'eva', tags: ['x', 'y'], at: 1 })),
      [
        /"a" is missing in the index name_1/,
        /name_1 has 3 entries, its documents make 2/,
        /name_1 has an entry of .* "a" that this does not make/,
      ],
    ],
    [
      'a document under the key of another',
      () => void engine.store.documents.put(keyOf('e'), encodeDocument({ _id: 'f' })),
      [/_id "f" lies under the key of another/, /missing/, /missing/],
    ],
    [
      'a document that is cut',
      () => void engine.store.documents.put(keyOf('e'), encodeDocument({ _id: 'e' }).subarray(0, 9)),
      [/is cut: it has 9 bytes/],
    ],
    [
      'a document that is no BSON inside',
      () => void engine.store.documents.put(keyOf('e'), Buffer.from([12, 0, 0, 0, 0x99, 97, 0, 1, 1, 1, 1, 0])),
      [/cannot be read: /],
    ],
    [
      'an index that does not know of its arrays',
      () => changeIndex('tags_1_at_-1', { isMultikey: false, multikeyPaths: [] }),
      [/"a" has an array in tags, of which the index tags_1_at_-1 does not know/, /"d" has an array in tags/],
    ],
    [
      'an index that does not know of its long values',
      () => changeIndex('at_1', { isClipped: false }),
      [/a value too long for a key, of which the index at_1 does not know/],
    ],
    [
      'documents of no collection',
      () => void engine.store.documents.put(Buffer.concat([uint32Key(77), encodeId('x')]), encodeDocument({ _id: 'x' })),
      [/^there are documents of the collection number 77, which is not in the catalog$/],
    ],
    [
      'entries of no index',
      () => void engine.store.indexes.put(uint32Key(2 ** 32 - 1), encodeId('x')),
      [/^there are entries of the index number 4294967295, which is not in the catalog$/],
    ],
    [
      'an id that is given twice',
      () => changeIndex('at_1', { id: things().id }),
      [/is used twice/, /missing in the index at_1/, /missing/, /missing/, /entries of the index number/],
    ],
    [
      'a change that cannot be read',
      () => void engine.store.oplog.put(lastKey(engine.store.oplog) ?? Buffer.alloc(12), Buffer.from('garbage')),
      [/^the change number 8 of the history cannot be read/, /the history's books say 8 changes in/],
    ],
    [
      'a change that is gone',
      () => void engine.store.oplog.remove(lastKey(engine.store.oplog) ?? Buffer.alloc(12)),
      [/books say 8 changes in .* but there are 7 in/],
    ],
    [
      'a change without a position',
      () => void engine.store.oplog.put(Buffer.of(1), encodeDocument({ type: 'noop' })),
      [/number 1 of the history has no position/, /cannot be read/, /books/],
    ],
    [
      'an answer that cannot be read',
      () => void engine.store.transactions.put(Buffer.of(1), Buffer.of(2)),
      [/^what was answered to the session 01 cannot be read/],
    ],
    [
      'a catalog that cannot be read',
      () => void engine.store.catalog.put(Buffer.from('c\0x'), Buffer.from('garbage')),
      [
        /^the catalog cannot be read/,
        /documents of the collection number/,
        /entries of the index/,
        /entries of the index/,
        /entries of the index/,
      ],
    ],
  ];

  it.each(damages)('tells of %s', async (_, damage, expected) => {
    await engine.store.write(damage);
    const problems = check();
    expect(problems.map((text) => text.slice(0, 120))).toHaveLength(expected.length);
    for (const [place, pattern] of expected.entries()) expect(problems[place]).toMatch(pattern);
  });
});
