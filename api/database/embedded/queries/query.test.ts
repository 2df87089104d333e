import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Double, Int32, ObjectId } from 'bson';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CollectionRecord } from '../storage/catalog.js';
import { createIndexes, dropIndexes } from './collections.js';
import { insertDocument, updateDocuments } from './crud.js';
import { closeEngine, openEngine, type Engine } from '../engine.js';
import { type StoredDocument } from '../storage/documents.js';
import { readIndexSpecification } from '../storage/index-specification.js';
import { countInIndex } from './index-count.js';
import { runFind, runQuery, type Query } from './query.js';
import { compileMatch } from '../filters/match.js';
import { compileSort } from '../filters/sort.js';
import { decodeDocument } from '../values/bson-documents.js';
import { type Document } from '../values/values.js';

const namespace = { database: 'db', collection: 'things' };

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'query-'));
  engine = await openEngine({ folder, oplog: { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 }, hasFailPoints: false });
});

afterEach(async () => {
  await closeEngine(engine);
  rmSync(folder, { recursive: true, force: true });
});

const scalar = fc.constantFrom<unknown>(
  new Int32(1),
  new Int32(2),
  new Int32(3),
  new Double(2.5),
  'a',
  'ab',
  'abc',
  'b',
  null,
  true,
  new Date(0),
);
const value = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
const nested = fc.oneof(
  fc.record({ x: value, y: scalar }, { requiredKeys: [] }),
  fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: ['x'] }), { maxLength: 3 }),
);
const document = fc.record(
  { a: value, b: scalar, c: scalar, d: nested, t: fc.constantFrom('x'.repeat(600), `${'x'.repeat(600)}y`, 'short') },
  { requiredKeys: ['b'] },
);

/** MongoDB and this database refuse indexes and sorts over two arrays. */
const isWithoutParallels = (fields: [string, unknown][]): boolean =>
  !(fields.some(([name]) => name === 'a') && fields.some(([name]) => name === 'd.x'));

const direction = fc.constantFrom(new Int32(1), new Int32(-1));
const path = fc.constantFrom('a', 'b', 'c', 'd.x', 'd.y', 't', '_id');
const indexKey = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd.x', 't'), direction), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  })
  .filter(isWithoutParallels);
const indexOptions = fc.constantFrom<Document>(
  {},
  {},
  {},
  { sparse: true },
  { partialFilterExpression: { c: { $exists: true } } },
  { partialFilterExpression: { b: { $gt: new Int32(1) } } },
);
const index = fc.tuple(indexKey, indexOptions).map(([fields, options]): Document => ({ key: Object.fromEntries(fields), ...options }));

const operand = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('x'.repeat(600), [], [new Int32(1)]) },
);
const operators = fc.oneof(
  operand.map((each) => ({ $eq: each })),
  fc.array(operand, { maxLength: 3 }).map((each) => ({ $in: each })),
  fc.record({ $gt: scalar, $gte: scalar, $lt: scalar, $lte: scalar }, { requiredKeys: [] }),
  fc.record({ $gte: scalar, $lt: scalar }).map((each) => ({ $elemMatch: each })),
  fc.constantFrom<Document>({ $regex: '^a' }, { $regex: '^ab' }, { $regex: '^x' }),
  fc.constantFrom<Document>({ $exists: true }, { $ne: null }, { $regex: '^ab?' }, { $all: [new Int32(1), new Int32(2)] }),
);
const field = fc.tuple(path, fc.oneof(scalar, operators)).map(([name, condition]): Document => ({ [name]: condition }));
const condition = fc.oneof(
  { weight: 3, arbitrary: fc.array(field, { minLength: 1, maxLength: 3 }).map((each): Document => Object.assign({}, ...each) as Document) },
  { weight: 1, arbitrary: fc.array(field, { minLength: 1, maxLength: 3 }).map((each): Document => ({ $and: each })) },
);
const filter = fc.oneof(
  { weight: 3, arbitrary: condition },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(condition, { minLength: 1, maxLength: 3 }), fc.option(field, { nil: {} }))
      .map(([or, rest]): Document => ({ ...rest, $or: or })),
  },
);
const sort = fc.option(
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd.x', 't', '_id'), direction), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .filter(isWithoutParallels)
    .map((fields): Document => Object.fromEntries(fields)),
  { nil: undefined },
);

