import type { Change, Position } from './change.js';

/** The database's cluster time: seconds since 1970 and a counter within the second. */
export interface ClusterTime {
  readonly seconds: number;
  readonly increment: number;
}

/** One raw change with its place, counted among all changes of the database, whether anybody is interested in it or not. */
export type PlacedChange = { readonly position: Position; readonly at: Date } & (
  | { readonly kind: 'change'; readonly change: Change }
  /** A heartbeat of a process; `sequence` counts its heartbeats. */
  | { readonly kind: 'heartbeat'; readonly processId: string; readonly sequence: number }
  /** Of a collection that no mapper asks for: it only moves the position. */
  | { readonly kind: 'other' }
  /** A mapped collection, or the whole database, was dropped or renamed: what was told before does not add up any more. */
  | { readonly kind: 'dropped' }
);

export interface ChangeReader {
  /** Waits for at least one change and hands over all that have come, in commit order. Throws HistoryLostError, or what the database threw. */
  next(): Promise<readonly PlacedChange[]>;
  /** A `next` that waits rejects. */
  close(): Promise<void>;
}

/** Where changes come from: the database's change stream, or in tests a list. */
export interface ChangeSource {
  /** The time of the newest operation that a read from now on is sure to see. */
  readTime(): Promise<ClusterTime>;
  /** All changes at or after `from`, and then those to come. */
  read(from: ClusterTime): ChangeReader;
  /** Since when the state of the collections that are mapped is whole; null: since ever. Cursors from before can not be served. */
  readStateStart(): Promise<ClusterTime | null>;
  writeHeartbeat(sequence: number): Promise<void>;
  /** Identifies this process among the heartbeats. */
  readonly processId: string;
}

/** The database does not remember the changes back to where the reader wanted to begin. */
export class HistoryLostError extends Error {
  constructor(cause: unknown) {
    super('The database no longer has the changes since the requested time.', { cause });
    this.name = 'HistoryLostError';
  }
}

/** What was told so far does not add up any more: a collection was dropped or renamed. */
export class StateLostError extends Error {
  constructor() {
    super('A collection was dropped or renamed.');
    this.name = 'StateLostError';
  }
}
