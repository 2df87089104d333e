import { Int32, Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { compileUpdate, upsertSeed, type UpdateOptions } from './update.js';
import type { Document } from '../values/values.js';

const now = new Date('2026-01-01T00:00:00Z');
const time = new Timestamp({ t: 7, i: 1 });
const options: UpdateOptions = { isUpsert: false, now, timestamp: () => time };

function apply(update: Document | Document[], document: Document, more: Partial<UpdateOptions> = {}, positional?: number) {
  return compileUpdate(update, { ...options, ...more }).apply(document, positional);
}

describe('an update', () => {
  test('leaves its argument as it was', () => {
    const document = { _id: 1, list: [{ x: 1 }], deep: { a: 1 } };
    const before = structuredClone(document);
    apply({ $set: { 'list.0.x': 2, 'deep.a': 2 }, $push: { other: 1 } }, document);
    expect(document).toEqual(before);
  });

  test('shares nothing between the documents it changes', () => {
    const update = compileUpdate({ $set: { a: { list: [] } } }, options);
    const first = update.apply({ _id: 1 }).document;
    (first['a'] as { list: unknown[] }).list.push(1);
    expect(update.apply({ _id: 2 }).document['a']).toEqual({ list: [] });
  });

  test('writes the server’s times', () => {
    expect(apply({ $currentDate: { a: true, b: { $type: 'timestamp' } } }, { _id: 1 }).document).toEqual({ _id: 1, a: now, b: time });
    expect(apply({ a: new Timestamp({ t: 0, i: 0 }), b: { c: new Timestamp({ t: 0, i: 0 }) } }, { _id: 1 }).document['a']).toBe(time);
    expect(apply([{ $set: { a: '$$NOW', b: '$$CLUSTER_TIME' } }], { _id: 1 }).document).toEqual({ _id: 1, a: now, b: time });
  });

  test('takes the position from the match', () => {
    expect(apply({ $set: { 'a.$': 9 } }, { _id: 1, a: [1, 2] }, {}, 1).document['a']).toEqual([1, 9]);
    expect(() => apply({ $set: { 'a.$': 9 } }, { _id: 1, a: [1, 2] })).toThrow(
      'The positional operator did not find the match needed from the query.',
    );
  });

  test('counts $setOnInsert only when it inserts', () => {
    const update = { $setOnInsert: { a: 1 }, $set: { b: 1 } };
    expect(apply(update, { _id: 1 }).document).toEqual({ _id: 1, b: 1 });
    expect(apply(update, { _id: 1 }, { isUpsert: true }).document).toEqual({ _id: 1, a: 1, b: 1 });
  });

  test('says that nothing changed', () => {
    expect(apply({ $set: { a: 1 }, $unset: { b: 1 } }, { _id: 1, a: 1 })).toMatchObject({
      changed: false,
      description: { updatedFields: {}, removedFields: [] },
    });
  });

  test.each<[Document, Document, unknown]>([
    [{ $set: { 'n.a': 1, 'n.b': 2 } }, { _id: 1 }, { updatedFields: { n: { a: 1, b: 2 } }, removedFields: [], truncatedArrays: [] }],
    [
      { $push: { l: { $each: [3, 4] } } },
      { _id: 1, l: [1, 2] },
      { updatedFields: { 'l.2': 3, 'l.3': 4 }, removedFields: [], truncatedArrays: [] },
    ],
    [
      { $unset: { 'n.a': 1 }, $inc: { v: new Int32(1) } },
      { _id: 1, n: { a: 1 }, v: new Int32(1) },
      { updatedFields: { v: new Int32(2) }, removedFields: ['n.a'], truncatedArrays: [] },
    ],
    [
      { $set: { 'l.$[].x': 2 } },
      { _id: 1, l: [{ x: 2 }, { x: 3 }] },
      { updatedFields: { 'l.1': { x: 2 } }, removedFields: [], truncatedArrays: [] },
    ],
  ])('%j on %j is told as %j', (update, document, expected) => expect(apply(update, document).description).toEqual(expected));

  test('cannot reach a prototype', () => {
    const { document } = apply(JSON.parse('{"$set": {"__proto__.polluted": true}}') as Document, { _id: 1 });
    expect(({} as Document)['polluted']).toBeUndefined();
    expect(Object.hasOwn(document, '__proto__')).toBe(true);
  });

  test.each<[Document | Document[], Document, number]>([
    [{ $foo: { a: 1 } }, {}, 9],
    [{ $set: { a: 1 }, $inc: { a: 1 } }, {}, 40],
    [{ $set: { 'a.$[]': 1, 'a.0': 2 } }, { a: [1] }, 40],
    [{ $inc: { a: 1 } }, { a: 'x' }, 14],
    [{ $set: { _id: 2 } }, { _id: 1 }, 66],
    [{ _id: 2 }, { _id: 1 }, 66],
    [[{ $foo: 1 }], {}, 40324],
    [[{ $match: {} }], {}, 72],
  ])('%j on %j is refused with %i', (update, document, code) =>
    expect(() => apply(update, document)).toThrow(expect.objectContaining({ code })),
  );
});

describe('an upsert begins with', () => {
  test.each<[Document, Document]>([
    [
      { b: 1, a: 2, _id: 3 },
      { _id: 3, a: 2, b: 1 },
    ],
    [{ 'a.b': 1, 'a.c': { $eq: 2 } }, { a: { b: 1, c: 2 } }],
    [
      { $and: [{ a: 1 }, { b: { $gt: 1 } }], c: { $in: [5] }, d: /x/ },
      { a: 1, c: 5 },
    ],
    [{ $or: [{ a: 1 }, { a: 2 }] }, {}],
  ])('%j → %j', (filter, seed) => expect(upsertSeed(filter)).toEqual(seed));

  test('no field twice', () => expect(() => upsertSeed({ a: 1, $and: [{ a: 2 }] })).toThrow(expect.objectContaining({ code: 54 })));
});
