import type { Change, Position } from '../../api/live/change.js';
import { beforeTime, comparePositions } from '../../api/live/cursor.js';
import { HistoryLostError, type ChangeReader, type ChangeSource, type ClusterTime, type PlacedChange } from '../../api/live/source.js';

export type WrittenChange = Pick<Change, 'collection' | 'operation' | 'id'> &
  Partial<Pick<Change, 'changedFields' | 'updated' | 'document'>>;

interface Log {
  readonly entries: PlacedChange[];
  seconds: number;
  lostBefore: Position | null;
  stateStart: ClusterTime | null;
  readonly readers: Set<{ wake(): void; fail(error: Error): void }>;
}

/** A change source in memory, whose every step is in the caller's hand: for deterministic tests of the live engine. */
export interface MemorySource extends ChangeSource {
  /** Commits changes at one cluster time, as a transaction would. Returns their positions. */
  commit(...changes: readonly WrittenChange[]): readonly Position[];
  /** The database's clock goes on by so many seconds. */
  passTime(seconds: number): void;
  /** As a dropped collection. */
  drop(): void;
  /** Forgets all but the newest change: whoever begins to read before it finds the history lost. */
  trim(): void;
  /** Breaks every reader that is open now. */
  breakReaders(error: Error): void;
  /** Breaks every reader that is open now, as a database does that has forgotten what they would read next. */
  loseReaders(): void;
  /** All changes there ever were, also those that are forgotten: what a database's state is made of. */
  readonly changes: readonly PlacedChange[];
  /** Another process on the same changes. */
  forProcess(processId: string): MemorySource;
}

export function createMemorySource(): MemorySource {
  return openLog({ entries: [], seconds: 10_000, lostBefore: null, stateStart: null, readers: new Set() }, 'process-1');
}

function openLog(log: Log, processId: string): MemorySource {
  function append(make: (place: { position: Position; at: Date }, index: number) => PlacedChange, count: number): readonly PlacedChange[] {
    log.seconds += 1;
    const at = new Date(log.seconds * 1000);
    const added = Array.from({ length: count }, (_, index) => make({ position: { seconds: log.seconds, increment: 1, index }, at }, index));
    log.entries.push(...added);
    for (const reader of log.readers) reader.wake();
    return added;
  }

  return {
    processId,
    readTime: () => Promise.resolve({ seconds: log.seconds, increment: 1 }),
    readStateStart: () => Promise.resolve(log.stateStart),
    read: (from) => openReader(log, from),
    writeHeartbeat(sequence) {
      append((place) => ({ ...place, kind: 'heartbeat', processId, sequence }), 1);
      return Promise.resolve();
    },
    commit(...changes) {
      return append((place, index) => placeWritten(place, changes[index]), changes.length).map(({ position }) => position);
    },
    passTime(seconds) {
      log.seconds += seconds;
    },
    drop() {
      append((place) => ({ ...place, kind: 'dropped' }), 1);
      log.stateStart = { seconds: log.seconds, increment: 1 };
    },
    trim() {
      log.lostBefore = { seconds: log.seconds, increment: 1, index: -1 };
    },
    breakReaders(error) {
      for (const reader of [...log.readers]) reader.fail(error);
    },
    loseReaders() {
      for (const reader of [...log.readers]) reader.fail(new HistoryLostError(new Error('overrun')));
    },
    changes: log.entries,
    forProcess: (otherId) => openLog(log, otherId),
  };
}

function placeWritten(place: { position: Position; at: Date }, written: WrittenChange | undefined): PlacedChange {
  if (!written) return { ...place, kind: 'other' };
  return { ...place, kind: 'change', change: { ...place, changedFields: new Set(), updated: {}, document: null, ...written } };
}

function openReader(log: Log, from: ClusterTime): ChangeReader {
  let failure: Error | null =
    log.lostBefore && comparePositions(beforeTime(from), log.lostBefore) < 0 ? new HistoryLostError(new Error('trimmed')) : null;
  let next = log.entries.findIndex(({ position }) => comparePositions(position, beforeTime(from)) > 0);
  if (next < 0) next = log.entries.length;
  let wake = () => {};
  const handle = {
    wake: () => wake(),
    fail(error: Error) {
      failure ??= error;
      log.readers.delete(handle);
      wake();
    },
  };
  log.readers.add(handle);

  return {
    async next() {
      for (;;) {
        if (failure) throw failure;
        if (next < log.entries.length) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const taken = log.entries.slice(next, next + 7);
      next += taken.length;
      return taken;
    },
    close() {
      handle.fail(new Error('The reader was closed.'));
      return Promise.resolve();
    },
  };
}
