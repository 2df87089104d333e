import { idIndexName, isMultikeyPath, type CollectionRecord, type IndexField, type IndexRecord } from '../storage/catalog.js';
import { afterPrefix, encodeFieldRange, invert, uint32Key, type KeyRange } from '../storage/key-ranges.js';
import { encodePart, idKeyLimitBytes, indexPartLimit } from '../storage/keys.js';
import { compileMatch } from '../filters/match.js';
import { combine, readFilter, type FieldPredicate, type Predicates } from '../filters/predicates.js';
import { QueryError } from '../query-errors.js';
import { isDocument, numericValue, type Document } from '../values/values.js';

export interface IndexScan {
  /** Absent: the collection's own order, which is that of `_id`. */
  index?: IndexRecord;
  ranges: KeyRange[];
  reverse: boolean;
  /** Whether each range comes in the order that was asked for. */
  isOrdered: boolean;
  /** Where the keys alone tell the order of all ranges together. */
  keyOrder?: KeyOrder;
  /** Whether a condition of the filter narrows the scan. */
  isNarrowed: boolean;
  score: number;
}

/** The order that was asked for is that of the keys from some place on. */
export interface KeyOrder {
  /** That place, in the keys of each range; with `isBehindText` it is where a text begins, behind whose end the order is. */
  starts: number[];
  /** The ranges hold beginnings of a text, and so no order before they are sorted. */
  isBehindText: boolean;
  direction: 1 | -1;
}

export interface Plan {
  scans: IndexScan[];
  /** Every scan is in the wanted order: their merge needs no sort. */
  isOrdered: boolean;
}

export interface PlanRequest {
  filter: Document;
  sort?: Document;
  hint?: unknown;
  hasCollation?: boolean;
}

/** More ranges than this, from `$in` on several fields, are not worth it: further fields are left to the test of the documents. */
const maxRanges = 1000;
const pointsScore = 10;
const orderScore = 6;
const rangeScore = 4;

/** Chooses how to read a collection for a filter: the conditions an index can answer, then the order it can give. */
export function choosePlan(collection: CollectionRecord, request: PlanRequest): Plan {
  const hasCollation = request.hasCollation ?? false;
  const { predicates, branches } = readFilter(request.filter, hasCollation);
  const order = readOrder(request.sort, hasCollation);
  // Indexes are in byte order, so none gives an order by collation.
  const mustSort = request.sort !== undefined && order === undefined;
  const hinted = findHinted(collection, request.hint);
  const scan = bestScan(collection, predicates, order, request.filter, hinted);
  if (!scan.isNarrowed && branches && hinted === undefined) {
    const scans = branches.map((branch) => bestScan(collection, branch, order, undefined, undefined));
    const isUseful = scans.length > 0 && scans.every((each) => each.isNarrowed);
    if (isUseful && !(scan.isOrdered && scans.some((each) => !each.isOrdered)))
      return { scans, isOrdered: !mustSort && scans.every((each) => each.isOrdered) };
  }
  return { scans: [scan], isOrdered: !mustSort && scan.isOrdered };
}

/** The wanted order as index fields; undefined when no index can give it. */
function readOrder(sort: Document | undefined, hasCollation: boolean): IndexField[] | undefined {
  if (sort === undefined || hasCollation) return undefined;
  const fields: IndexField[] = [];
  for (const [path, direction] of Object.entries(sort)) {
    if (path.startsWith('$') || isDocument(direction)) return undefined;
    fields.push({ path, direction: numericValue(direction) < 0 ? -1 : 1 });
  }
  return fields.length > 0 ? fields : undefined;
}

type Hinted = IndexRecord | typeof idIndexName | 'natural' | 'natural backwards' | undefined;

