import { type CollectionRecord, type IndexField, type IndexRecord, idIndexName } from './catalog.js';
import { readFlag, readNumber } from '../values/bson-documents.js';
import { formatValue } from '../values/format-value.js';
import { compileMatch } from '../filters/match.js';
import { QueryError } from '../query-errors.js';
import { equalValues } from '../values/compare-values.js';
import { isDocument, isNumber, numericValue, type Document } from '../values/values.js';

const maxFields = 32;

/** Reads one specification of createIndexes. Throws 67 for kinds of index this database does not have. */
export function readIndexSpecification(specification: Document): Omit<IndexRecord, 'id'> {
  const key = specification['key'];
  if (!isDocument(key) || Object.keys(key).length === 0) throw new QueryError(67, 'Index keys cannot be an empty object.');
  if (Object.keys(key).length > maxFields)
    throw new QueryError(67, `Index has too many fields: ${Object.keys(key).length}, the limit is ${maxFields}`);
  const fields = Object.entries(key).map(([path, direction]) => readField(path, direction));
  const name = specification['name'] ?? fields.map(({ path, direction }) => `${path}_${direction}`).join('_');
  if (typeof name !== 'string' || name === '') throw new QueryError(67, "The field 'name' of an index must be a non-empty string");
  const collation = specification['collation'];
  if (isDocument(collation) && collation['locale'] !== 'simple')
    throw new QueryError(67, 'The embedded database has no indexes with a collation');
  const expireAfterSeconds = readNumber(specification, 'expireAfterSeconds');
  if (expireAfterSeconds !== undefined && fields.length !== 1)
    throw new QueryError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  const partialFilter = specification['partialFilterExpression'];
  if (partialFilter !== undefined && !isDocument(partialFilter))
    throw new QueryError(67, "'partialFilterExpression' for an index has to be a document");
  if (partialFilter !== undefined) compileMatch(partialFilter);
  const isSparse = readFlag(specification, 'sparse');
  if (isSparse && partialFilter !== undefined) throw new QueryError(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
  const { v: _version, key: _key, name: _name, background: _background, ns: _ns, ...options } = specification;
  return {
    name,
    fields,
    isUnique: readFlag(specification, 'unique'),
    isSparse,
    isMultikey: false,
    multikeyPaths: [],
    isClipped: false,
    specification: { v: 2, key, name, ...options },
    ...(partialFilter && { partialFilter }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
  };
}

function readField(path: string, direction: unknown): IndexField {
  if (typeof direction === 'string') throw new QueryError(67, `The embedded database has no '${direction}' indexes`);
  if (!isNumber(direction) || numericValue(direction) === 0)
    throw new QueryError(67, `Values in the index key pattern cannot be 0: ${path}`);
  if (path === '' || path.split('.').includes('')) throw new QueryError(67, 'Index keys cannot contain an empty field.');
  if (path.includes('$'))
    throw new QueryError(67, `Index key contains an illegal field name: field name starts with '$' or is a wildcard: ${path}`);
  return { path, direction: numericValue(direction) < 0 ? -1 : 1 };
}

/** The same index when it is there already; 85 or 86 when the new one contradicts one that is. */
export function findSameIndex(collection: CollectionRecord, wanted: Omit<IndexRecord, 'id'>): IndexRecord | undefined {
  const named = collection.indexes.find((index) => index.name === wanted.name);
  if (named) {
    if (!hasSameKey(named, wanted)) throw conflictingKey(wanted, named);
    if (hasSameOptions(named, wanted)) return named;
    throw new QueryError(85, `An equivalent index already exists with the same name but different options. ${describeBoth(wanted, named)}`);
  }
  const alike = collection.indexes.find((index) => hasSameKey(index, wanted));
  if (alike === undefined) return undefined;
  throw new QueryError(85, `Index already exists with a different name: ${alike.name}`);
}

export function isIdIndex(index: Omit<IndexRecord, 'id'>): boolean {
  return index.fields.length === 1 && index.fields[0]?.path === '_id';
}

function hasSameKey(left: Omit<IndexRecord, 'id'>, right: Omit<IndexRecord, 'id'>): boolean {
  const isSamePattern = equalValues(keyPattern(left.fields), keyPattern(right.fields));
  return isSamePattern && equalValues(left.partialFilter ?? null, right.partialFilter ?? null);
}

function hasSameOptions(left: Omit<IndexRecord, 'id'>, right: Omit<IndexRecord, 'id'>): boolean {
  return left.isUnique === right.isUnique && left.isSparse === right.isSparse && left.expireAfterSeconds === right.expireAfterSeconds;
}

function conflictingKey(wanted: Omit<IndexRecord, 'id'>, existing: IndexRecord): QueryError {
  return new QueryError(
    86,
    'An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. ' +
      `Please refer to our documentation. ${describeBoth(wanted, existing)}`,
  );
}

function describeBoth(wanted: Omit<IndexRecord, 'id'>, existing: IndexRecord): string {
  return `Requested index: ${formatValue(wanted.specification)}, existing index: ${formatValue(existing.specification)}`;
}

function keyPattern(fields: IndexField[]): Document {
  return Object.fromEntries(fields.map(({ path, direction }) => [path, direction]));
}

export const idIndexSpecification: Document = { v: 2, key: { _id: 1 }, name: idIndexName };
