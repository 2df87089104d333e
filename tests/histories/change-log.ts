import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { LiveMapper, Position } from '../../api/live/change.js';
import { beforeTime, comparePositions } from '../../api/live/cursor.js';
import { createMongoSource } from '../../api/live/mongo-source.js';
import type { ChangeReader, PlacedChange } from '../../api/live/source.js';
import { withinDeadline } from '../testkit/wait.js';

const heartbeatCollection = 'heartbeats';

/**
 * The database's real change stream, read once for all engines into a list. What each engine sees of the list, and when, is the
 * history's business (gated-source.ts); that is how an interleaving is decided by the history and not by timing.
 */
export interface ChangeLog {
  readonly entries: readonly PlacedChange[];
  /** Whoever begins to read before that place finds the history lost. */
  readonly lostBefore: Position | null;
  readTime(): Promise<{ readonly seconds: number; readonly increment: number }>;
  writeHeartbeat(processId: string, sequence: number): Promise<void>;
  /** Resolves when everything that was committed before this call is in the list. */
  settle(): Promise<void>;
  /** Forgets the past: only what comes after now can be read. */
  lose(): void;
  /** A new list, from now on. `isLost`: as if there had been changes before it that nobody can read any more. */
  begin(options?: { readonly isLost: boolean }): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export async function openChangeLog(database: mongo.Db, mappers: readonly LiveMapper[]): Promise<ChangeLog> {
  const source = createMongoSource(database, new Map(mappers.map((mapper) => [mapper.collection, mapper])));
  const heartbeats = database.collection<{ _id: string; sequence: number; at: Date }>(heartbeatCollection);
  const listeners = new Set<() => void>();
  const marks = new Map<string, () => void>();
  let entries: PlacedChange[] = [];
  let lostBefore: Position | null = null;
  let failure: unknown = null;

  const reader: ChangeReader = source.read(await source.readTime());
  const reading = (async () => {
    try {
      for (;;) {
        for (const placed of await reader.next()) {
          if (placed.kind === 'heartbeat' && marks.has(placed.processId)) marks.get(placed.processId)?.();
          else entries.push(placed);
        }
        for (const listener of listeners) listener();
      }
    } catch (error) {
      failure = error;
    }
  })();

  async function writeHeartbeat(processId: string, sequence: number): Promise<void> {
    await heartbeats.updateOne({ _id: processId }, { $set: { sequence, at: new Date() } }, { upsert: true });
  }

  async function settle(): Promise<void> {
    const id = randomUUID();
    const seen = new Promise<void>((resolve) => marks.set(id, resolve));
    await writeHeartbeat(id, 0);
    await withinDeadline(seen, () => `the change stream of the database is silent (${String(failure)})`);
    marks.delete(id);
  }

  return {
    get entries() {
      return entries;
    },
    get lostBefore() {
      return lostBefore;
    },
    readTime: () => source.readTime(),
    writeHeartbeat,
    settle,
    lose() {
      const last = entries.at(-1)?.position;
      if (last) lostBefore = { ...last, index: last.index + 1 };
    },
    async begin({ isLost } = { isLost: false }) {
      await settle();
      entries = [];
      lostBefore = isLost ? { ...(await source.readTime()), index: 0 } : null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await reader.close();
      await reading;
    },
  };
}

/** The first place in the list that a reader from `time` on gets. */
export function firstPlaceFrom(entries: readonly PlacedChange[], time: { readonly seconds: number; readonly increment: number }): number {
  const start = beforeTime(time);
  const found = entries.findIndex(({ position }) => comparePositions(position, start) > 0);
  return found < 0 ? entries.length : found;
}
