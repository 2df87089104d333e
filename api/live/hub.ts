import { usersInAudience } from './audience.js';
import type { Audience, Position } from './change.js';
import type { CursorCodec, EventPosition } from './cursor.js';
import type { DeliveredEvent, LiveEvent } from './events.js';
import type { FeedDelay } from './feed-delay.js';
import { FreshDocuments } from './fresh-documents.js';
import { liveMetrics } from './live-metrics.js';
import type { MembershipIndex } from './membership.js';
import { timeToTell } from './time-to-tell.js';

/** Somebody who hears events as they happen. How they are executed and sent is the subscriber's business. */
export interface Subscriber {
  readonly userId: string;
  /** Must not throw, and must not wait. The same event object goes to all who hear it. */
  deliver(event: DeliveredEvent): void;
  /** `event` is a CursorAdvanced, to send where no newer cursor was told since the call before. */
  advance(event: DeliveredEvent): void;
  /** What comes does not join what was told up to `told`, and what is between is forgotten: catch up by state, then subscribe again. */
  rejoin(told: EventPosition): void;
  /** The stream can not go on. */
  fail(error: Error): void;
  /** Ends the stream, as at shutdown. */
  finish(): void;
}

/** What only adds: an answer that was given before it shows nothing that has ended since. */
const addingTypes: ReadonlySet<LiveEvent['__typename']> = new Set([
  'MessageAdded',
  'ReadMarkerMoved',
  'ViewerStateChanged',
  'CursorAdvanced',
]);

/** Routes each event to the subscribers of those who may hear it at that moment of the stream. */
export class Hub {
  readonly #membership: MembershipIndex;
  readonly #cursors: CursorCodec;
  readonly #delay: FeedDelay;
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  readonly #fresh = new FreshDocuments();
  #stateVersion = 0;

  constructor(membership: MembershipIndex, cursors: CursorCodec, delay: FeedDelay) {
    this.#membership = membership;
    this.#cursors = cursors;
    this.#delay = delay;
  }

  /** Grows when something was edited, deleted or ended, as the stream tells it: what was read before must not be handed out as the state of now. */
  get stateVersion(): number {
    return this.#stateVersion;
  }

  /** Changes were missed: whatever was read before may not be the state of now. */
  forgetState(): void {
    this.#stateVersion += 1;
    this.#fresh.dropAll();
  }

  /** Returns how to leave. A subscriber hears what is announced after this call. */
  subscribe(subscriber: Subscriber): () => void {
    const ofUser = this.#subscribers.get(subscriber.userId) ?? new Set<Subscriber>();
    this.#subscribers.set(subscriber.userId, ofUser.add(subscriber));
    return () => {
      if (ofUser.delete(subscriber) && ofUser.size === 0) this.#subscribers.delete(subscriber.userId);
    };
  }

  announce(to: Audience, draft: LiveEvent, position: Position, part: number, at: Date): void {
    liveMetrics.events.inc({ type: draft.__typename });
    if (!addingTypes.has(draft.__typename)) this.#stateVersion += 1;
    if (draft.__typename === 'MessageChanged') this.#fresh.drop(draft.messageId);
    let event: DeliveredEvent | null = null;
    for (const userId of usersInAudience(this.#membership, to, this.#subscribers)) {
      // Who leaves meanwhile is not met any more; nobody comes in, because a stream joins in a turn of its own.
      for (const subscriber of this.#subscribers.get(userId) ?? []) {
        event ??= this.#fresh.keep(
          placeEvent(draft, timeToTell(draft, at), this.#delay.isLate(), () => this.#cursors.encode({ ...position, part })),
        );
        subscriber.deliver(event);
      }
    }
  }

  /** Whether a member of that conversation is subscribed here. */
  isHeard(conversationId: string): boolean {
    for (const _ of usersInAudience(this.#membership, { conversationId }, this.#subscribers)) return true;
    return false;
  }

  /** Everybody who is subscribed now. */
  all(): readonly Subscriber[] {
    return [...this.#subscribers.values()].flatMap((ofUser) => [...ofUser]);
  }
}

/** A cursor costs an HMAC: it is made when somebody asks for it, once. */
function placeEvent(draft: LiveEvent, at: Date, isLate: boolean, encodeCursor: () => string): DeliveredEvent {
  let cursor: string | undefined;
  return {
    ...draft,
    at,
    isAnnounced: true,
    isLate,
    get cursor() {
      return (cursor ??= encodeCursor());
    },
  };
}
