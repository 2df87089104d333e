import { beginCatchUp, type CatchUp } from './catch-up.js';
import type { Position } from './change.js';
import {
  afterChange,
  comparePositions,
  laterOf,
  type CatchUpPosition,
  type CursorCodec,
  type EventPosition,
  type StreamPosition,
} from './cursor.js';
import { EventQueue, type QueueOptions } from './event-queue.js';
import type { DeliveredEvent } from './events.js';
import type { FeedDelay } from './feed-delay.js';
import type { HeldBack } from './held-back.js';
import type { Hub, Subscriber } from './hub.js';
import { liveMetrics } from './live-metrics.js';
import type { EventsRequest } from './live.js';
import type { MembershipIndex } from './membership.js';
import { ReplayFilter, type History, type MissedEvent } from './resume.js';
import type { ReplayEntry, Ring } from './ring.js';
import { HistoryLostError } from './source.js';
import { timeToTell } from './time-to-tell.js';

export const maxQueuedEvents = 1_000;
export const maxQueuedBytes = 1024 * 1024;
/** Events that a replay reads ahead of its socket. */
const replayChunk = 400;

type Missed = Omit<MissedEvent, 'position'> & { readonly position: StreamPosition };

export interface EventStreamParts {
  readonly membership: MembershipIndex;
  readonly hub: Hub;
  readonly ring: Ring;
  readonly heldBack: HeldBack;
  readonly delay: FeedDelay;
  readonly history: History;
  readonly catchUp: CatchUp;
  readonly cursors: CursorCodec;
  /** Resolves when the feed has come to a position, or ends. */
  waitFor(position: Position): Promise<void>;
  /** A position that the feed reaches only after everything that the database has committed by now. */
  readEdge(): Promise<Position>;
}

/**
 * One subscriber's stream: replays what came after `after`, pulled at the pace of its reader, joins the live stream in the
 * same tick in which the ring has nothing more, and says so with CursorAdvanced(live: true). Where neither the ring nor the
 * database has the changes any more, it catches up by state first. A class, because there are many thousands.
 */
export class EventStream implements Subscriber, QueueOptions<DeliveredEvent> {
  readonly userId: string;
  readonly queue: EventQueue<DeliveredEvent>;
  readonly maxEntries = maxQueuedEvents;
  readonly maxBytes = maxQueuedBytes;
  readonly onOverflow: () => void;
  readonly #onEnd: () => void;
  readonly #parts: EventStreamParts;
  readonly #conversationId: string | undefined;
  readonly #types: EventsRequest['types'];
  #filter: ReplayFilter;
  /** Told up to here, or, while the state is read, to be told from here on then. */
  #at: EventPosition;
  #catchingUp: CatchUpPosition | null;
  /** Since it was last asked whether a cursor is due. */
  #wasTold = true;
  #leaveHub: (() => void) | null = null;
  /** Conversations whose ViewerStateChanged is queued: it will show what is true when it is read. Null: none was yet. */
  #statesWaiting: Set<string> | null = null;
  #hasLookedBack: boolean;
  #settledMembership: boolean;

