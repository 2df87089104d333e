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
import { EventQueue } from './event-queue.js';
import type { DeliveredEvent } from './events.js';
import type { HeldBack } from './held-back.js';
import type { Hub, Subscriber } from './hub.js';
import { liveMetrics } from './live-metrics.js';
import type { EventsRequest } from './live.js';
import type { MembershipIndex } from './membership.js';
import { createReplayFilter, type History, type MissedEvent } from './resume.js';
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
 * database has the changes any more, it catches up by state first.
 */
export function openEventStream(
  parts: EventStreamParts,
  request: EventsRequest,
  after: StreamPosition,
  { onOverflow, onEnd }: { readonly onOverflow: () => void; readonly onEnd: () => void },
): EventQueue<DeliveredEvent> {
  const { membership, hub, ring, history, cursors } = parts;
  const { userId, conversationId } = request;
  const types = request.types ? new Set<string>(request.types) : null;
  let filter = createReplayFilter(membership, userId);
  /** Told up to here, or, while the state is read, to be told from here on then. */
  let at = 'head' in after ? afterChange(after.head) : after;
  let catchingUp: CatchUpPosition | null = 'head' in after ? after : null;
  /** Since it was last asked whether a cursor is due. */
  let wasTold = true;
  let leaveHub = () => {};
  /** Conversations whose ViewerStateChanged is queued: it will show what is true when it is read. */
  const statesWaiting = new Set<string>();
  // Who comes without a cursor knows nothing yet.
  let hasLookedBack = request.after === undefined || request.after === null;
  let settledMembership = conversationId === undefined;

  const queue = new EventQueue<DeliveredEvent>({
    maxEntries: maxQueuedEvents,
    maxBytes: maxQueuedBytes,
    bytesOf,
    mayDeliver: (event) => {
      if (event.__typename === 'ViewerStateChanged') statesWaiting.delete(event.conversationId);
      return !needsMembership(event) || membership.isMember(event.conversationId, userId);
    },
    onOverflow,
    onEnd: () => {
      leaveHub();
      onEnd();
    },
    refill,
  });

  const subscriber: Subscriber = {
    userId,
    deliver: offer,
    advance(event) {
      if (!wasTold) offer(event);
      wasTold = false;
    },
    rejoin(told) {
      leaveHub();
      catchUpFrom(laterOf(at, told));
      hasLookedBack = false;
      queue.refillAgain();
    },
    fail: (error) => queue.fail(error),
    finish: () => queue.finish(),
  };
  return queue;

  /** Queues an event if it was asked for; the end of the one conversation asked for ends the stream. */
  function offer(event: DeliveredEvent): boolean {
    const isCursor = event.__typename === 'CursorAdvanced';
    if (conversationId !== undefined && !isCursor && (!('conversationId' in event) || event.conversationId !== conversationId))
      return false;
    const isWanted = types?.has(event.__typename) ?? true;
    if (isWanted) {
      wasTold = true;
      queue.push(event);
    }
    if (conversationId !== undefined && event.__typename === 'ConversationRemoved') queue.finish();
    return isWanted;
  }

  function offerMissed({ event, position, at: commitTime, isHeldBack }: Missed): boolean {
    const stateOf = isHeldBack && 'conversationId' in event ? event.conversationId : null;
    if (stateOf !== null && statesWaiting.has(stateOf)) return false;
    // Before it is offered, because it may be read at once.
    if (stateOf !== null) statesWaiting.add(stateOf);
    const isOffered = queue.isOpen && offer({ ...event, cursor: cursors.encode(position), at: timeToTell(event, commitTime) });
    if (stateOf !== null && !isOffered) statesWaiting.delete(stateOf);
    return isOffered;
  }

  /** A client may have got its cursor while something from before it was held back. It is told again, at that cursor. */
  function lookBack(): void {
    if (hasLookedBack) return;
    hasLookedBack = true;
    for (const missedIn of parts.heldBack.missedBefore(at, userId, (from) => ring.covers(afterChange(from))))
      offerMissed({
        event: { __typename: 'ViewerStateChanged', conversationId: missedIn },
        position: catchingUp ?? at,
        at: new Date(),
        isHeldBack: true,
      });
  }

  function replay(entry: ReplayEntry): number {
    return filter(entry, at).filter(offerMissed).length;
  }

  async function refill(): Promise<'more' | 'done'> {
    await settleMembership();
    if (comparePositions(at, ring.end) > 0) await parts.waitFor(at);
    if (!queue.isOpen) return 'done';
    lookBack();
    if (catchingUp) return readState(catchingUp);
    if (!ring.covers(at)) return replayFromDatabase();

    const entries = ring.readAfter(at, replayChunk);
    let events = 0;
    for (const entry of entries) {
      events += replay(entry);
      at = laterOf(at, afterChange(entry.position));
      if (events >= replayChunk) return 'more';
    }
    if (entries.length === replayChunk) return 'more';
    joinLive();
    return 'done';
  }

  async function replayFromDatabase(): Promise<'more' | 'done'> {
    const start = at;
    let found = 0;
    try {
      at = await history.read({
        after: start,
        feedEnd: () => ring.end,
        take: (entry) => {
          found += filter(entry, start).filter(offerMissed).length;
        },
        isEnough: (reached) => !queue.isOpen || found >= replayChunk || ring.covers(reached),
      });
    } catch (error) {
      if (!(error instanceof HistoryLostError)) throw error;
      catchUpFrom(start);
      return 'more';
    }
    if (found === 0 && !ring.covers(at)) tellProgress(at);
    return queue.isOpen ? 'more' : 'done';
  }

  /** The feed has come to the end of the ring, so the database shows all up to there, and the index of memberships knows it. */
  function catchUpFrom(start: EventPosition): void {
    liveMetrics.catchUps.inc();
    catchingUp = beginCatchUp(start, ring.end);
    at = afterChange(ring.end);
    filter = createReplayFilter(membership, userId);
  }

  async function readState(position: CatchUpPosition): Promise<'more' | 'done'> {
    const { events, next } = await parts.catchUp.read({ userId, conversationId: conversationId ?? null }, position);
    catchingUp = next;
    // An empty phase is no long way.
    if (events.filter(offerMissed).length === 0 && next?.phase === position.phase) tellProgress(next);
    return queue.isOpen ? 'more' : 'done';
  }

  /** A long way without anything for the viewer: the cursor shows that it goes on, and need not be gone again. */
  function tellProgress(position: StreamPosition): void {
    if (queue.isOpen) offer({ __typename: 'CursorAdvanced', live: false, cursor: cursors.encode(position), at: new Date() });
  }

  function joinLive(): void {
    if (!queue.isOpen) return;
    at = laterOf(at, afterChange(ring.end));
    if (conversationId !== undefined && !membership.isMember(conversationId, userId)) {
      offer({ __typename: 'ConversationRemoved', conversationId, cursor: cursors.encode(at), at: new Date() });
      return;
    }
    leaveHub = hub.subscribe(subscriber);
    // A cursor costs an HMAC, and thousands may come at once.
    if (types?.has('CursorAdvanced') ?? true)
      offer({ __typename: 'CursorAdvanced', live: true, cursor: cursors.encode(at), at: new Date() });
  }

  // The caller found the viewer a member in the database. Where the index does not say so, it is either behind a joining, or
  // ahead with a removal that the stream would then never hear of: once the feed has come up to now, the two agree.
  async function settleMembership(): Promise<void> {
    if (settledMembership) return;
    settledMembership = true;
    if (conversationId !== undefined && !membership.isMember(conversationId, userId)) await parts.waitFor(await parts.readEdge());
  }
}

function needsMembership(event: DeliveredEvent): event is Extract<DeliveredEvent, { readonly conversationId: string }> {
  return 'conversationId' in event && event.__typename !== 'ConversationRemoved';
}

/** About what a queued event holds in memory; only an inserted message brings more than references. */
function bytesOf(event: DeliveredEvent): number {
  const document: unknown = event.__typename === 'MessageAdded' ? event.document : undefined;
  const text: unknown = typeof document === 'object' && document !== null && 'text' in document ? document.text : undefined;
  return 320 + (typeof text === 'string' ? text.length * 2 : 0);
}
