import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { compareText, compareValues, equalValues, identicalValues } from './compare-values.js';
import { valueKey } from './value-key.js';
import { bsonType, cloneValue, fieldOf, isDocument } from './values.js';

/** In MongoDB's order; neighbours differ. */
const ascending: unknown[] = [
  new MinKey(),
  undefined,
  null,
  new Double(NaN),
  new Double(-Infinity),
  new Int32(-1),
  new Double(0),
  Decimal128.fromString('0.1'),
  new Double(0.1),
  new Int32(1),
  new Double(9007199254740992),
  Long.fromString('9007199254740993'),
  Long.MAX_VALUE,
  new Double(2 ** 63),
  Decimal128.fromString('1E+40'),
  new Double(Infinity),
  '',
  'A',
  'a',
  'ab',
  'é',
  '\ue000',
  '😀',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 0 },
  { a: 'x' },
  [],
  [1],
  [1, 2],
  [2],
  new Binary(Buffer.from([9])),
  new Binary(Buffer.from([1, 2])),
  new ObjectId('00'.repeat(12)),
  new ObjectId('ff'.repeat(12)),
  false,
  true,
  new Date(-1),
  new Date(0),
  new Timestamp({ t: 1, i: 2 }),
  new Timestamp({ t: 4294967295, i: 1 }),
  new BSONRegExp('a', 'i'),
  new MaxKey(),
];

describe('the order of values', () => {
  test('is MongoDB’s, for every pair', () => {
    for (const [left, a] of ascending.entries()) {
      for (const [right, b] of ascending.entries())
        expect(Math.sign(compareValues(a, b)), `${left} and ${right}`).toBe(Math.sign(left - right));
    }
  });

  test.each([
    [new Int32(1), new Double(1)],
    [new Int32(1), Decimal128.fromString('1.000')],
    [Long.fromNumber(5), 5],
    [new Double(-0), new Int32(0)],
    [new Double(NaN), Decimal128.fromString('NaN')],
    [{ a: new Int32(1) }, { a: Long.fromNumber(1) }],
  ])('takes %s and %s for equal, and gives them one key', (left, right) => {
    expect(equalValues(left, right)).toBe(true);
    expect(valueKey(left)).toBe(valueKey(right));
  });

  test('gives different values different keys', () => {
    expect(new Set(ascending.map(valueKey)).size).toBe(ascending.length);
  });

  test('tells types apart where it must', () => {
    expect(identicalValues(new Int32(1), Long.fromNumber(1))).toBe(false);
    expect(identicalValues({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
    expect(identicalValues({ a: [new Int32(1)] }, { a: [new Int32(1)] })).toBe(true);
  });

  test('sorts texts by their UTF-8 bytes', () => {
    expect(compareText('\uffff', '😀')).toBeLessThan(0);
    expect(compareText('a', 'a')).toBe(0);
  });
});

describe('a document', () => {
  test('may have a field that is called like the mark of BSON objects', () => {
    const forged = { _bsontype: 'ObjectId', id: 'x' };
    expect(isDocument(forged)).toBe(true);
    expect(bsonType(forged)).toBe('object');
  });

  test('has no fields but its own', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
    expect(fieldOf({}, '__proto__')).toBeUndefined();
    expect(fieldOf(JSON.parse('{"__proto__": 1}') as Record<string, unknown>, '__proto__')).toBe(1);
  });

  test('is copied with all its containers and own fields', () => {
    const original = JSON.parse('{"__proto__": {"a": 1}, "list": [{"b": 2}]}') as Record<string, unknown>;
    const copy = cloneValue(original);
    (copy['list'] as unknown[]).push('more');
    expect(original['list']).toEqual([{ b: 2 }]);
    expect(Object.keys(copy)).toEqual(['__proto__', 'list']);
  });
});
