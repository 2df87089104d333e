import { AppError } from '../graphql/errors.js';
import { afterChange, type StreamPosition } from './cursor.js';
import { EventQueue } from './event-queue.js';
import { EventStream, maxQueuedBytes, maxQueuedEvents, type EventStreamParts } from './event-stream.js';
import type { DeliveredEvent, PresenceEvent, TypingEvent } from './events.js';
import { liveMetrics, measureQueues } from './live-metrics.js';
import type { EventsRequest, Live, PresenceRequest, TypingRequest } from './live.js';
import type { PresenceSignals } from './presence-signals.js';
import type { TypingSignals } from './typing-signals.js';

/** A cursor further ahead than this, by the feed and by the clock, is of a past that a restored backup has undone. */
const maxAheadSeconds = 60;
const secondsPerDay = 86_400;

interface Parts extends EventStreamParts {
  readonly typing: TypingSignals;
  readonly presence: PresenceSignals;
  /** Cursors older than that many days are refused (CURSOR_EXPIRED). */
  readonly retentionDays: number;
}

/** The subscriptions of this process, each a bounded queue. */
export class OpenStreams {
  readonly #parts: Parts;
  readonly #open = new Set<{ readonly size: number; finish(): void }>();
  readonly #stopMeasuring = measureQueues(this.#open);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** For the subscriptions of one socket: `terminate` is called when one of them falls behind. */
  forSocket(terminate: () => void): Live {
    return new SocketStreams(this, terminate);
  }

  /** Where the feed stands. */
  currentCursor(): string {
    const { ring, cursors } = this.#parts;
    return cursors.encode(afterChange(ring.end));
  }

  openEvents(request: EventsRequest, terminate: () => void): EventQueue<DeliveredEvent> {
    const { ring } = this.#parts;
    const after = request.after === undefined || request.after === null ? afterChange(ring.end) : this.#decodeAfter(request.after);
    const { queue } = new EventStream(this.#parts, request, after, {
      onOverflow: terminate,
      onEnd: () => {
        this.#open.delete(queue);
        liveMetrics.subscribers.dec({ kind: 'events' });
      },
    });
    this.#open.add(queue);
    liveMetrics.subscribers.inc({ kind: 'events' });
    return queue;
  }

  openTyping({ userId, conversationId }: TypingRequest, terminate: () => void): EventQueue<TypingEvent> {
    const queue: EventQueue<TypingEvent> = this.#openQueue('typing', terminate, () => stopListening());
    const stopListening = this.#parts.typing.listen({ userId, conversationId, deliver: (event) => queue.push(event) });
    return queue;
  }

  openPresence({ userId, watchedIds }: PresenceRequest, terminate: () => void): EventQueue<PresenceEvent> {
    // What waits will show what is true when it is read, so each person waits at most once: the queue is as long as the list.
    const waiting = new Set<string>();
    const queue: EventQueue<PresenceEvent> = this.#openQueue(
      'presence',
      terminate,
      () => stopListening(),
      (event) => waiting.delete(event.userId),
    );
    const stopListening = this.#parts.presence.listen({
      userId,
      watchedIds,
      deliver(event) {
        if (waiting.has(event.userId)) return;
        waiting.add(event.userId);
        queue.push(event);
      },
    });
    return queue;
  }

  /** Ends all of them. */
  stop(): void {
    for (const stream of [...this.#open]) stream.finish();
    this.#stopMeasuring();
  }

  #decodeAfter(cursor: string): StreamPosition {
    const { cursors, ring, retentionDays } = this.#parts;
    const after = cursors.decode(cursor);
    const [newest, oldest] = 'head' in after ? [after.head.seconds, after.sinceSeconds] : [after.seconds, after.seconds];
    const ageSeconds = ring.end.seconds - oldest;
    if (newest > Math.max(ring.end.seconds, Date.now() / 1000) + maxAheadSeconds) throw new AppError('CURSOR_EXPIRED');
    if (ageSeconds > retentionDays * secondsPerDay) throw new AppError('CURSOR_EXPIRED');
    return after;
  }

  /** For what is not resumable. */
  #openQueue<Event>(
    kind: 'typing' | 'presence',
    terminate: () => void,
    stopListening: () => void,
    onDelivery: (event: Event) => void = () => {},
  ): EventQueue<Event> {
    const queue = new EventQueue<Event>({
      maxEntries: maxQueuedEvents,
      maxBytes: maxQueuedBytes,
      bytesOf: () => 200,
      mayDeliver(event) {
        onDelivery(event);
        return true;
      },
      onOverflow: terminate,
      onEnd: () => {
        stopListening();
        this.#open.delete(queue);
        liveMetrics.subscribers.dec({ kind });
      },
    });
    this.#open.add(queue);
    liveMetrics.subscribers.inc({ kind });
    return queue;
  }
}

/** A class, because there is one for each socket. */
class SocketStreams implements Live {
  readonly #streams: OpenStreams;
  readonly #terminate: () => void;

  constructor(streams: OpenStreams, terminate: () => void) {
    this.#streams = streams;
    this.#terminate = terminate;
  }

  currentCursor(): string {
    return this.#streams.currentCursor();
  }

  subscribeToEvents(request: EventsRequest): EventQueue<DeliveredEvent> {
    return this.#streams.openEvents(request, this.#terminate);
  }

  subscribeToTyping(request: TypingRequest): EventQueue<TypingEvent> {
    return this.#streams.openTyping(request, this.#terminate);
  }

  subscribeToPresence(request: PresenceRequest): EventQueue<PresenceEvent> {
    return this.#streams.openPresence(request, this.#terminate);
  }
}
