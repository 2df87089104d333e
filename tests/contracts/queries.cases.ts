import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { aggregate, filterCases, type ContractCase } from './contract-case.js';

const hex = (tail: string): ObjectId => new ObjectId(`0123456789abcdef0000${tail}`);

/** One value of every kind, and the awkward ones. */
const values: unknown[] = [
  new Int32(1), new Double(1), Long.fromNumber(1), Decimal128.fromString('1'), new Double(1.5), new Int32(-1), new Double(-0), new Int32(0),
  new Double(NaN), Decimal128.fromString('NaN'), new Double(Infinity), new Double(-Infinity), Long.MAX_VALUE, Long.fromString('9007199254740993'),
  new Double(9007199254740992), Decimal128.fromString('0.1'), new Double(0.1), '', 'a', 'A', 'ab', 'é', '\ue000', '😀', '1', null, true, false, {}, { b: 1 },
  { b: 1, c: 2 }, { c: 2, b: 1 }, { b: null }, { b: [1, 2] }, [], [1], [1, 2], [2, 1], [[1, 2]], [[]], [null], ['a', 'b'], [{ b: 1 }, { b: 2 }], [{ b: 1, c: 1 }],
  [{ b: [1, 2] }], [{ c: 1 }], [1, { b: 1 }], [[{ b: 1 }]], hex('0001'), hex('0002'), new Date(0), new Date(1), new Timestamp({ t: 1, i: 1 }),
  new Timestamp({ t: 1, i: 2 }), new Binary(Buffer.from([1, 2])), new Binary(Buffer.from([1, 2]), 4), new Binary(Buffer.from([3])), new BSONRegExp('a', 'i'),
  new MinKey(), new MaxKey(), new Int32(20), new Int32(54), new Double(20), new Double(3.7),
];
const kinds = [...values.map((a, index) => ({ _id: index, a })), { _id: values.length }];

const comparisons = [
  1, new Double(1), Decimal128.fromString('1.0'), 0, new Double(-0), new Double(NaN), new Double(Infinity), Long.fromString('9007199254740993'),
  Long.fromString('9007199254740992'), Decimal128.fromString('0.1'), new Double(0.1), '', 'a', '\ue000', '😀', null, true, false, {}, { b: 1 }, [], [1], [1, 2], [[1, 2]],
  [[]], hex('0001'), new Date(0), new Timestamp({ t: 1, i: 1 }), new Binary(Buffer.from([1, 2])), new MinKey(), new MaxKey(),
];
const operators = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'];
const everyComparison = comparisons.flatMap((operand) => operators.map((operator) => ({ a: { [operator]: operand } })));

