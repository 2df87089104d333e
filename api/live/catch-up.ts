import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../graphql/errors.js';
import { isInAudience } from './audience.js';
import type { Announcement, Position } from './change.js';
import { catchUpStart, type CatchUpPlace, type CatchUpPosition, type EventPosition } from './cursor.js';
import type { LiveEvent } from './events.js';
import { Gate } from './gate.js';
import type { MembershipIndex } from './membership.js';
import type { ClusterTime } from './source.js';

/** `changedAt` is set when a write begins, a change's place when it is committed: no write, and no transaction, takes longer. */
const marginSeconds = 90;
/** Announcements of one page, or a few more. With what a queue holds already it must stay below the queue's bound. */
const pageSize = 200;
/** Pages that are read at once, for whomever. The rest wait their turn. */
const maxConcurrentPages = 16;
/** The phase that tells of the viewer's own comings and goings. */
const ownMemberships = 0;
const readAttempts = 4;
const retryDelayMs = 200;

type EventAnnouncement = Extract<Announcement, { readonly event: LiveEvent }>;

/** What one changed record, or several of one kind, mean to those who did not hear of the change itself. */
export interface CatchUpItem {
  /** Everything up to here is told with it. */
  readonly place: CatchUpPlace;
  /** The database's time of the change, to the second. */
  readonly at: Date;
  readonly announcements: readonly EventAnnouncement[];
}

export interface CatchUpQuery {
  readonly userId: string;
  /** Only this conversation. */
  readonly conversationId: string | null;
  /** Records whose `changedAt` is at or after it. */
  readonly since: ClusterTime;
  /** What was first stored after it is told by the stream that follows. */
  readonly head: ClusterTime;
  readonly after: CatchUpPlace;
  /** Announcements after which the page is full. */
  readonly limit: number;
}

export interface CatchUpPage {
  readonly items: readonly CatchUpItem[];
  /** Where the next page begins, also where this one is empty; null at the end. */
  readonly next: CatchUpPlace | null;
}

/** Reads, in a stable order, what changed of one kind of record that a viewer may see. A module's; server.ts hands it over. */
export type CatchUpScan = (query: CatchUpQuery) => Promise<CatchUpPage>;

export interface CaughtUpEvent {
  readonly position: CatchUpPosition;
  readonly at: Date;
  readonly event: LiveEvent;
}

/** A catch-up of everything that changed after a place in the stream, up to `head`. */
export const beginCatchUp = (after: EventPosition, head: Position): CatchUpPosition => ({
  head: { seconds: head.seconds, increment: head.increment, index: head.index },
  sinceSeconds: after.seconds,
  phase: 0,
  place: catchUpStart,
});

export interface CatchUpOptions {
  /** In the order in which they are told: a viewer's own memberships first, since they end conversations. */
  readonly scans: readonly CatchUpScan[];
  /** As the source's, as far as it is known. */
  readStateStart(): ClusterTime | null;
  readonly membership: MembershipIndex;
  readonly log: Logger;
}

/**
 * What a viewer missed, as the state of now, where the database no longer has the changes themselves. It reads what was last
 * changed since the cursor, page by page. Each page's place is a cursor, so that it can be continued anywhere.
 */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #gate = new Gate(maxConcurrentPages);

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /**
   * One page, and where it leaves the viewer; null at the end. Call it once the feed has come to `head`. Throws UNAVAILABLE, and
   * CURSOR_EXPIRED where a collection was dropped since the beginning, and what was in it at the time is not known.
   */
  async read(
    viewer: { readonly userId: string; readonly conversationId: string | null },
    position: CatchUpPosition,
  ): Promise<{ readonly events: readonly CaughtUpEvent[]; readonly next: CatchUpPosition | null }> {
    const start = this.#options.readStateStart();
    if (start && start.seconds >= position.sinceSeconds) throw new AppError('CURSOR_EXPIRED');
    const scan = this.#options.scans[position.phase];
    if (!scan) return { events: [], next: null };
    const since = { seconds: Math.max(0, position.sinceSeconds - marginSeconds), increment: 0 };
    const page = await this.#gate.run(() =>
      this.#withRetries(() => scan({ ...viewer, since, head: position.head, after: position.place, limit: pageSize })),
    );
    let told = position;
    const events = page.items.flatMap((item) => {
      const before = told;
      told = { ...position, place: item.place };
      return this.#select(item, viewer.userId, before, told);
    });
    return { events, next: page.next ? { ...position, place: page.next } : this.#nextPhase(position) };
  }

  /** What the viewer may hear of an item. Only with its last event it is told; who is cut off before gets it once more. */
  #select({ announcements, at }: CatchUpItem, userId: string, before: CatchUpPosition, told: CatchUpPosition): CaughtUpEvent[] {
    const heard = announcements.filter(
      ({ to, event }) => isInAudience(this.#options.membership, to, userId) && this.#isTheirs(event, userId, before),
    );
    return heard.map(({ event }, index) => ({ event, at, position: index === heard.length - 1 ? told : before }));
  }

  /**
   * Somebody may be let into a conversation, again or for the first time, while they catch up. The stream that follows tells of it,
   * and before that nothing that was said there is for them.
   */
  #isTheirs(event: LiveEvent, userId: string, { phase, head }: CatchUpPosition): boolean {
    return (
      phase === ownMemberships || !('conversationId' in event) || this.#options.membership.isMemberSince(event.conversationId, userId, head)
    );
  }

  #nextPhase(position: CatchUpPosition): CatchUpPosition | null {
    const phase = position.phase + 1;
    return phase < this.#options.scans.length ? { ...position, phase, place: catchUpStart } : null;
  }

  async #withRetries<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        this.#options.log.warn({ err: error, attempt }, 'catching up by state failed');
        if (attempt >= readAttempts) throw new AppError('UNAVAILABLE');
        await delay(retryDelayMs * attempt);
      }
    }
  }
}
