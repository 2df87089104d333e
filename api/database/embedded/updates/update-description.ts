import { calculateObjectSize } from 'bson';
import { identicalValues } from '../values/compare-values.js';
import { isDocument, entriesOf, setField, type Document } from '../values/values.js';

/** What a change stream tells of an update, with dotted paths. */
export interface UpdateDescription {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
}

export function emptyDescription(): UpdateDescription {
  return { updatedFields: {}, removedFields: [], truncatedArrays: [] };
}

/** A difference in the form of MongoDB's oplog (`d`, `u`, `i`, `s<name>`; arrays with `a` and `l`): its size decides how much detail is told. */
type Diff = Document;

// What an update's oplog entry costs beside the difference itself; a difference that is larger than the new document is told as a replacement.
const entryOverheadBytes = 15;

/** Compares two versions of a document as mongod does after a pipeline-style update. */
export function describeDifference(before: Document, after: Document): UpdateDescription | 'replacement' {
  const diff = diffDocuments(before, after);
  if (calculateObjectSize(diff) + entryOverheadBytes >= calculateObjectSize(after)) return 'replacement';
  const description = emptyDescription();
  readDocumentDiff(diff, '', description);
  return description;
}

function diffDocuments(before: Document, after: Document): Diff {
  const removed: Document = {};
  const updated: Document = {};
  const inserted: Document = {};
  const nested: Document = {};
  const oldFields = entriesOf(before);
  let next = 0;
  const newFields = entriesOf(after);
  let position = 0;
  while (next < oldFields.length && position < newFields.length) {
    const [oldName, oldValue] = oldFields[next] as [string, unknown];
    const [newName, newValue] = newFields[position] as [string, unknown];
    next += 1;
    if (oldName !== newName) {
      setField(removed, oldName, false);
      continue;
    }
    position += 1;
    if (identicalValues(oldValue, newValue)) continue;
    const inner = diffValues(oldValue, newValue);
    if (inner) setField(nested, `s${newName}`, inner);
    else setField(updated, newName, newValue);
  }
  for (const [name] of oldFields.slice(next)) setField(removed, name, false);
  for (const [name, value] of newFields.slice(position)) {
    delete removed[name];
    setField(inserted, name, value);
  }
  const sections = Object.entries({ d: removed, u: updated, i: inserted }).filter(([, section]) => Object.keys(section).length > 0);
  return { ...Object.fromEntries(sections), ...nested };
}

function diffArrays(before: unknown[], after: unknown[]): Diff {
  const diff: Diff = { a: true };
  if (after.length < before.length) diff['l'] = after.length;
  for (const [index, value] of after.entries()) {
    if (index < before.length && identicalValues(before[index], value)) continue;
    const inner = index < before.length ? diffValues(before[index], value) : undefined;
    diff[inner ? `s${index}` : `u${index}`] = inner ?? value;
  }
  return diff;
}

/** A nested difference, where both are documents or arrays and it is smaller than the new value. */
function diffValues(before: unknown, after: unknown): Diff | undefined {
  const diff =
    isDocument(before) && isDocument(after)
      ? diffDocuments(before, after)
      : Array.isArray(before) && Array.isArray(after)
        ? diffArrays(before as unknown[], after as unknown[])
        : undefined;
  if (diff === undefined) return undefined;
  return calculateObjectSize(diff) < calculateObjectSize(after as Document) ? diff : undefined;
}

function readDocumentDiff(diff: Diff, prefix: string, description: UpdateDescription): void {
  for (const name of Object.keys((diff['d'] as Document | undefined) ?? {})) description.removedFields.push(prefix + name);
  for (const section of ['u', 'i']) {
    for (const [name, value] of entriesOf((diff[section] as Document | undefined) ?? {}))
      setField(description.updatedFields, prefix + name, value);
  }
  for (const [name, inner] of entriesOf(diff)) if (name.startsWith('s')) readDiff(inner as Diff, `${prefix}${name.slice(1)}`, description);
}

function readDiff(diff: Diff, path: string, description: UpdateDescription): void {
  if (diff['a'] !== true) return readDocumentDiff(diff, `${path}.`, description);
  if (diff['l'] !== undefined) description.truncatedArrays.push({ field: path, newSize: diff['l'] as number });
  for (const [name, value] of entriesOf(diff)) {
    if (name.startsWith('u')) setField(description.updatedFields, `${path}.${name.slice(1)}`, value);
    else if (name.startsWith('s')) readDiff(value as Diff, `${path}.${name.slice(1)}`, description);
  }
}
