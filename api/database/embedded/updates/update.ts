import type { Timestamp } from 'bson';
import { compileCollation } from '../values/collation.js';
import { formatValue } from '../values/format-value.js';
import { QueryError } from '../query-errors.js';
import { describeDifference, type UpdateDescription } from './update-description.js';
import { applyModifications, compileModifications } from './update-modifiers.js';
import { compileUpdatePipeline } from './update-pipeline.js';
import { identicalValues } from '../values/compare-values.js';
import { bsonType, cloneValue, entriesOf, setField, type Document } from '../values/values.js';

export { upsertSeed } from './upsert-seed.js';

export interface UpdateOptions {
  arrayFilters?: Document[];
  /** True when the result is inserted (an upsert that matched nothing): `$setOnInsert` counts then, and `_id` may be set. */
  isUpsert: boolean;
  now: Date;
  /** The cluster time of the commit, for `$currentDate` with `timestamp` and for empty timestamps in replacements. */
  timestamp: () => Timestamp;
  collation?: Document;
  /** Variables for pipeline-style updates (`let`, and the document to insert of findAndModify). */
  variables?: Document;
}

export interface UpdateResult {
  document: Document;
  /** False when the document is as before, type for type. */
  changed: boolean;
  description: UpdateDescription | 'replacement';
}

export interface CompiledUpdate {
  kind: 'modifiers' | 'replacement' | 'pipeline';
  /** Never changes its argument. `positional` is the array index for `$`. Throws 2, 14, 28, 66, … as mongod does. */
  apply: (document: Document, positional?: number) => UpdateResult;
}

/** Compiles an update once: modifiers, a replacement, or a pipeline. Throws 9 for unknown modifiers, 40 for conflicts, 40324 for unknown stages. */
export function compileUpdate(update: Document | Document[], options: UpdateOptions): CompiledUpdate {
  if (Array.isArray(update)) return compilePipelineUpdate(update, options);
  const [first] = Object.keys(update);
  return first?.startsWith('$') ? compileModifierUpdate(update, options) : compileReplacement(update, options);
}

function compileModifierUpdate(update: Document, options: UpdateOptions): CompiledUpdate {
  const compareStrings = compileCollation(options.collation);
  const modifications = compileModifications(update, { ...options, ...(compareStrings && { compareStrings }) });
  return { kind: 'modifiers', apply: (document, positional) => applyModifications(modifications, document, options.isUpsert, positional) };
}

function compileReplacement(replacement: Document, { timestamp }: UpdateOptions): CompiledUpdate {
  for (const name of Object.keys(replacement)) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
      throw new QueryError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return {
    kind: 'replacement',
    apply: (document) => {
      const filled = fillTimestamps(cloneValue(replacement), timestamp);
      // As in mongod, a replacement that leaves `_id` out counts as a change even when the rest is the same.
      return { document: withIdentity(document, filled), changed: !identicalValues(document, filled), description: 'replacement' };
    },
  };
}

/** An empty timestamp at the top of a replacement is the server's to fill. */
function fillTimestamps(document: Document, timestamp: () => Timestamp): Document {
  for (const [name, value] of entriesOf(document)) {
    if (name !== '_id' && bsonType(value) === 'timestamp' && (value as Timestamp).t === 0 && (value as Timestamp).i === 0)
      setField(document, name, timestamp());
  }
  return document;
}

/** A document keeps its `_id`, first, whatever replaces the rest; another `_id` is refused with 66. */
function withIdentity(before: Document, after: Document): Document {
  const id = before['_id'];
  const { _id: newId, ...rest } = after;
  if (id === undefined) return newId === undefined ? after : { _id: newId, ...rest };
  if (newId === undefined || identicalValues(id, newId)) return { _id: id, ...rest };
  throw new QueryError(
    66,
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${formatValue(after['_id'])}`,
  );
}

function compilePipelineUpdate(pipeline: Document[], options: UpdateOptions): CompiledUpdate {
  const transform = compileUpdatePipeline(pipeline, systemVariables(options));
  return {
    kind: 'pipeline',
    apply: (document) => {
      const transformed = transform(document);
      const result = withIdentity(document, transformed);
      const changed = !identicalValues(document, transformed);
      return {
        document: result,
        changed,
        description: changed ? describeDifference(document, result) : { updatedFields: {}, removedFields: [], truncatedArrays: [] },
      };
    },
  };
}

/** The cluster time is taken only when an expression reads it. */
function systemVariables({ now, timestamp, variables }: UpdateOptions): Document {
  return Object.defineProperty({ NOW: now, ...variables }, 'CLUSTER_TIME', { get: timestamp, enumerable: false });
}
