import { Int32, Long, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { compileMatch, matchWithPositions } from './match.js';
import { QueryError } from '../query-errors.js';
import type { Document } from '../values/values.js';

describe('a filter', () => {
  test.each<[Document, Document, boolean]>([
    [{ a: null }, {}, true],
    [{ a: null }, { a: [] }, false],
    [{ 'a.b': null }, { a: [1, 2] }, false],
    [{ 'a.b': { $exists: false } }, { a: [1, 2] }, true],
    [{ 'a.b': { $ne: 1 } }, { a: [{ b: 1 }, { b: 2 }] }, false],
    [{ 'a.0': 1 }, { a: [[1, 2]] }, false],
    [{ 'a.0.0': 1 }, { a: [[1, 2]] }, true],
    [{ 'a.0': 'x' }, { a: [{ 0: 'x' }] }, true],
    [{ a: { $gt: 1 } }, { a: 'text' }, false],
    [{ a: { $lt: 5, $gt: 3 } }, { a: [1, 9] }, true],
    [{ a: { $elemMatch: { $lt: 5, $gt: 3 } } }, { a: [1, 9] }, false],
    [{ a: { $in: [new Int32(1)] } }, { a: Long.fromNumber(1) }, true],
    [{ a: { $in: [/^x/, 'y'] } }, { a: ['z', 'xy'] }, true],
    [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ a: { $not: { $gt: 1 } } }, {}, true],
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    [{ constructor: { $exists: true } }, {}, false],
    [{ __proto__x: null }, {}, true],
  ])('%j on %j: %s', (filter, document, expected) => expect(compileMatch(filter)(document)).toBe(expected));

  test('knows the time, in $expr', () => {
    const isDue = compileMatch({ $expr: { $lte: ['$dueAt', '$$NOW'] } });
    expect([isDue({ dueAt: new Date(0) }), isDue({ dueAt: new Date(Date.now() + 60_000) })]).toEqual([true, false]);
  });

  test('finds one of many ids', () => {
    const ids = Array.from({ length: 1000 }, () => new ObjectId());
    const matches = compileMatch({ _id: { $in: ids } });
    expect(matches({ _id: new ObjectId(ids[500]?.toHexString()) })).toBe(true);
    expect(matches({ _id: new ObjectId() })).toBe(false);
  });

  test('compares texts by a collation', () => {
    const matches = compileMatch({ name: { $in: ['ANA'] } }, { collation: { locale: 'pt', strength: 1 } });
    expect([matches({ name: 'aná' }), matches({ name: 'anna' })]).toEqual([true, false]);
  });

  test('reads the variables of its command', () => {
    expect(compileMatch({ $expr: { $eq: ['$a', '$$wanted'] } }, { variables: { wanted: 3 } })({ a: 3 })).toBe(true);
  });

  test.each<[Document, number, string]>([
    [{ $foo: 1 }, 2, 'unknown top level operator: $foo'],
    [{ a: { $foo: 1 } }, 2, 'unknown operator: $foo'],
    [{ $where: 'true' }, 2, 'no globalScriptEngine in $where parsing'],
    [{ $text: { $search: 'x' } }, 27, 'text index required for $text query'],
    [{ $jsonSchema: { required: ['a'] } }, 2, '$jsonSchema is not supported by the embedded database'],
    [{ a: { $size: 'a' } }, 2, 'Failed to parse $size. Expected a number in: $size: "a"'],
    [{ $expr: { $foo: 1 } }, 168, "Unrecognized expression '$foo'"],
  ])('%j is refused with %i', (filter, code, message) => {
    const refusal = refusalOf(() => compileMatch(filter));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(message);
  });
});

describe('the position of a match', () => {
  test.each<[Document, Document, number | undefined]>([
    [{ a: 2 }, { a: [1, 2] }, 1],
    [{ 'a.x': 3 }, { a: [{ x: 1 }, { x: 3 }] }, 1],
    [{ a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1 }, { x: 1, y: 2 }] }, 1],
    [{ 'a.b': { $elemMatch: { $gt: 1 } } }, { a: [{ b: [1] }, { b: [0, 5] }] }, 1],
    [{ a: 1 }, { a: 1 }, undefined],
    [{ $or: [{ a: 9 }, { a: 3 }] }, { a: [1, 2, 3] }, 2],
  ])('%j in %j is %s', (filter, document, arrayIndex) => {
    expect(matchWithPositions(filter, document)).toEqual(arrayIndex === undefined ? { matched: true } : { matched: true, arrayIndex });
  });

  test('is not told where nothing matches', () => expect(matchWithPositions({ a: 5 }, { a: [1] })).toEqual({ matched: false }));
});

function refusalOf(action: () => unknown): QueryError {
  try {
    action();
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
