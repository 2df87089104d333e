import { type CollectionRecord } from '../storage/catalog.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Storage } from '../storage/tables.js';
import { readPrefix } from '../filters/text-prefix.js';
import { bsonType, isDocument, type Document } from '../values/values.js';
import { choosePlan, type IndexScan, type Plan } from './planner.js';

/** More values of `$in` than this may be more ranges than a plan has. */
const maxPoints = 1000;

/**
 * Counts up to `limit` (0: all) what an index alone can tell: the filter names its first fields, each by texts or ids, the last perhaps by the
 * beginning of a text. Undefined for every other filter.
 */
export function countInIndex(store: Storage, collection: CollectionRecord, filter: Document, limit: number): number | undefined {
  const plan = choosePlan(collection, { filter });
  const [scan] = plan.scans;
  if (scan === undefined || !isAnswered(plan, filter)) return undefined;
  store.indexUses.notePlan(collection, plan);
  return countEntries(store, scan, limit > 0 ? limit : Infinity);
}

/** Whether what the plan reads from an index surely matches the whole filter. */
export function isAnswered({ scans }: Plan, filter: Document): boolean {
  const [scan, ...more] = scans;
  const index = scan?.index;
  if (index === undefined || more.length > 0) return false;
  const conditions = Object.entries(filter);
  if (conditions.length === 0 || index.isClipped) return false;
  const lists = conditions.filter(([, condition]) => isDocument(condition) && '$in' in condition);
  return (
    lists.length <= 1 &&
    conditions.every(([path, condition]) => {
      const position = index.fields.findIndex((field) => field.path === path);
      if (position < 0 || position >= conditions.length) return false;
      // A missing field stands there as null, which on the way through arrays may be something else.
      if (condition === null) return !path.includes('.');
      return isPoint(condition) || isPoints(condition) || (position === conditions.length - 1 && isBeginning(condition));
    })
  );
}

/** Values of which nothing else has the key. */
function isPoint(condition: unknown): boolean {
  const type = bsonType(condition);
  return type === 'string' || type === 'objectId';
}

function isPoints(condition: unknown): boolean {
  if (!isDocument(condition) || Object.keys(condition).join() !== '$in') return false;
  const values = condition['$in'];
  return Array.isArray(values) && values.length <= maxPoints && values.every(isPoint);
}

function isBeginning(condition: unknown): boolean {
  if (!isDocument(condition) || Object.keys(condition).join() !== '$regex') return false;
  const pattern = condition['$regex'];
  return typeof pattern === 'string' && pattern === `^${readPrefix(condition) ?? ''}`;
}

/** A document with several entries counts once. */
function countEntries(store: Storage, { index, ranges }: IndexScan, limit: number): number {
  const seen = index?.isMultikey ? new Set<string>() : null;
  let count = 0;
  for (const range of ranges) {
    for (const { value } of entriesBetween(store.indexes, range)) {
      if (seen) count = seen.add(value.toString('latin1')).size;
      else count += 1;
      if (count >= limit) return count;
    }
  }
  return count;
}
