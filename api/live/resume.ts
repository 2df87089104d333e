import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../graphql/errors.js';
import { isInAudience } from './audience.js';
import type { Announcement, Change, Position } from './change.js';
import { afterChange, comparePositions, compareEventPositions, laterOf, type EventPosition } from './cursor.js';
import type { LiveEvent } from './events.js';
import { Gate } from './gate.js';
import type { MembershipIndex } from './membership.js';
import { toReplayEntry, type ReplayEntry } from './ring.js';
import { HistoryLostError, type ChangeReader, type ChangeSource } from './source.js';

/** Change streams that may be open at once to serve cursors that the ring no longer reaches. The rest wait their turn. */
const maxConcurrentReads = 16;
/** One read is given up for the next in line after this many changes, whoever they were for. */
const maxChangesPerRead = 20_000;
const readAttempts = 4;
const retryDelayMs = 200;

export interface MissedEvent {
  readonly position: EventPosition;
  readonly at: Date;
  readonly event: LiveEvent;
  /** One such event for a conversation, as long as it waits for its reader, stands for all that follow. */
  readonly isHeldBack?: boolean;
}

/**
 * Picks from what was announced in the past what one viewer may hear of it now. Keep one for each replay: it remembers which
 * conversations the viewer has left on the way and not come back to yet.
 */
export class ReplayFilter {
  readonly #membership: MembershipIndex;
  readonly #userId: string;
  /** Null: none yet. */
  #left: Set<string> | null = null;

  constructor(membership: MembershipIndex, userId: string) {
    this.#membership = membership;
    this.#userId = userId;
  }

  pick(entry: ReplayEntry, after: EventPosition): MissedEvent[] {
    const missed: MissedEvent[] = [];
    for (const step of entry.steps) {
      const position = { ...entry.position, part: step.part };
      if (compareEventPositions(position, after) <= 0) continue;
      if ('membership' in step) {
        if (step.membership.userId !== this.#userId) continue;
        if (step.membership.present) this.#left?.delete(step.membership.conversationId);
        else (this.#left ??= new Set()).add(step.membership.conversationId);
      } else if ('viewerStatesOf' in step) {
        const event = { __typename: 'ViewerStateChanged', conversationId: step.viewerStatesOf } as const;
        if (this.#membership.isLarge(event.conversationId) && this.#isTheirs(event, entry.position))
          missed.push({ position, at: entry.at, event, isHeldBack: true });
      } else if (isInAudience(this.#membership, step.to, this.#userId) && this.#isTheirs(step.event, entry.position)) {
        missed.push({ position, at: entry.at, event: step.event });
      }
    }
    return missed;
  }

  // What happened in a conversation before the viewer came (back) in is not news to them; its end always is.
  #isTheirs(event: LiveEvent, position: Position): boolean {
    if (!('conversationId' in event) || event.__typename === 'ConversationRemoved') return true;
    return !this.#left?.has(event.conversationId) && this.#membership.isMemberSince(event.conversationId, this.#userId, position);
  }
}

export interface HistoryOptions {
  readonly source: ChangeSource;
  readonly map: (change: Change) => readonly Announcement[];
  readonly log: Logger;
}

export interface HistoryRead {
  readonly after: EventPosition;
  /**
   * How far the feed has come. A replay never goes ahead of it: who may hear what is known only up to there, and what follows is
   * told by the feed.
   */
  feedEnd(): Position;
  /** Called for each change that announced something. */
  take(entry: ReplayEntry): void;
  /** True when the reader has what it came for, as when the ring covers the rest, or nobody waits any more. */
  isEnough(at: EventPosition): boolean;
}

/** The past as the database remembers it, read piece by piece. */
export class History {
  readonly #options: HistoryOptions;
  readonly #gate = new Gate(maxConcurrentReads);

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /**
   * Replays changes after `after` until it is enough, and returns where it stopped. Throws HistoryLostError where the database has
   * forgotten them, CURSOR_EXPIRED where a collection was dropped, UNAVAILABLE.
   */
  read(request: HistoryRead): Promise<EventPosition> {
    return this.#gate.run(() => this.#readWithRetries(request));
  }

  async #readWithRetries(request: HistoryRead): Promise<EventPosition> {
    let at = request.after;
    for (let attempt = 1; ; attempt += 1) {
      const reader = this.#options.source.read(at);
      try {
        return await this.#readFrom(reader, request, at, (reached) => (at = reached));
      } catch (error) {
        if (error instanceof AppError || error instanceof HistoryLostError) throw error;
        this.#options.log.warn({ err: error, attempt }, 'reading missed changes failed');
        if (attempt >= readAttempts) throw new AppError('UNAVAILABLE');
        await delay(retryDelayMs * attempt);
      } finally {
        reader.close().catch((error: unknown) => this.#options.log.debug({ err: error }, 'closing a change stream failed'));
      }
    }
  }

  async #readFrom(
    reader: ChangeReader,
    request: HistoryRead,
    after: EventPosition,
    onReached: (at: EventPosition) => void,
  ): Promise<EventPosition> {
    let at = after;
    let seen = 0;
    for (;;) {
      for (const placed of await reader.next()) {
        if (comparePositions(placed.position, at) < 0) continue;
        const feedEnd = request.feedEnd();
        if (comparePositions(placed.position, feedEnd) > 0) return laterOf(at, afterChange(feedEnd));
        if (placed.kind === 'dropped') throw new AppError('CURSOR_EXPIRED');
        seen += 1;
        if (placed.kind === 'change') {
          const entry = toReplayEntry(placed.position, placed.at, this.#options.map(placed.change));
          if (entry) request.take(entry);
        }
        at = laterOf(at, afterChange(placed.position));
        onReached(at);
        if (seen >= maxChangesPerRead || request.isEnough(at)) return at;
      }
    }
  }
}
