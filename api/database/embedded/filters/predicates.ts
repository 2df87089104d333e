import { type FieldRange } from '../storage/key-ranges.js';
import { rangeOfPrefix, readPrefix } from './text-prefix.js';
import { bsonType, isDocument, isNumber, typeRank, type Document } from '../values/values.js';

/** What a filter demands of one field, as far as an index can tell; each is a necessary condition, the documents are tested again. */
export interface FieldPredicate {
  /** The values one of which the field must have (`$eq`, `$in`). */
  points?: unknown[];
  range?: FieldRange;
  /** Both bounds speak of the same value, even among the elements of an array. */
  isOneValue?: boolean;
}

export type Predicates = ReadonlyMap<string, FieldPredicate[]>;

export interface FilterShape {
  predicates: Predicates;
  /** The branches of one top-level `$or`, each with the predicates of the rest. */
  branches?: Predicates[];
}

/** Reads what indexes can answer. `hasCollation`: texts then compare otherwise than the keys, so conditions on them are left out. */
export function readFilter(filter: Document, hasCollation: boolean): FilterShape {
  const predicates = new Map<string, FieldPredicate[]>();
  collect(filter, '', predicates, hasCollation);
  const or = filter['$or'];
  if (!Array.isArray(or)) return { predicates };
  const branches = or.map((branch: unknown) => {
    const own = new Map([...predicates].map(([path, list]): [string, FieldPredicate[]] => [path, [...list]]));
    if (isDocument(branch)) collect(branch, '', own, hasCollation);
    return own;
  });
  return { predicates, branches };
}

function collect(filter: Document, prefix: string, into: Map<string, FieldPredicate[]>, hasCollation: boolean): void {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(operand)) {
      for (const part of operand as unknown[]) if (isDocument(part)) collect(part, prefix, into, hasCollation);
    }
    if (!name.startsWith('$')) collectField(prefix + name, operand, into, hasCollation);
  }
}

function collectField(path: string, operand: unknown, into: Map<string, FieldPredicate[]>, hasCollation: boolean): void {
  const add = (predicate: FieldPredicate | undefined): void => {
    if (predicate) into.set(path, [...(into.get(path) ?? []), predicate]);
  };
  const prefix = hasCollation ? undefined : readPrefix(operand);
  if (prefix !== undefined) add({ range: rangeOfPrefix(prefix), isOneValue: true });
  if (!isOperators(operand)) return add(pointsOf([operand], hasCollation));
  const range: FieldRange = {};
  for (const [operator, value] of Object.entries(operand)) {
    if (operator === '$eq') add(pointsOf([value], hasCollation));
    if (operator === '$in' && Array.isArray(value)) add(pointsOf(value as unknown[], hasCollation));
    if (operator === '$all' && Array.isArray(value) && value.length > 0) add(pointsOf(value.slice(0, 1) as unknown[], hasCollation));
    if (operator === '$gt' || operator === '$gte') setBound(range, 'lower', value, operator === '$gte', hasCollation);
    if (operator === '$lt' || operator === '$lte') setBound(range, 'upper', value, operator === '$lte', hasCollation);
    if (operator === '$elemMatch' && isDocument(value)) collectElement(path, value, into, hasCollation);
  }
  if (range.lower ?? range.upper) add({ range });
}

/** An element has to meet all of the conditions: so do both bounds of a range. */
function collectElement(path: string, condition: Document, into: Map<string, FieldPredicate[]>, hasCollation: boolean): void {
  if (!isOperators(condition)) return collect(condition, `${path}.`, into, hasCollation);
  const own = new Map<string, FieldPredicate[]>();
  collectField(path, condition, own, hasCollation);
  const predicates = (own.get(path) ?? []).map((predicate): FieldPredicate =>
    predicate.range ? { ...predicate, isOneValue: true } : predicate,
  );
  if (predicates.length > 0) into.set(path, [...(into.get(path) ?? []), ...predicates]);
}

function isOperators(operand: unknown): operand is Document {
  return isDocument(operand) && (Object.keys(operand)[0]?.startsWith('$') ?? false) && !('$ref' in operand);
}

/** Indexes hold the elements of an array and not the array, so a condition on a whole array is not for them; nor are patterns. */
function isIndexable(value: unknown, hasCollation: boolean): boolean {
  const type = bsonType(value);
  if (type === 'array' || type === 'regex' || type === 'undefined') return false;
  if (type === 'object' && isOperators(value)) return false;
  return !hasCollation || (type !== 'string' && type !== 'object');
}

function pointsOf(values: unknown[], hasCollation: boolean): FieldPredicate | undefined {
  return values.every((value) => isIndexable(value, hasCollation)) ? { points: values } : undefined;
}

function setBound(range: FieldRange, side: 'lower' | 'upper', value: unknown, inclusive: boolean, hasCollation: boolean): void {
  const type = bsonType(value);
  if (!isIndexable(value, hasCollation) || type === 'null' || type === 'minKey' || type === 'maxKey') return;
  if (isNumber(value) && Number.isNaN(Number(value))) return;
  range[side] = { value, inclusive };
}

/** All conditions on a field as one. On a multikey index each may hold for another entry, so only one of them, with one bound, counts. */
export function combine(list: readonly FieldPredicate[], isMultikey: boolean): FieldPredicate | undefined {
  const points = list.find((predicate) => predicate.points !== undefined);
  if (points) return points;
  const whole = list.find((predicate) => predicate.isOneValue);
  if (whole) return whole;
  const ranges = list.flatMap((predicate) => predicate.range ?? []);
  const lower = ranges.find((range) => range.lower)?.lower;
  const upper = ranges.find((range) => range.upper)?.upper;
  if (lower === undefined && upper === undefined) return undefined;
  if (isMultikey && lower !== undefined) return { range: { lower } };
  const areComparable = lower === undefined || upper === undefined || typeRank(lower.value) === typeRank(upper.value);
  if (!areComparable) return { range: { lower } };
  return { range: { ...(lower && { lower }), ...(upper && { upper }) } };
}