function collection(): CollectionRecord {
  const found = engine.catalog.findCollection('db', 'things');
  if (found === undefined) throw new Error('The collection is missing');
  return found;
}

function idsOf(query: Query): number[] {
  return [...runQuery(engine.store, collection(), query)].map((stored) => Number(stored.document['_id']));
}

const onlyIds = (filter: Document): unknown[] =>
  [...runFind(engine.store, collection(), { filter }, { _id: new Int32(1) })].map((bytes) => decodeDocument(bytes)['_id']);

async function fill(documents: Document[]): Promise<void> {
  await engine.store.write(() => {
    const existing = engine.catalog.findCollection('db', 'things');
    if (existing) for (const stored of [...runQuery(engine.store, existing, { filter: {} })]) engine.documents.remove(collection(), stored);
    documents.forEach((each, id) => insertDocument(engine, namespace, { _id: new Int32(id), ...each }));
  });
}

describe('a query', () => {
  it('finds by indexes what it finds without them, in the order that was asked for, and counts as many', async () => {
    let countedInIndex = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 5, maxLength: 40 }),
        fc.array(index, { minLength: 1, maxLength: 4 }),
        fc.array(fc.record({ filter, sort, limit: fc.constantFrom(0, 0, 3) }), { minLength: 10, maxLength: 30 }),
        async (documents, specifications, queries) => {
          await fill(documents);
          await engine.store.write(() => {
            dropIndexes(engine, collection(), collection().indexes);
            const named = specifications.map((each, position) => readIndexSpecification({ ...each, name: `index${position}` }));
            const unlike = named.filter(
              (each, position) => named.findIndex((other) => JSON.stringify(other.fields) === JSON.stringify(each.fields)) === position,
            );
            createIndexes(engine, collection(), unlike);
          });
          // Index entries follow changes too.
          await engine.store.write(() => {
            const update = { $set: { c: new Int32(2) }, $unset: { a: '' } };
            updateDocuments(engine, namespace, { filter: { _id: { $lt: new Int32(5) } }, update, isMulti: true, isUpsert: false });
          });
          for (const query of queries) {
            const request: Query = { filter: query.filter, ...(query.sort && { sort: query.sort }) };
            const matches = compileMatch(query.filter);
            const all = [...runQuery(engine.store, collection(), { filter: {} })].map((each) => each.document);
            const expected = all.filter(matches).map((each) => Number(each['_id']));
            expect(idsOf({ ...request, hint: { $natural: new Int32(1) } }).sort((left, right) => left - right)).toEqual(expected);
            const found = idsOf(request);
            expect(
              onlyIds(query.filter)
                .map(Number)
                .sort((left, right) => left - right),
            ).toEqual(expected);
            const counted = countInIndex(engine.store, collection(), query.filter, 0);
            if (counted !== undefined) {
              countedInIndex += 1;
              expect(counted).toBe(expected.length);
              expect(countInIndex(engine.store, collection(), query.filter, 2)).toBe(Math.min(2, expected.length));
            }
            expect([...found].sort((left, right) => left - right)).toEqual([...expected].sort((left, right) => left - right));
            const stored = new Map(all.map((each) => [Number(each['_id']), each]));
            const compare = compileSort(query.sort);
            const inOrder = found.every(
              (id, position) => position === 0 || compare(stored.get(found[position - 1] ?? 0) ?? {}, stored.get(id) ?? {}) <= 0,
            );
            expect(inOrder).toBe(true);
            if (query.limit > 0) expect(idsOf({ ...request, limit: query.limit })).toHaveLength(Math.min(query.limit, expected.length));
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(countedInIndex).toBeGreaterThan(0);
  });

  it('for beginnings of words sorts keys, and reads only the documents that are wanted', async () => {
    const words = (n: number) => [`w${n % 50}`, `w${n % 7}x`, 'v'];
    await fill(Array.from({ length: 2000 }, (_, n) => ({ b: new Int32(n % 2), a: words(n), c: new Int32((n * 7919) % 2000) })));
    await engine.store.write(() => createIndexes(engine, collection(), [readIndexSpecification({ key: { b: 1, a: 1, c: -1 } })]));
    let read = 0;
    const { documents } = engine.store;
    const get = documents.get.bind(documents);
    documents.get = (...parameters) => {
      read += 1;
      return get(...parameters);
    };
    const filter = { b: { $in: [new Int32(0), new Int32(1)] }, a: { $regex: '^w' } };
    const newest = Array.from({ length: 2000 }, (_, n) => n).sort((left, right) => ((right * 7919) % 2000) - ((left * 7919) % 2000));
    expect(idsOf({ filter, sort: { c: new Int32(-1) }, limit: 5 })).toEqual(newest.slice(0, 5));
    expect(idsOf({ filter, sort: { c: new Int32(1) }, limit: 5 })).toEqual(newest.slice(-5).reverse());
    // Each stands under two words, and is read under both.
    expect(read).toBeLessThanOrEqual(20);
  });

  it('with a limit stops reading as soon as it has enough', async () => {
    await fill(Array.from({ length: 3000 }, (_, n) => ({ b: new Int32(n % 10), c: new Int32(n) })));
    await engine.store.write(() => createIndexes(engine, collection(), [readIndexSpecification({ key: { b: 1, c: 1 } })]));
    let read = 0;
    const { documents } = engine.store;
    const get = documents.get.bind(documents);
    documents.get = (...parameters) => {
      read += 1;
      return get(...parameters);
    };
    expect(idsOf({ filter: { b: new Int32(7) }, sort: { c: new Int32(-1) }, limit: 3 })).toEqual([2997, 2987, 2977]);
    expect(read).toBe(3);
  });

  it('for ids alone reads no document where an index answers', async () => {
    const ids = [new ObjectId(), 'a:b', 'ü', '', 'with\0zero', new Int32(7)];
    await fill(ids.map((_id) => ({ _id, b: 'here' })));
    await engine.store.write(() => createIndexes(engine, collection(), [readIndexSpecification({ key: { b: 1, c: 1 } })]));
    let read = 0;
    const { documents } = engine.store;
    const get = documents.get.bind(documents);
    documents.get = (...parameters) => {
      read += 1;
      return get(...parameters);
    };
    const found = onlyIds({ b: 'here', c: null });
    expect(new Set(found.map(String))).toEqual(new Set(ids.map(String)));
    // Keys don't tell texts with zeros, and numbers.
    expect(read).toBe(2);
  });

  it('that goes on after a change gives nothing that no longer matches', async () => {
    await fill([{ b: 'old' }, { b: 'old' }, { b: 'old' }]);
    await engine.store.write(() => createIndexes(engine, collection(), [readIndexSpecification({ key: { b: 1 } })]));
    const found = runQuery(engine.store, collection(), { filter: { b: 'old' } });
    const first: IteratorResult<StoredDocument, unknown> = found.next();
    expect(first.done === true ? undefined : Number(first.value.document['_id'])).toBe(0);
    await engine.store.write(() =>
      updateDocuments(engine, namespace, {
        filter: { _id: new Int32(1) },
        update: { $set: { b: 'new' } },
        isMulti: false,
        isUpsert: false,
      }),
    );
    expect([...found].map((stored) => Number(stored.document['_id']))).toEqual([2]);
  });
});
