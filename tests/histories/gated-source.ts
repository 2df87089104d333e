import { randomUUID } from 'node:crypto';
import { beforeTime, comparePositions } from '../../api/live/cursor.js';
import { HistoryLostError, type ChangeReader, type ChangeSource, type ClusterTime } from '../../api/live/source.js';
import { firstPlaceFrom, type ChangeLog } from './change-log.js';

/** What one engine sees of the list of changes. */
export interface GatedSource {
  readonly source: ChangeSource;
  /** Lets the feed see everything, now and from now on. */
  open(): void;
  /** The feed sees no more than it has seen. */
  hold(): void;
  /** While held: lets it see so many further changes that mean something. False where there is nothing to let through. */
  admit(count: number): boolean;
  readonly isHeld: boolean;
  /** Breaks the stream that the feed has open. */
  breakStream(): void;
  /** True where the feed has handed out all that it may see and asks for more. */
  readonly isAtGate: boolean;
  /** How often a reader has found the history lost: what follows is a catch-up by state. */
  readonly losses: number;
  /** The place in the list up to which the feed has seen it. */
  readonly seen: number;
}

interface FeedReader {
  next: number;
  waiting: boolean;
  failure: Error | null;
  wake(): void;
}

/**
 * The feed reads up to the gate. Everything else that reads changes (a replay for somebody whose cursor is older than the ring)
 * has a stream of its own and may see more than the feed has come to: it is never held.
 */
export function createGatedSource(log: ChangeLog): GatedSource {
  const processId = randomUUID();
  let limit: number | null = null;
  let losses = 0;
  let feed: FeedReader | null = null;
  const mayRead = (reader: FeedReader): number =>
    reader === feed && limit !== null ? Math.min(limit, log.entries.length) : log.entries.length;

  function read(from: ClusterTime): ChangeReader {
    const entries = log.entries;
    const isLost = log.lostBefore !== null && comparePositions(beforeTime(from), log.lostBefore) < 0;
    const reader: FeedReader = {
      next: firstPlaceFrom(entries, from),
      waiting: false,
      failure: isLost ? new HistoryLostError(new Error('The history was lost.')) : null,
      wake: () => {},
    };
    // The feed has one stream and opens another only when that has ended.
    feed ??= reader;
    const stopListening = log.onChange(() => reader.wake());
    return {
      async next() {
        for (;;) {
          if (log.entries !== entries) throw new Error('This history is over.');
          if (reader.failure instanceof HistoryLostError) losses += 1;
          if (reader.failure) throw reader.failure;
          if (reader.next < mayRead(reader)) break;
          reader.waiting = true;
          await new Promise<void>((resolve) => (reader.wake = resolve));
          reader.waiting = false;
        }
        const position = entries[reader.next]?.position;
        if (log.lostBefore && position && comparePositions(position, log.lostBefore) < 0) {
          losses += 1;
          throw new HistoryLostError(new Error('The history was lost before it was read.'));
        }
        const taken = entries.slice(reader.next, mayRead(reader));
        reader.next += taken.length;
        return taken;
      },
      async close() {
        stopListening();
        reader.failure ??= new Error('The reader was closed.');
        if (feed === reader) feed = null;
        reader.wake();
      },
    };
  }

  return {
    source: {
      processId,
      readTime: () => log.readTime(),
      // Nothing is ever dropped. (What a history makes older than the collections must not count as from before them.)
      readStateStart: () => Promise.resolve(null),
      read,
      writeHeartbeat: (sequence) => log.writeHeartbeat(processId, sequence),
    },
    open() {
      limit = null;
      feed?.wake();
    },
    hold() {
      limit = feed?.next ?? log.entries.length;
    },
    admit(count) {
      if (limit === null || limit >= log.entries.length) return false;
      let left = count;
      while (limit < log.entries.length && left > 0) {
        if (log.entries[limit]?.kind === 'change') left -= 1;
        limit += 1;
      }
      feed?.wake();
      return true;
    },
    get isHeld() {
      return limit !== null;
    },
    breakStream() {
      if (!feed) return;
      feed.failure ??= new Error('The stream was broken.');
      feed.wake();
    },
    get isAtGate() {
      return feed !== null && feed.failure === null && feed.waiting && feed.next >= mayRead(feed);
    },
    get losses() {
      return losses;
    },
    get seen() {
      return feed?.next ?? 0;
    },
  };
}