function findHinted(collection: CollectionRecord, hint: unknown): Hinted {
  if (hint === undefined || hint === null || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  if (isDocument(hint) && '$natural' in hint) return numericValue(hint['$natural']) < 0 ? 'natural backwards' : 'natural';
  const wanted = isDocument(hint)
    ? patternText(Object.entries(hint).map(([path, direction]) => ({ path, direction: numericValue(direction) as 1 | -1 })))
    : undefined;
  if (hint === idIndexName || wanted === patternText(idFields)) return idIndexName;
  const index = collection.indexes.find((each) => each.name === hint || (wanted !== undefined && patternText(each.fields) === wanted));
  if (index) return index;
  throw new QueryError(
    2,
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

function patternText(fields: IndexField[]): string {
  return fields.map(({ path, direction }) => `${path}:${direction}`).join(',');
}

const idFields: IndexField[] = [{ path: '_id', direction: 1 }];

function bestScan(
  collection: CollectionRecord,
  predicates: Predicates,
  order: IndexField[] | undefined,
  filter: Document | undefined,
  hinted: Hinted,
): IndexScan {
  if (hinted === 'natural' || hinted === 'natural backwards') {
    const whole = scanOf(weighIdIndex(collection, new Map(), undefined));
    return { ...whole, reverse: hinted === 'natural backwards', isOrdered: order === undefined };
  }
  if (hinted === idIndexName) return scanOf(weighIdIndex(collection, predicates, order));
  if (hinted !== undefined) return scanOf(weighIndex(hinted, predicates, order));
  let best = weighIdIndex(collection, predicates, order);
  for (const index of collection.indexes) {
    if (!holdsAllMatches(index, predicates, filter)) continue;
    const weighed = weighIndex(index, predicates, order);
    if (weighed.score > best.score) best = weighed;
  }
  return scanOf(best);
}

function weighIdIndex(collection: CollectionRecord, predicates: Predicates, order: IndexField[] | undefined): Weighed {
  const weighed = weighFields(
    { id: collection.id, fields: idFields, isMultikey: false, isClipped: false, isUnique: true, limit: idKeyLimitBytes },
    predicates,
    order,
  );
  // Nothing is faster than one document by its _id.
  return weighed.isNarrowed ? { ...weighed, score: weighed.score + pointsScore } : weighed;
}

function weighIndex(index: IndexRecord, predicates: Predicates, order: IndexField[] | undefined): Weighed {
  return { ...weighFields({ ...index, limit: indexPartLimit(index.fields.length) }, predicates, order), index };
}

interface Scanned extends Pick<IndexRecord, 'id' | 'fields' | 'isMultikey' | 'multikeyPaths' | 'isClipped' | 'isUnique'> {
  limit: number;
}

/** What an index can do for a query, before its ranges are made: those of up to a thousand values are only worth making for the best. */
interface Weighed extends Omit<IndexScan, 'ranges' | 'keyOrder'> {
  fields: Scanned;
  /** The values of its first fields, */
  points: unknown[][];
  /** and what the next one must have. */
  last: FieldPredicate | undefined;
  keyOrder: Omit<KeyOrder, 'starts'> | undefined;
}

function weighFields(fields: Scanned, predicates: Predicates, order: IndexField[] | undefined): Weighed {
  const points: unknown[][] = [];
  let rangeCount = 1;
  let last: FieldPredicate | undefined;
  for (const field of fields.fields) {
    const predicate = combine(predicates.get(field.path) ?? [], isMultikeyPath(fields, field.path));
    if (predicate?.points === undefined || rangeCount * predicate.points.length > maxRanges) {
      last = predicate;
      break;
    }
    points.push(predicate.points);
    rangeCount *= predicate.points.length;
  }
  const hasRange = last?.range !== undefined;
  const direction = order && !fields.isClipped ? directionFor(fields, points.length, order) : undefined;
  const keyOrder = order && fields.isClipped === false ? readKeyOrder(fields, points.length, order, isTextRange(last)) : undefined;
  return {
    fields,
    points,
    last,
    keyOrder,
    reverse: direction === -1,
    isOrdered: order === undefined || direction !== undefined || keyOrder !== undefined,
    isNarrowed: points.length > 0 || hasRange,
    score: points.length * pointsScore + (hasRange ? rangeScore : 0) + (direction === undefined ? 0 : orderScore),
  };
}

function scanOf({ fields, points, last, keyOrder, ...scan }: Weighed): IndexScan {
  let prefixes: Buffer[] = [uint32Key(fields.id)];
  for (const [position, values] of points.entries()) {
    const parts = distinctParts(values, fields.fields[position]?.direction ?? 1, fields.limit);
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
  }
  return {
    ...scan,
    ranges: rangesOf(prefixes, fields.fields[points.length], last, fields.limit),
    ...(keyOrder && { keyOrder: { ...keyOrder, starts: prefixes.map((prefix) => prefix.length) } }),
  };
}

function distinctParts(points: unknown[], direction: 1 | -1, limit: number): Buffer[] {
  const parts = points.map((point) => {
    const { bytes } = encodePart(point, limit);
    return direction === 1 ? bytes : invert(bytes);
  });
  return parts.sort((left, right) => left.compare(right)).filter((part, place) => !parts[place - 1]?.equals(part));
}

function rangesOf(prefixes: Buffer[], field: IndexField | undefined, predicate: FieldPredicate | undefined, limit: number): KeyRange[] {
  if (field === undefined || predicate?.range === undefined) return prefixes.map((prefix) => ({ start: prefix, end: afterPrefix(prefix) }));
  const { start, end } = encodeFieldRange(predicate.range, field.direction, limit);
  return prefixes.map((prefix) => ({ start: Buffer.concat([prefix, start]), end: Buffer.concat([prefix, end]) }));
}

/** The direction in which the index gives the order, once its first fields are bound to single values per range. */
function directionFor(index: Scanned, bound: number, order: IndexField[]): 1 | -1 | undefined {
  // An array sorts by its least or greatest element, whichever of them the index was asked for.
  if (order.some(({ path }) => isMultikeyPath(index, path))) return undefined;
  const constant = new Set(index.fields.slice(0, bound).map((field) => field.path));
  const wanted = order.filter((field) => !constant.has(field.path));
  const given = index.fields.slice(bound);
  // Entries that need not be unique end with the _id.
  if (!index.isUnique) given.push({ path: '_id', direction: 1 });
  let direction: 1 | -1 | undefined;
  for (const [position, field] of wanted.entries()) {
    const entry = given[position];
    if (entry?.path !== field.path) return undefined;
    const needed = entry.direction === field.direction ? 1 : -1;
    if (direction !== undefined && direction !== needed) return undefined;
    direction = needed;
    // Nothing behind a whole _id can change the order.
    if (field.path === '_id') break;
  }
  return direction ?? 1;
}

function isTextRange(predicate: FieldPredicate | undefined): boolean {
  const { lower, upper } = predicate?.range ?? {};
  return typeof lower?.value === 'string' && typeof upper?.value === 'string';
}

/** The order that the fields behind the bound ones give to the entries of all ranges, or else those behind the one that a range of texts was asked of. */
function readKeyOrder(index: Scanned, bound: number, order: IndexField[], hasTextRange: boolean): Omit<KeyOrder, 'starts'> | undefined {
  // The ranges are not told apart any more.
  const isPassed = (path: string, until: number) => index.fields.slice(0, until).some((field) => field.path === path);
  if (order.some(({ path }) => isPassed(path, bound))) return undefined;
  const direction = directionFor(index, bound, order);
  if (direction !== undefined) return { direction, isBehindText: false };
  if (!hasTextRange || index.fields[bound]?.direction !== 1 || order.some(({ path }) => isPassed(path, bound + 1))) return undefined;
  const behindText = directionFor(index, bound + 1, order);
  return behindText && { direction: behindText, isBehindText: true };
}

/** Sparse and partial indexes leave documents out: they serve only filters whose matches they surely hold. */
function holdsAllMatches(index: IndexRecord, predicates: Predicates, filter: Document | undefined): boolean {
  if (index.isSparse && !index.fields.some(({ path }) => (predicates.get(path) ?? []).some(excludesMissing))) return false;
  if (index.partialFilter === undefined) return true;
  return implies(predicates, filter ?? {}, index.partialFilter);
}

function excludesMissing({ points, range }: FieldPredicate): boolean {
  return range !== undefined || (points !== undefined && points.every((value) => value !== null));
}

/** Whether every document that passes the query passes the index's filter too. Says no when in doubt. */
function implies(predicates: Predicates, filter: Document, partial: Document): boolean {
  return Object.entries(partial).every(([path, condition]) => {
    if (path === '$and' && Array.isArray(condition))
      return condition.every((part) => isDocument(part) && implies(predicates, filter, part));
    if (path.startsWith('$')) return false;
    const list = predicates.get(path) ?? [];
    const isExistence = isDocument(condition) && Object.keys(condition).length === 1 && condition['$exists'] === true;
    if (isExistence && (list.some(excludesMissing) || demandsExistence(filter[path]))) return true;
    const test = compileMatch({ value: condition });
    // A condition on null matches documents without the field too.
    const holdsFor = (value: unknown): boolean => test({ value }) && (value !== null || test({}));
    return list.some(({ points, range }) => points?.every(holdsFor) ?? (range !== undefined && rangeImplies(range, condition)));
  });
}

function demandsExistence(condition: unknown): boolean {
  return isDocument(condition) && condition['$exists'] === true;
}

/** One-sided comparisons only: `{ $gte: 5 }` holds for everything from 7 on. */
function rangeImplies(range: NonNullable<FieldPredicate['range']>, condition: unknown): boolean {
  if (!isDocument(condition)) return false;
  const [operator, ...others] = Object.keys(condition);
  if (operator === undefined || others.length > 0) return false;
  const bound =
    operator === '$gt' || operator === '$gte' ? range.lower : operator === '$lt' || operator === '$lte' ? range.upper : undefined;
  if (bound === undefined) return false;
  if (compileMatch({ value: condition })({ value: bound.value })) return true;
  const inclusiveOperator = operator === '$gt' ? '$gte' : '$lte';
  return !bound.inclusive && compileMatch({ value: { [inclusiveOperator]: condition[operator] } })({ value: bound.value });
}
