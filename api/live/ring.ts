import type { Announcement, Audience, Position } from './change.js';
import { afterChange, compareEventPositions, comparePositions, type EventPosition } from './cursor.js';
import type { LiveEvent } from './events.js';

/** One step of what a change announced, as a replay needs it: an event as a reference, or somebody's coming and going. */
export type ReplayStep =
  | { readonly part: number; readonly to: Audience; readonly event: LiveEvent }
  | { readonly part: number; readonly viewerStatesOf: string }
  | { readonly part: number; readonly membership: { readonly conversationId: string; readonly userId: string; readonly present: boolean } };

/** All that one change announced. */
export interface ReplayEntry {
  readonly position: Position;
  readonly at: Date;
  readonly steps: readonly ReplayStep[];
}

/**
 * What of a change's announcements can be replayed: no typing, no ended sessions, ids instead of documents, and viewers' states only of large
 * conversations. Null where nothing is left.
 */
export function toReplayEntry(
  position: Position,
  at: Date,
  announcements: readonly Announcement[],
  isLarge: (conversationId: string) => boolean = () => true,
): ReplayEntry | null {
  const steps: ReplayStep[] = [];
  announcements.forEach((announcement, part) => {
    if ('event' in announcement) steps.push({ part, to: announcement.to, event: withoutDocument(announcement.event) });
    else if ('viewerStatesOf' in announcement) {
      if (isLarge(announcement.viewerStatesOf)) steps.push({ part, viewerStatesOf: announcement.viewerStatesOf });
    } else if ('membership' in announcement) steps.push({ part, membership: announcement.membership });
  });
  return steps.length > 0 ? { position, at, steps } : null;
}

function withoutDocument(event: LiveEvent): LiveEvent {
  if (event.__typename !== 'MessageAdded' || event.document === undefined) return event;
  const { document: _document, ...reference } = event;
  return reference;
}

/** About what one step holds in memory: the object, its audience and three ids. */
const bytesPerStep = 320;
const bytesPerEntry = 160;

/**
 * The recent past of this process's stream: every change after `start` up to `end`, without gap, as references. Bounded in
 * entries and bytes; the oldest go first. The position moves with every change, also with those that announce nothing.
 */
export class Ring {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  #entries: ReplayEntry[] = [];
  #head = 0;
  #bytes = 0;
  #start: EventPosition;
  #end: Position;

  constructor(start: Position, limits: { readonly maxEntries: number; readonly maxBytes: number }) {
    this.#maxEntries = limits.maxEntries;
    this.#maxBytes = limits.maxBytes;
    this.#start = afterChange(start);
    this.#end = start;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Everything up to here has been pushed. */
  get end(): Position {
    return this.#end;
  }

  /** True where all that came after `after` is still here. False for a place that the stream has not reached yet. */
  covers(after: EventPosition): boolean {
    return compareEventPositions(this.#start, after) <= 0 && comparePositions(after, this.#end) <= 0;
  }

  /** Notes that the stream has come to `position`, with what was announced there, if anything. Positions only grow. */
  push(position: Position, entry: ReplayEntry | null): void {
    this.#end = position;
    if (!entry) return;
    this.#entries.push(entry);
    this.#bytes += sizeOf(entry);
    while (this.size > this.#maxEntries || this.#bytes > this.#maxBytes) this.#dropOldest();
  }

  /** Forgets everything: the past before `start` can not be told from here any more. */
  restart(start: Position): void {
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
    this.#start = afterChange(start);
    this.#end = start;
  }

  /** At most `limit` entries that have something after `after`, oldest first. Only right where `covers(after)`. */
  readAfter(after: EventPosition, limit: number): readonly ReplayEntry[] {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && comparePositions(entry.position, after) < 0) low = middle + 1;
      else high = middle;
    }
    return this.#entries.slice(low, low + limit);
  }

  #dropOldest(): void {
    const oldest = this.#entries[this.#head];
    if (!oldest) return;
    this.#head += 1;
    this.#bytes -= sizeOf(oldest);
    this.#start = afterChange(oldest.position);
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    } else {
      // The slot is not shifted out (that would be linear), but must not keep the entry alive either.
      this.#entries[this.#head - 1] = { position: oldest.position, at: oldest.at, steps: [] };
    }
  }
}

function sizeOf(entry: ReplayEntry): number {
  return bytesPerEntry + entry.steps.length * bytesPerStep;
}
