import { describe, expect, test } from 'vitest';
import { indexValues, getPath } from '../values/paths.js';
import { sortDocuments } from './sort.js';
import type { Document } from '../values/values.js';

const order = (documents: Document[], sort: Document, collation?: Document) =>
  sortDocuments(documents, sort, collation).map(({ _id }) => _id);

describe('a sort', () => {
  const documents = [{ _id: 1, a: [5, 1] }, { _id: 2, a: 3 }, { _id: 3 }, { _id: 4, a: [] }, { _id: 5, a: null }, { _id: 6, a: 'x' }];

  test('takes the lowest element upwards and the highest downwards', () => {
    expect(order(documents, { a: 1 })).toEqual([4, 3, 5, 1, 2, 6]);
    expect(order(documents, { a: -1 })).toEqual([6, 1, 2, 3, 5, 4]);
  });

  test('keeps the order of equals', () =>
    expect(
      order(
        [
          { _id: 2, a: 1 },
          { _id: 1, a: 1 },
        ],
        { a: 1 },
      ),
    ).toEqual([2, 1]));

  test('takes several fields of one array from the same element', () => {
    const pairs = [
      {
        _id: 1,
        l: [
          { x: 1, y: 9 },
          { x: 2, y: 0 },
        ],
      },
      { _id: 2, l: [{ x: 1, y: 5 }] },
    ];
    expect(order(pairs, { 'l.x': 1, 'l.y': 1 })).toEqual([2, 1]);
  });

  test('refuses parallel arrays', () => {
    expect(() => order([{ a: [1, 2], b: [1, 2] }, { a: 1 }], { a: 1, b: 1 })).toThrow('parallel arrays');
  });

  test('follows a collation', () => {
    const names = [
      { _id: 1, n: 'b' },
      { _id: 2, n: 'A' },
      { _id: 3, n: 'a' },
      { _id: 4, n: 'item 10' },
      { _id: 5, n: 'item 9' },
    ];
    expect(order(names, { n: 1 }, { locale: 'en', strength: 2, numericOrdering: true })).toEqual([2, 3, 1, 5, 4]);
    expect(order(names, { n: 1 })).toEqual([2, 3, 1, 4, 5]);
  });

  test.each([
    [{ a: 2 }, 15975],
    [{ a: 'up' }, 15974],
  ])('%j is refused with %i', (sort, code) => {
    expect(() => order(documents, sort)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an index', () => {
  test.each<[Document, string, unknown[], boolean]>([
    [{ a: 1 }, 'a', [1], false],
    [{}, 'a.b', [null], false],
    [{ a: [1, 2] }, 'a', [1, 2], true],
    [{ a: [] }, 'a', [undefined], true],
    [{ a: [{ b: 1 }, {}, 5] }, 'a.b', [1, null, null], true],
    [{ a: [{ b: [1, 2] }] }, 'a.b', [1, 2], true],
    [{ a: [7, 8] }, 'a.1', [8], false],
  ])('of %j on %s holds %j', (document, path, values, multikey) => expect(indexValues(document, path)).toEqual({ values, multikey }));

  test('shows the value at a plain path', () => {
    expect(getPath({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1);
    expect(getPath({ a: [{ b: 1 }] }, 'a.b')).toBeUndefined();
  });
});