const onKinds = [
  {}, { a: 1 }, { a: null }, { a: { $in: [1, 'a', null] } }, { a: { $in: [] } }, { a: { $nin: [] } }, { a: { $nin: [1, null] } }, { a: { $in: [/^a/, 1] } },
  { a: { $in: [[1, 2], {}] } }, { a: { $nin: [/a/i] } }, { a: { $in: [new Double(NaN), Decimal128.fromString('0.1')] } }, { a: { $in: [hex('0001'), new Date(0)] } },
  { a: /a/ }, { a: /^A$/i }, { a: new BSONRegExp('a', 'i') }, { a: { $regex: '^a' } }, { a: { $regex: 'A', $options: 'i' } }, { a: { $regex: /b$/ } }, { a: { $not: /a/ } },
  { a: { $not: { $gt: 1 } } }, { a: { $not: { $regex: 'a' } } }, { a: { $not: { $gt: 1, $lt: 5 } } }, { a: { $exists: true } }, { a: { $exists: false } }, { a: { $exists: 0 } },
  { a: { $exists: null } }, { a: { $exists: 'x' } }, { 'a.b': { $exists: true } }, { 'a.b': { $exists: false } }, { 'a.0': { $exists: true } }, { 'a.0.b': 1 }, { 'a.b': 1 },
  { 'a.b': null }, { 'a.b': { $ne: 1 } }, { 'a.b': { $ne: null } }, { 'a.b': { $in: [null] } }, { 'a.b': { $gt: 1 } }, { 'a.b.0': 1 }, { 'a.0': 1 }, { 'a.0': [1, 2] }, { 'a.0.0': 1 },
  { 'a.1': 2 }, { 'a.1': null }, { 'a.b': [1, 2] }, { 'a.0': null }, { 'a.x.y': null }, { 'a.x.y': { $exists: false } }, { 'x.y.z': null },
  { a: { $type: 'number' } }, { a: { $type: 'int' } }, { a: { $type: 1 } }, { a: { $type: 'array' } }, { a: { $type: 'object' } }, { a: { $type: 'null' } }, { a: { $type: ['string', 'bool'] } },
  { a: { $type: 'decimal' } }, { a: { $type: 'long' } }, { a: { $type: 'minKey' } }, { a: { $type: -1 } }, { a: { $type: 127 } }, { a: { $type: 'regex' } }, { a: { $type: 'binData' } },
  { a: { $type: 'timestamp' } }, { a: { $type: 'date' } }, { a: { $type: 'objectId' } }, { 'a.b': { $type: 'int' } }, { a: { $not: { $type: 'number' } } },
  { a: { $size: 0 } }, { a: { $size: 1 } }, { a: { $size: 2 } }, { a: { $size: new Double(2) } }, { 'a.b': { $size: 2 } }, { a: { $not: { $size: 1 } } },
  { a: { $all: [1] } }, { a: { $all: [1, 2] } }, { a: { $all: [] } }, { a: { $all: [[1, 2]] } }, { a: { $all: [null] } }, { a: { $all: [/a/] } }, { a: { $all: [{ $elemMatch: { b: 1 } }] } },
  { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { 'a.b': { $all: [1, 2] } },
  { a: { $elemMatch: { b: 1 } } }, { a: { $elemMatch: { b: 1, c: 1 } } }, { a: { $elemMatch: { $gt: 1 } } }, { a: { $elemMatch: { $gt: 0, $lt: 2 } } }, { a: { $elemMatch: {} } },
  { a: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, { a: { $elemMatch: { 0: 1 } } }, { a: { $elemMatch: { $ne: 1 } } }, { a: { $elemMatch: { $not: { $gt: 1 } } } }, { a: { $elemMatch: { b: { $gt: 1 } } } },
  { a: { $elemMatch: { $or: [{ b: 1 }, { c: 1 }] } } }, { a: { $elemMatch: { $in: ['a'] } } }, { a: { $elemMatch: { $type: 'array' } } }, { a: { $elemMatch: { $exists: true } } }, { 'a.b': { $elemMatch: { $eq: 2 } } },
  { a: { $elemMatch: { b: null } } }, { a: { $elemMatch: { $size: 2 } } }, { a: { $elemMatch: { b: { $exists: false } } } },
  { a: { $mod: [2, 1] } }, { a: { $mod: [2, 0] } }, { a: { $mod: [new Double(2.9), 1] } }, { a: { $mod: [2, -1] } }, { a: { $mod: [-2, 1] } },
  { a: { $bitsAllSet: 20 } }, { a: { $bitsAllSet: [2, 4] } }, { a: { $bitsAnySet: 6 } }, { a: { $bitsAllClear: 1 } }, { a: { $bitsAnyClear: [1, 60] } }, { a: { $bitsAllSet: new Binary(Buffer.from([1, 2])) } },
  { a: { $bitsAllSet: [63] } }, { a: { $bitsAllSet: [100] } }, { a: { $bitsAllClear: 0 } },
  { $and: [{ a: { $gt: 0 } }, { a: { $lt: 2 } }] }, { $or: [{ a: 1 }, { a: 'a' }] }, { $nor: [{ a: { $type: 'number' } }, { a: { $exists: false } }] }, { $or: [{ a: { $lt: 0 } }], a: { $type: 'int' } },
  { $and: [{ $or: [{ a: 1 }, { a: 2 }] }, { $nor: [{ a: { $size: 2 } }] }] }, { $comment: 'why', a: 1 }, { a: { $gt: 0, $lt: 2, $ne: 1 } }, { a: { $gte: 'a', $lt: 'b' } }, { $alwaysTrue: 1 }, { $alwaysFalse: 1 },
  { a: { $eq: { $gt: 1 } } }, { a: { $eq: [1, 2] } }, { a: { b: 1 } }, { a: { c: 2, b: 1 } }, { a: { $gt: { b: 0 } } }, { a: { $lt: [2] } }, { constructor: { $exists: true } }, { toString: null }, { __proto__x: null },
  { _id: { $in: [1, 3, 200] } }, { _id: { $gt: 3, $lte: 6 } }, { _id: { $nin: [1, 2] }, a: { $exists: true } }, { _id: new Double(3) }, { _id: null },
  { $expr: { $eq: ['$a', 1] } }, { $expr: { $gt: ['$a', 'a'] } }, { $expr: '$a' }, { $expr: { $eq: ['$a.b', 1] } }, { $expr: { $in: [1, { $cond: [{ $isArray: '$a' }, '$a', []] }] } }, { $expr: { $lt: ['$a', null] } },
  { a: { $not: { $elemMatch: { b: 1 } } } }, { a: { $not: { $in: [1, null] } } }, { a: { $not: { $exists: true } } }, { a: { $nin: [[1, 2]] } }, { a: { $ne: [1] } }, { a: { $ne: null } }, { $jsonSchema: {} },
];

const refused = [
  { $foo: 1 }, { a: { $foo: 1 } }, { a: { $in: 1 } }, { a: { $nin: 1 } }, { $and: [] }, { $and: 1 }, { $or: [1] }, { $nor: [] }, { a: { $size: 'a' } }, { a: { $size: -1 } }, { a: { $size: 1.5 } },
  { a: { $regex: '(' } }, { a: { $regex: 'a', $options: 'z' } }, { a: { $regex: 1 } }, { a: { $options: 'i' } }, { a: { $type: 'foo' } }, { a: { $type: 99 } }, { a: { $type: [] } }, { a: { $mod: [1] } }, { a: { $mod: [0, 1] } }, { a: { $mod: 1 } },
  { a: { $mod: ['a', 1] } }, { a: { $mod: [1, 2, 3] } }, { a: { $elemMatch: 1 } }, { a: { $all: 1 } }, { a: { $all: [{ $gt: 1 }] } }, { a: { $all: [{ $elemMatch: { b: 1 } }, 1] } }, { a: { $not: 1 } }, { a: { $not: {} } },
  { a: { $not: { b: 1 } } }, { a: { $exists: 1, b: 1 } }, { a: { $gt: /a/ } }, { a: { $ne: /a/ } }, { a: { $bitsAllSet: 'x' } }, { a: { $bitsAllSet: -1 } }, { a: { $bitsAllSet: [-1] } }, { a: { $bitsAllSet: 1.5 } },
  { a: { $in: [{ $gt: 1 }] } }, { $expr: { $foo: 1 } }, { a: { $elemMatch: { $foo: 1 } } }, { $or: [{ a: { $foo: 1 } }] }, { $expr: { $eq: ['$a'] } }, { $expr: '$$nope' }, { $text: { $search: 'a' } },
];

const texts = ['ana', 'Ana', 'ANA', 'aná', 'Bia', 'bia', 'b', 'B', 'z', 'Z', 'é', 'E', 'e', 'item 10', 'item 9', 'straße', 'STRASSE', 'multi\nline', 'multi', 'x.y', 'a-b', 'ana\n'].map((a, index) => ({ _id: index, a }));
const pt = (strength: number, more = {}): object => ({ collation: { locale: 'pt', strength, ...more } });
const onTexts: [object, object][] = [
  [{ a: 'ana' }, pt(1)], [{ a: 'ana' }, pt(2)], [{ a: 'ana' }, pt(3)], [{ a: { $in: ['BIA', 'É'] } }, pt(1)], [{ a: { $gt: 'b' } }, pt(2)], [{ a: { $ne: 'ANA' } }, pt(2)], [{ a: { $in: ['ana', 'z'] } }, { collation: { locale: 'simple' } }],
  [{}, { sort: { a: 1, _id: 1 } }], [{}, { sort: { a: 1, _id: 1 }, ...pt(1) }], [{}, { sort: { a: 1, _id: 1 }, ...pt(2) }], [{}, { sort: { a: -1, _id: 1 }, ...pt(2) }], [{}, { sort: { a: 1, _id: 1 }, ...pt(3) }],
  [{ a: /^item/ }, { sort: { a: 1 }, ...pt(2, { numericOrdering: true }) }], [{ a: 'x' }, { collation: { strength: 2 } }], [{ a: 'x' }, { collation: { locale: 'nope' } }],
  [{ a: /^line/ }, {}], [{ a: /^line/m }, {}], [{ a: { $regex: 'multi.line' } }, {}], [{ a: { $regex: 'multi.line', $options: 's' } }, {}], [{ a: { $regex: 'a n a', $options: 'x' } }, {}], [{ a: { $regex: '(?i)^ANA$' } }, {}],
  [{ a: { $regex: '\\Aana\\z' } }, {}], [{ a: { $regex: 'ana$' } }, {}], [{ a: { $regex: '^[[:upper:]]' } }, {}], [{ a: { $regex: 'x\\.y' } }, {}], [{ a: { $regex: 'a\\-b' } }, {}], [{ a: { $regex: 'É', $options: 'i' } }, {}], [{ a: { $regex: '^b$|^z$', $options: 'im' } }, {}],
  [{ $expr: { $eq: ['$a', 'ana'] } }, {}],
];

const rows = [
  { _id: 1, a: 3, b: 'x', t: [5, 1] }, { _id: 2, a: 1, b: 'y', t: [3] }, { _id: 3, a: 2, b: 'x', t: [] }, { _id: 4, b: 'y' }, { _id: 5, a: null, b: 'z', t: [2, 9] }, { _id: 6, a: [4, 0], t: 4 },
  { _id: 7, a: 'text', n: { k: 1 } }, { _id: 8, a: 2, n: { k: 3 }, t: null }, { _id: 9, a: { z: 1 }, n: [{ k: 2 }, { k: 9 }] }, { _id: 10, a: new Double(2), n: { k: [7, 0] } }, { _id: 11, a: [], n: 5 },
];
const onRows: [object, object][] = [
  [{}, { sort: { a: 1, _id: 1 } }], [{}, { sort: { a: -1, _id: 1 } }], [{}, { sort: { t: 1, _id: 1 } }], [{}, { sort: { t: -1, _id: 1 } }], [{}, { sort: { 'n.k': 1, _id: 1 } }], [{}, { sort: { 'n.k': -1, _id: 1 } }], [{}, { sort: { b: 1, a: -1, _id: 1 } }],
  [{}, { sort: { 't.0': 1, _id: 1 } }], [{}, { sort: { _id: -1 }, limit: 3 }], [{}, { sort: { _id: 1 }, skip: 2, limit: 2 }], [{ a: { $gte: 2 } }, { sort: { a: -1, _id: -1 } }], [{}, { sort: { _id: 1 }, skip: 20 }], [{}, { sort: { a: 2 } }], [{}, { sort: { a: 'x' } }],
  [{ _id: { $gt: 3, $lt: 9 } }, { sort: { _id: -1 }, limit: 2 }], [{ $or: [{ _id: { $lt: 3 } }, { _id: { $gt: 9 } }] }, { sort: { _id: 1 } }], [{ _id: { $in: [9, 1, 5] } }, {}], [{}, { sort: { _id: 1 }, limit: 0 }], [{}, { sort: { _id: 1 }, limit: 2, singleBatch: true }],
];

const shaped = [
  { _id: 1, a: 1, b: { c: 1, d: [1, 2, 3], e: { f: 1 } }, l: [{ x: 1, y: 2 }, { x: 3 }, 5, [{ x: 6, y: 7 }]], m: [1, 2, 3, 4, 5], s: 'text' },
  { _id: 2, b: 5, l: [], m: 'no list', s: null },
  { b: [{ c: 1 }, { d: 2 }, 3], _id: 3, a: 'z', l: [{ x: 1 }, { x: 1, y: 9 }] },
];
const projections = [
  { a: 1 }, { a: 0 }, { _id: 0 }, { _id: 1 }, { _id: 0, a: 1 }, { _id: 1, a: 0 }, { a: true, b: 1 }, { 'b.c': 1 }, { 'b.c': 0 }, { b: { c: 1, e: { f: 1 } } }, { 'b.d': 1, 'b.c': 1 }, { 'l.x': 1 }, { 'l.x': 0 }, { 'l.y': 1, _id: 0 }, { 'b.e.f': 1 },
  { z: 1 }, { m: { $slice: 2 } }, { m: { $slice: -2 } }, { m: { $slice: [1, 2] } }, { m: { $slice: [-3, 2] } }, { m: { $slice: [-9, 2] } }, { a: 1, m: { $slice: 1 } }, { a: 0, m: { $slice: 1 } }, { _id: 0, m: { $slice: 1 } }, { 'b.d': { $slice: 1 } }, { m: { $slice: 0 } },
  { l: { $elemMatch: { x: 3 } } }, { l: { $elemMatch: { x: 1 } }, a: 1 }, { l: { $elemMatch: { x: 99 } } }, { m: { $elemMatch: { $gt: 2 } } }, { s: 1, l: { $elemMatch: { y: { $exists: true } } } }, { a: new Double(1), s: Long.fromNumber(1) }, { a: new Double(0) },
  { n: '$a' }, { n: 'text' }, { n: { $ifNull: ['$zz', 1] }, _id: 0 }, { a: 1, n: { $size: { $ifNull: ['$l', []] } } }, { b: { g: '$s' } }, { 'b.g': '$s', 'b.c': 1 }, { n: { $literal: 1 } }, { a: '$$REMOVE', s: 1 }, { n: ['$a', '$zz'] }, { _id: '$s' }, { n: null, a: 1 },
  { a: 1, b: 0 }, { a: 0, b: 1 }, { a: 1, 'a.b': 1 }, { 'a.b': 1, a: 1 }, { a: {} }, { a: { $foo: 1 } }, { '': 1 }, { 'a.': 1 }, { '$a': 1 }, { 'a.$b': 1 }, { m: { $slice: 'x' } }, { m: { $slice: [1, 0] } }, { a: { $elemMatch: 1 } }, { 'l.$': 1 },
].map((projection): [object, object] => [{}, { projection }]);
const positional: [object, object][] = [
  [{ m: 3 }, { projection: { 'm.$': 1 } }], [{ m: { $gt: 2 } }, { projection: { 'm.$': 1, a: 1 } }], [{ 'l.x': 3 }, { projection: { 'l.$': 1 } }], [{ l: { $elemMatch: { x: 1, y: 9 } } }, { projection: { 'l.$': 1 } }], [{ 'l.x': { $in: [3, 4] } }, { projection: { 'l.$': 1, _id: 0 } }],
  [{ _id: 1, $or: [{ m: 4 }, { m: 9 }] }, { projection: { 'm.$': 1 } }],
];

const counted: ContractCase[] = [
  { name: 'counts by a filter', documents: rows, commands: [{ count: 'cases', query: { b: 'x' } }, { count: 'cases' }, { count: 'cases', query: {}, skip: 2, limit: 3 }] },
  { name: 'gives the distinct values', documents: rows, commands: [{ distinct: 'cases', key: 'b' }, { distinct: 'cases', key: 't', query: { _id: { $lt: 4 } } }, { distinct: 'cases', key: 'n.k' }] },
  { name: 'aggregates to a count', documents: rows, commands: [aggregate([{ $match: { b: 'x' } }, { $count: 'n' }])] },
];

export const queryCases: readonly ContractCase[] = [
  ...filterCases('compares', kinds, everyComparison), ...filterCases('matches', kinds, onKinds), ...filterCases('refuses', kinds.slice(0, 3), refused), ...filterCases('sorts every kind', kinds, [[{}, { sort: { a: 1, _id: 1 } }], [{}, { sort: { a: -1, _id: 1 } }]]),
  ...filterCases('reads texts', texts, onTexts), ...filterCases('pages', rows, onRows), ...filterCases('projects', shaped, projections), ...filterCases('projects the match', shaped, positional), ...counted,
];