  constructor(
    parts: EventStreamParts,
    request: EventsRequest,
    after: StreamPosition,
    { onOverflow, onEnd }: { readonly onOverflow: () => void; readonly onEnd: () => void },
  ) {
    this.#parts = parts;
    ({ userId: this.userId, conversationId: this.#conversationId, types: this.#types } = request);
    this.onOverflow = onOverflow;
    this.#onEnd = onEnd;
    this.#filter = new ReplayFilter(parts.membership, this.userId);
    this.#at = 'head' in after ? afterChange(after.head) : after;
    this.#catchingUp = 'head' in after ? after : null;
    // Who comes without a cursor knows nothing yet.
    this.#hasLookedBack = request.after === undefined || request.after === null;
    this.#settledMembership = this.#conversationId === undefined;
    this.queue = new EventQueue(this);
  }

  // As a subscriber of the hub.

  deliver(event: DeliveredEvent): void {
    this.#offer(event);
  }

  advance(event: DeliveredEvent): void {
    if (!this.#wasTold) this.#offer(event);
    this.#wasTold = false;
  }

  rejoin(told: EventPosition): void {
    this.#leave();
    this.#catchUpFrom(laterOf(this.#at, told));
    this.#hasLookedBack = false;
    this.queue.refillAgain();
  }

  fail(error: Error): void {
    this.queue.fail(error);
  }

  finish(): void {
    this.queue.finish();
  }

  // What its queue asks.

  /** About what a queued event holds in memory; only an inserted message brings more than references. */
  bytesOf(event: DeliveredEvent): number {
    const document: unknown = event.__typename === 'MessageAdded' ? event.document : undefined;
    const text: unknown = typeof document === 'object' && document !== null && 'text' in document ? document.text : undefined;
    return 320 + (typeof text === 'string' ? text.length * 2 : 0);
  }

  mayDeliver(event: DeliveredEvent): boolean {
    if (event.__typename === 'ViewerStateChanged') this.#statesWaiting?.delete(event.conversationId);
    return !needsMembership(event) || this.#parts.membership.isMember(event.conversationId, this.userId);
  }

  onEnd(): void {
    this.#leave();
    this.#onEnd();
  }

  async refill(): Promise<'more' | 'done'> {
    const { ring } = this.#parts;
    await this.#settleMembership();
    if (comparePositions(this.#at, ring.end) > 0) await this.#parts.waitFor(this.#at);
    if (!this.queue.isOpen) return 'done';
    this.#lookBack();
    if (this.#catchingUp) return this.#readState(this.#catchingUp);
    if (!ring.covers(this.#at)) return this.#replayFromDatabase();

    const entries = ring.readAfter(this.#at, replayChunk);
    let events = 0;
    for (const entry of entries) {
      events += this.#replay(entry);
      this.#at = laterOf(this.#at, afterChange(entry.position));
      if (events >= replayChunk) return 'more';
    }
    if (entries.length === replayChunk) return 'more';
    this.#joinLive();
    return 'done';
  }

  /** Queues an event if it was asked for; the end of the one conversation asked for ends the stream. */
  #offer(event: DeliveredEvent): boolean {
    const conversationId = this.#conversationId;
    const isCursor = event.__typename === 'CursorAdvanced';
    if (conversationId !== undefined && !isCursor && (!('conversationId' in event) || event.conversationId !== conversationId))
      return false;
    const isWanted = this.#wants(event.__typename);
    if (isWanted) {
      this.#wasTold = true;
      this.queue.push(event);
    }
    if (conversationId !== undefined && event.__typename === 'ConversationRemoved') this.queue.finish();
    return isWanted;
  }

  #wants(type: DeliveredEvent['__typename']): boolean {
    return this.#types?.includes(type) ?? true;
  }

  #offerMissed({ event, position, at: commitTime, isHeldBack }: Missed): boolean {
    const stateOf = isHeldBack && 'conversationId' in event ? event.conversationId : null;
    if (stateOf !== null && this.#statesWaiting?.has(stateOf)) return false;
    // Before it is offered, because it may be read at once.
    if (stateOf !== null) (this.#statesWaiting ??= new Set()).add(stateOf);
    const { cursors, delay } = this.#parts;
    const placed = { ...event, cursor: cursors.encode(position), at: timeToTell(event, commitTime), isLate: delay.isLate() };
    const isOffered = this.queue.isOpen && this.#offer(placed);
    if (stateOf !== null && !isOffered) this.#statesWaiting?.delete(stateOf);
    return isOffered;
  }

  /** A client may have got its cursor while something from before it was held back. It is told again, at that cursor. */
  #lookBack(): void {
    if (this.#hasLookedBack) return;
    this.#hasLookedBack = true;
    const { heldBack, ring } = this.#parts;
    for (const missedIn of heldBack.missedBefore(this.#at, this.userId, (from) => ring.covers(afterChange(from))))
      this.#offerMissed({
        event: { __typename: 'ViewerStateChanged', conversationId: missedIn },
        position: this.#catchingUp ?? this.#at,
        at: new Date(),
        isHeldBack: true,
      });
  }

  #replay(entry: ReplayEntry): number {
    return this.#filter.pick(entry, this.#at).filter((missed) => this.#offerMissed(missed)).length;
  }

  async #replayFromDatabase(): Promise<'more' | 'done'> {
    const { history, ring } = this.#parts;
    const start = this.#at;
    let found = 0;
    try {
      this.#at = await history.read({
        after: start,
        feedEnd: () => ring.end,
        take: (entry) => {
          found += this.#filter.pick(entry, start).filter((missed) => this.#offerMissed(missed)).length;
        },
        isEnough: (reached) => !this.queue.isOpen || found >= replayChunk || ring.covers(reached),
      });
    } catch (error) {
      if (!(error instanceof HistoryLostError)) throw error;
      this.#catchUpFrom(start);
      return 'more';
    }
    if (found === 0 && !ring.covers(this.#at)) this.#tellProgress(this.#at);
    return this.queue.isOpen ? 'more' : 'done';
  }

  /** The feed has come to the end of the ring, so the database shows all up to there, and the index of memberships knows it. */
  #catchUpFrom(start: EventPosition): void {
    const { membership, ring } = this.#parts;
    liveMetrics.catchUps.inc();
    this.#catchingUp = beginCatchUp(start, ring.end);
    this.#at = afterChange(ring.end);
    this.#filter = new ReplayFilter(membership, this.userId);
  }

  async #readState(position: CatchUpPosition): Promise<'more' | 'done'> {
    const reader = { userId: this.userId, conversationId: this.#conversationId ?? null };
    const { events, next } = await this.#parts.catchUp.read(reader, position);
    this.#catchingUp = next;
    // An empty phase is no long way.
    if (events.filter((missed) => this.#offerMissed(missed)).length === 0 && next?.phase === position.phase) this.#tellProgress(next);
    return this.queue.isOpen ? 'more' : 'done';
  }

  /** A long way without anything for the viewer: the cursor shows that it goes on, and need not be gone again. */
  #tellProgress(position: StreamPosition): void {
    const { cursors } = this.#parts;
    if (this.queue.isOpen) this.#offer({ __typename: 'CursorAdvanced', live: false, cursor: cursors.encode(position), at: new Date() });
  }

  #joinLive(): void {
    const { membership, hub, ring, cursors } = this.#parts;
    const conversationId = this.#conversationId;
    if (!this.queue.isOpen) return;
    this.#at = laterOf(this.#at, afterChange(ring.end));
    if (conversationId !== undefined && !membership.isMember(conversationId, this.userId)) {
      this.#offer({ __typename: 'ConversationRemoved', conversationId, cursor: cursors.encode(this.#at), at: new Date() });
      return;
    }
    this.#leaveHub = hub.subscribe(this);
    // A cursor costs an HMAC, and thousands may come at once.
    if (this.#wants('CursorAdvanced'))
      this.#offer({ __typename: 'CursorAdvanced', live: true, cursor: cursors.encode(this.#at), at: new Date() });
  }

  #leave(): void {
    this.#leaveHub?.();
    this.#leaveHub = null;
  }

  // The caller found the viewer a member in the database. Where the index does not say so, it is either behind a joining, or
  // ahead with a removal that the stream would then never hear of: once the feed has come up to now, the two agree.
  async #settleMembership(): Promise<void> {
    if (this.#settledMembership) return;
    this.#settledMembership = true;
    const conversationId = this.#conversationId;
    if (conversationId === undefined || this.#parts.membership.isMember(conversationId, this.userId)) return;
    await this.#parts.waitFor(await this.#parts.readEdge());
  }
}

function needsMembership(event: DeliveredEvent): event is Extract<DeliveredEvent, { readonly conversationId: string }> {
  return 'conversationId' in event && event.__typename !== 'ConversationRemoved';
}
