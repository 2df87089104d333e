import type { mongo } from 'mongoose';
import type { Change, Position } from './change.js';
import type { ClusterTime } from './source.js';

export type RawChange = mongo.ChangeStreamDocument;

/** Changes that carry a document's key: the only ones that mappers see. */
export type RawDocumentChange =
  | mongo.ChangeStreamInsertDocument
  | mongo.ChangeStreamUpdateDocument
  | mongo.ChangeStreamReplaceDocument
  | mongo.ChangeStreamDeleteDocument;

export function isDocumentChange(raw: RawChange): raw is RawDocumentChange {
  const { operationType } = raw;
  return operationType === 'insert' || operationType === 'update' || operationType === 'replace' || operationType === 'delete';
}

/** Numbers the changes of one cluster time from 0. One for each stream, and every raw change must pass, before any filter. */
export function createPositionCounter(): (raw: RawChange) => Position {
  let last: Position | null = null;
  return (raw) => {
    const time = clusterTimeOf(raw);
    const same = last && last.seconds === time.seconds && last.increment === time.increment;
    last = { ...time, index: same && last ? last.index + 1 : 0 };
    return last;
  };
}

function clusterTimeOf(raw: RawChange): ClusterTime {
  const time = raw.clusterTime;
  if (!time) throw new Error(`The change stream sent a ${raw.operationType} without a clusterTime.`);
  return { seconds: time.high >>> 0, increment: time.low >>> 0 };
}

/** The database's wall clock at the commit, or, before MongoDB 6.0, the cluster time's second. */
export function commitTimeOf(raw: RawChange): Date {
  const wallTime: unknown = 'wallTime' in raw ? raw.wallTime : undefined;
  return wallTime instanceof Date ? wallTime : new Date(clusterTimeOf(raw).seconds * 1000);
}

/** `_id` as mappers know it. */
export const idOf = (raw: RawDocumentChange): string => String(raw.documentKey._id);

/** A raw change as mappers get it. `stateOfNow` is what an update's document looks like now, where the mapper asked for it. */
export function toChange(raw: RawDocumentChange, position: Position, stateOfNow: Readonly<Record<string, unknown>> | null): Change {
  const changedFields = new Set<string>();
  const updated: Record<string, unknown> = {};
  if (raw.operationType === 'update') {
    const { updatedFields = {}, removedFields = [], truncatedArrays = [] } = raw.updateDescription;
    for (const [path, value] of Object.entries(updatedFields)) {
      const field = topLevelOf(path);
      changedFields.add(field);
      if (field === path) updated[field] = value;
    }
    for (const path of removedFields) changedFields.add(topLevelOf(path));
    for (const { field } of truncatedArrays) changedFields.add(topLevelOf(field));
  }
  const written = raw.operationType === 'insert' || raw.operationType === 'replace' ? raw.fullDocument : null;
  return {
    position,
    at: commitTimeOf(raw),
    collection: raw.ns.coll,
    operation: raw.operationType,
    id: idOf(raw),
    changedFields,
    updated,
    document: written ?? (raw.operationType === 'update' ? stateOfNow : null),
  };
}

function topLevelOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}
