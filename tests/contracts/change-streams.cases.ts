import { Double, EJSON, type Document } from 'bson';

/** A document, and what is done to it; a change stream tells the rest. */
export interface ChangeCase {
  name: string;
  document: Document;
  change: { update: Document | Document[]; arrayFilters?: Document[]; q?: Document } | { replacement: Document } | 'delete' | 'nothing';
  /** Asks for the present document with each update. */
  lookup?: boolean;
}

const filler = 'x'.repeat(200);
const one = { _id: 1, a: 1 };
const list = { _id: 1, a: [1, 2, 3] };
const items = { _id: 1, a: [{ x: 1 }, { x: 2 }, { x: 3 }] };

const updates: [Document, Document | Document[], { arrayFilters?: Document[]; q?: Document }?][] = [
  [one, { $set: { b: 1 } }],
  [one, { $set: { a: 1 } }],
  [one, { $set: { a: new Double(1) } }],
  [one, { $set: { 'n.b.c': 1 } }],
  [one, { $set: { 'n.a': 1, 'n.b': 2, c: 3 } }],
  [{ _id: 1, a: { x: 1 } }, { $set: { 'a.b': 1 } }],
  [{ _id: 1, a: {} }, { $set: { 'a.b.c': 1 } }],
  [{ _id: 1, a: { x: 1, y: 2 } }, { $set: { a: { x: 1, y: 3 } } }],
  [list, { $set: { 'a.1': 9 } }],
  [list, { $set: { 'a.5': 9 } }],
  [items, { $set: { 'a.0.x': 5 } }],
  [{ _id: 1, a: [[1], [2]] }, { $set: { 'a.0.1': 7 } }],
  [{ _id: 1, a: { 0: { 1: 1 } } }, { $set: { 'a.0.1': 2 } }],
  [one, { $inc: { a: 1, b: 2 } }],
  [one, { $inc: { a: 0 } }],
  [one, { $mul: { b: 2 } }],
  [
    { _id: 1, a: 5 },
    { $min: { a: 3, b: 1 }, $max: { c: 1 } },
  ],
  [{ _id: 1, a: 5 }, { $max: { a: 3 } }],
  [one, { $unset: { a: 1, z: 1 } }],
  [list, { $unset: { 'a.0': 1 } }],
  [{ _id: 1, a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }],
  [one, { $unset: { z: 1 } }],
  [one, { $rename: { a: 'b' } }],
  [{ _id: 1, a: { x: 1 } }, { $rename: { 'a.x': 'q.z' } }],
  [{ _id: 1, a: 1, b: 2 }, { $rename: { a: 'b' } }],
  [{ _id: 1, a: 12 }, { $bit: { a: { and: 10 } } }],
  [list, { $push: { a: 4 } }],
  [list, { $push: { a: { $each: [4, 5] } } }],
  [list, { $push: { a: { $each: [4], $slice: -3 } } }],
  [list, { $push: { a: { $each: [4], $slice: 9 } } }],
  [list, { $push: { a: { $each: [4], $position: 0 } } }],
  [list, { $push: { a: { $each: [4], $position: 99 } } }],
  [list, { $push: { a: { $each: [4], $position: 3 } } }],
  [list, { $push: { a: { $each: [4], $slice: 3 } } }],
  [list, { $push: { a: { $each: [0], $sort: 1 } } }],
  [list, { $push: { a: { $each: [], $slice: 2 } } }],
  [list, { $push: { a: { $each: [], $sort: 1 } } }],
  [list, { $push: { a: { $each: [] } } }],
  [one, { $push: { b: 1 } }],
  [{ _id: 1, n: { q: 1 } }, { $push: { 'n.a': 3 } }],
  [{ _id: 1, a: [[1], [2]] }, { $push: { 'a.0': 7 } }],
  [{ _id: 1, a: [] }, { $push: { a: { $each: [1, 2], $position: 0 } } }],
  [list, { $addToSet: { a: 4 } }],
  [list, { $addToSet: { a: 3 } }],
  [list, { $pull: { a: 2 } }],
  [list, { $pull: { a: 9 } }],
  [list, { $pop: { a: 1 } }],
  [list, { $pullAll: { a: [1, 2] } }],
  [items, { $set: { 'a.$[].y': 1 } }],
  [items, { $set: { 'a.$[].x': 2 } }],
  [{ _id: 1, a: [{ x: 2 }, { x: 2 }, { x: 3 }] }, { $set: { 'a.$[].x': 2 } }],
  [{ _id: 1, a: [{ x: 1 }] }, { $set: { 'a.$[].x': 2 } }],
  [items, { $set: { 'a.$[e].y': 1 } }, { arrayFilters: [{ 'e.x': 2 }] }],
  [items, { $set: { 'a.$[e].y': 1 } }, { arrayFilters: [{ 'e.x': { $gt: 1 } }] }],
  [items, { $inc: { 'a.$.x': 5 } }, { q: { 'a.x': 2 } }],
  [list, { $mul: { 'a.$[]': 2 } }],
  [items, { $unset: { 'a.$[e].x': 1 } }, { arrayFilters: [{ 'e.x': 2 }] }],
  [
    { _id: 1, text: 'a', revision: 1 },
    { $set: { text: 'b' }, $inc: { revision: 1 }, $unset: { draft: 1 } },
  ],
  [{ _id: 1, z: 1 }, { $set: { b: 1, a: 1, c: 1 } }],
  [one, [{ $set: { b: 2 } }]],
  [{ ...one, filler }, [{ $set: { b: 2 } }]],
  [{ ...one, filler }, [{ $set: { a: 1 } }]],
  [{ ...one, filler }, [{ $unset: 'a' }]],
  [{ _id: 1, a: { b: 1, c: 2 }, filler }, [{ $set: { 'a.b': 2 } }]],
  [{ _id: 1, a: { b: 1, c: 2, d: 3, e: 4 }, filler }, [{ $set: { 'a.b': 2 } }]],
  [{ _id: 1, a: { b: 1, c: 2, d: 3, e: 4 }, filler }, [{ $unset: 'a.b' }]],
  [{ _id: 1, a: [1, 2, 3, 4], filler }, [{ $set: { a: [1, 2] } }]],
  [{ _id: 1, a: [1, 2, 3, 4], filler }, [{ $set: { a: [1, 5, 3, 4, 6] } }]],
  [{ _id: 1, a: [{ x: 1, y: 2 }, 2, 3], filler }, [{ $set: { a: [{ x: 2, y: 2 }, 2, 3] } }]],
  [{ _id: 1, a: 1, b: 1, filler }, [{ $project: { b: 1, filler: 1, a: '$a' } }]],
  [{ _id: 1, a: 1, b: 2, c: 3, d: 4 }, [{ $set: { a: 2 } }]],
  [{ _id: 1, a: 1, b: 2, c: 3 }, [{ $set: { a: 2 } }]],
  [{ ...one, filler }, [{ $replaceWith: { _id: 1, z: 1 } }]],
];

export const changeCases: readonly ChangeCase[] = [
  ...updates.map(([document, update, more = {}]) => ({
    name: EJSON.stringify(
      { document: { ...document, ...(document['filler'] !== undefined && { filler: '…' }) }, update, ...more },
      { relaxed: false },
    ),
    document,
    change: { update, ...more },
  })),
  { name: 'an insert', document: { _id: 1, a: 1 }, change: 'nothing' },
  { name: 'a deletion', document: { _id: 1, a: 1 }, change: 'delete' },
  { name: 'a replacement', document: { _id: 1, a: 1 }, change: { replacement: { b: 2 } } },
  { name: 'a replacement by the same', document: { _id: 1, a: 1 }, change: { replacement: { a: 1 } } },
  { name: 'a replacement by the very same', document: { _id: 1, a: 1 }, change: { replacement: { _id: 1, a: 1 } } },
  { name: 'an update with the present document', document: { _id: 1, a: 1 }, change: { update: { $inc: { a: 1 } } }, lookup: true },
  { name: 'a replacement with the present document', document: { _id: 1, a: 1 }, change: { replacement: { c: 1 } }, lookup: true },
  { name: 'a deletion with the present document', document: { _id: 1, a: 1 }, change: 'delete', lookup: true },
];
