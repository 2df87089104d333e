import { Int32, UUID } from 'bson';
import { describe, expect, it } from 'vitest';
import { type CollectionRecord, type IndexRecord } from '../storage/catalog.js';
import { readIndexSpecification } from '../storage/index-specification.js';
import { choosePlan, type Plan, type PlanRequest } from './planner.js';
import { type Document } from '../values/values.js';

/** `multikey`: the fields that hold arrays, or true where that was not noted. */
function collectionWith(...specifications: (Document & { multikey?: true | string[] })[]): CollectionRecord {
  const indexes = specifications.map(({ multikey = [], ...specification }, position): IndexRecord => ({
    ...readIndexSpecification(specification),
    id: position + 10,
    isMultikey: multikey === true || multikey.length > 0,
    multikeyPaths: multikey === true ? undefined : multikey,
  }));
  return { id: 1, database: 'db', name: 'c', uuid: new UUID(), options: {}, indexes };
}

const number = (value: number): Int32 => new Int32(value);
const messages = collectionWith(
  { key: { conversationId: 1, seq: 1 }, unique: true },
  { key: { authorId: 1 } },
  { key: { conversationId: 1, changedAt: 1 } },
);

function plan(request: PlanRequest, collection = messages): Plan {
  return choosePlan(collection, request);
}

function namesOf({ scans }: Plan): (string | undefined)[] {
  return scans.map((scan) => scan.index?.name);
}

