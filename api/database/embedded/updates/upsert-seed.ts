import { QueryError } from '../query-errors.js';
import { setChild, walkTo } from './update-paths.js';
import { compareText } from '../values/compare-values.js';
import { bsonType, cloneValue, entriesOf, isDocument, setField, type Document } from '../values/values.js';

/**
 * The document an upsert starts from: the fields its filter holds to one value, by plain equality, `$eq`, a one-element `$all` or `$in`, and inside
 * `$and` and one-branch `$or`. Throws 54 when a path is given two values.
 */
export function upsertSeed(filter: Document): Document {
  const values = new Map<string, unknown>();
  collectEqualities(filter, values);
  const seed: Document = {};
  const paths = [...values.keys()].sort((left, right) => Number(right === '_id') - Number(left === '_id') || compareText(left, right));
  for (const path of paths) place(seed, path, cloneValue(values.get(path)));
  return seed;
}

function collectEqualities(filter: Document, values: Map<string, unknown>): void {
  for (const [name, operand] of entriesOf(filter)) {
    if (name === '$and' || (name === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const branch of operand as Document[]) collectEqualities(branch, values);
    } else if (!name.startsWith('$')) {
      const equality = equalityOf(operand);
      if (equality) add(values, name, equality.value);
    }
  }
}

function equalityOf(operand: unknown): { value: unknown } | undefined {
  if (bsonType(operand) === 'regex') return undefined;
  if (!isDocument(operand) || !Object.keys(operand)[0]?.startsWith('$')) return { value: operand };
  if ('$eq' in operand) return { value: operand['$eq'] };
  for (const name of ['$all', '$in']) {
    const list = operand[name];
    if (Array.isArray(list) && list.length === 1 && !isDocument(list[0]) && bsonType(list[0]) !== 'regex') return { value: list[0] };
  }
  return undefined;
}

function add(values: Map<string, unknown>, path: string, value: unknown): void {
  for (const other of values.keys()) {
    if (other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
      const matched = other.length < path.length ? other : path;
      throw new QueryError(54, `cannot infer query fields to set, path '${matched}' is matched twice`);
    }
  }
  values.set(path, value);
}

function place(seed: Document, path: string, value: unknown): void {
  const parts = path.split('.');
  for (let position = 0; position < parts.length - 1; position += 1) {
    const walk = walkTo(seed, parts.slice(0, position + 1));
    if (walk.kind === 'reached' && !Object.hasOwn(walk.parent, parts[position] as string))
      setChild(walk.parent, parts[position] as string, {});
  }
  const walk = walkTo(seed, parts);
  if (walk.kind === 'reached') setChild(walk.parent, parts.at(-1) as string, value);
  else setField(seed, path, value);
}