describe('the planner', () => {
  it('takes the index with the longest equality prefix and its range, in the wanted order', () => {
    const chosen = plan({ filter: { conversationId: 'a', seq: { $gt: number(5), $lte: number(9) } }, sort: { seq: number(-1) } });
    expect(namesOf(chosen)).toEqual(['conversationId_1_seq_1']);
    expect(chosen).toMatchObject({ isOrdered: true, scans: [{ reverse: true, isNarrowed: true }] });
  });

  it('takes a list of values as that many ranges, each in order', () => {
    const chosen = plan({ filter: { conversationId: { $in: ['a', 'b', 'a'] } }, sort: { seq: number(1) } });
    expect(chosen.scans[0]?.ranges).toHaveLength(2);
    expect(chosen.isOrdered).toBe(true);
  });

  it('answers a top-level $or by one scan for each branch', () => {
    const branch = (id: string, seq: number): Document => ({ conversationId: id, seq: { $gte: number(seq) } });
    const chosen = plan({ filter: { $or: [branch('a', 3), branch('b', 8)] } });
    expect(namesOf(chosen)).toEqual(['conversationId_1_seq_1', 'conversationId_1_seq_1']);
    expect(chosen.scans.every((scan) => scan.isNarrowed)).toBe(true);
  });

  it('reads the whole collection when a branch of $or has no index', () => {
    expect(namesOf(plan({ filter: { $or: [{ authorId: 'a' }, { text: 'b' }] } }))).toEqual([undefined]);
  });

  it('prefers the _id to every other index', () => {
    const chosen = plan({ filter: { _id: 'x', conversationId: 'a', seq: number(1) } });
    expect(namesOf(chosen)).toEqual([undefined]);
    expect(chosen.scans[0]?.isNarrowed).toBe(true);
  });

  it('never takes an order from a multikey index, and of a range only one bound', () => {
    const tagged = collectionWith({ key: { tags: 1 }, multikey: true });
    const chosen = plan({ filter: { tags: { $gt: number(1), $lt: number(3) } }, sort: { tags: number(1) } }, tagged);
    expect(chosen.isOrdered).toBe(false);
    const [range] = chosen.scans[0]?.ranges ?? [];
    const openRange = plan({ filter: { tags: { $gt: number(1) } } }, tagged).scans[0]?.ranges[0];
    expect(range).toEqual(openRange);
  });

  it('takes the order of the fields behind one word from an index of words, and both bounds of theirs', () => {
    const words = collectionWith({ key: { conversationId: 1, words: 1, createdAt: -1, _id: -1 }, multikey: ['words'] });
    const sort = { createdAt: number(-1), _id: number(-1) };
    const inOne = plan({ filter: { conversationId: 'a', words: 'sky' }, sort }, words);
    expect(inOne).toMatchObject({ isOrdered: true, scans: [{ reverse: false }] });
    const inTwo = plan({ filter: { conversationId: { $in: ['a', 'b'] }, words: 'sky', createdAt: { $lt: number(9) } }, sort }, words);
    expect(inTwo.isOrdered).toBe(true);
    expect(inTwo.scans[0]?.ranges).toHaveLength(2);
    const bounded = (createdAt: Document) => plan({ filter: { conversationId: 'a', words: 'sky', createdAt } }, words).scans[0]?.ranges;
    expect(bounded({ $gt: number(1), $lt: number(3) })).not.toEqual(bounded({ $gt: number(1) }));
    const begun = plan({ filter: { conversationId: 'a', words: { $regex: '^s' } }, sort }, words);
    expect(begun).toMatchObject({ isOrdered: true, scans: [{ keyOrder: { direction: 1, isBehindText: true } }] });
    expect(plan({ filter: { conversationId: 'a', words: { $gt: 's' } }, sort }, words).isOrdered).toBe(false);
    expect(plan({ filter: { conversationId: 'a', words: 'sky' }, sort: { words: number(1) } }, words).isOrdered).toBe(false);
    const unnoted = collectionWith({ key: { conversationId: 1, words: 1, createdAt: -1, _id: -1 }, multikey: true });
    for (const condition of ['sky', { $regex: '^s' }])
      expect(plan({ filter: { conversationId: 'a', words: condition }, sort }, unnoted).isOrdered).toBe(false);
  });

  it('uses a partial index only for filters that imply its own', () => {
    const live = collectionWith(
      { key: { name: 1 }, partialFilterExpression: { state: 'live' } },
      { key: { clientId: 1 }, partialFilterExpression: { clientId: { $exists: true } } },
    );
    expect(namesOf(plan({ filter: { name: 'a' } }, live))).toEqual([undefined]);
    expect(namesOf(plan({ filter: { name: 'a', state: 'live' } }, live))).toEqual(['name_1']);
    expect(namesOf(plan({ filter: { name: 'a', state: { $in: ['live', 'gone'] } } }, live))).toEqual([undefined]);
    expect(namesOf(plan({ filter: { clientId: 'c' } }, live))).toEqual(['clientId_1']);
    expect(namesOf(plan({ filter: { clientId: null } }, live))).toEqual([undefined]);
  });

  it('uses a sparse index only where missing fields cannot match', () => {
    const sparse = collectionWith({ key: { email: 1 }, sparse: true });
    expect(namesOf(plan({ filter: { email: null } }, sparse))).toEqual([undefined]);
    expect(namesOf(plan({ filter: { email: 'a@b' } }, sparse))).toEqual(['email_1']);
    expect(namesOf(plan({ filter: {}, sort: { email: number(1) } }, sparse))).toEqual([undefined]);
  });

  it('leaves texts to the test of the documents when there is a collation', () => {
    expect(namesOf(plan({ filter: { conversationId: 'a' }, hasCollation: true }))).toEqual([undefined]);
  });

  it('orders by the _id behind the fields of an index that is not unique', () => {
    expect(plan({ filter: { authorId: 'a' }, sort: { authorId: number(1), _id: number(-1) } })).toMatchObject({
      isOrdered: true,
      scans: [{ reverse: true }],
    });
    expect(plan({ filter: { authorId: { $gt: 'a' } }, sort: { authorId: number(1), _id: number(-1) } }).isOrdered).toBe(false);
  });

  it('finds the beginnings of texts between two keys, among the elements of an array too', () => {
    const words = collectionWith({ key: { words: 1, _id: 1 }, multikey: true });
    for (const filter of [{ words: { $regex: '^ab' } }, { $and: [{ words: /^ab/ }, { words: { $regex: '^b', $options: '' } }] }]) {
      const chosen = plan({ filter }, words);
      expect(namesOf(chosen)).toEqual(['words_1__id_1']);
      const between = plan({ filter: { words: { $elemMatch: { $gte: 'ab', $lt: 'ac' } } } }, words);
      expect(chosen.scans[0]?.ranges).toEqual(between.scans[0]?.ranges);
    }
    for (const pattern of ['ab', '^a?', '^(ab)', '^a|b', '^\\w'])
      expect(namesOf(plan({ filter: { words: { $regex: pattern } } }, words))).toEqual([undefined]);
    expect(namesOf(plan({ filter: { words: { $regex: '^ab', $options: 'i' } } }, words))).toEqual([undefined]);
  });

  it('obeys a hint, by name or by key, and refuses one that names no index', () => {
    expect(namesOf(plan({ filter: { _id: 'x' }, hint: 'authorId_1' }))).toEqual(['authorId_1']);
    expect(namesOf(plan({ filter: { _id: 'x' }, hint: { authorId: number(1) } }))).toEqual(['authorId_1']);
    expect(() => plan({ filter: {}, hint: 'nothing_1' })).toThrow(/hint provided does not correspond to an existing index/);
  });
});
