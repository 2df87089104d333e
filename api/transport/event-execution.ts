import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context, Loaders } from '../context.js';
import type { EventQueue } from '../live/event-queue.js';
import type { FrameId, Frames } from './frames.js';
import type { Place, Seat } from './sharing.js';
import type { Socket } from './socket.js';

export interface EventExecution {
  readonly socket: Socket;
  readonly id: FrameId;
  readonly userId: string;
  /** Who shares what depends on the viewer. */
  readonly viewerKey: string;
  createContext(loaders: Loaders): Context;
  /** Called once the subscription has begun. */
  join(seat: Seat): Place;
}

type Results = AsyncIterableIterator<ExecutionResult>;

/**
 * As graphql's `subscribe`, but what comes out of the iterator is only the end: the answers, which many may share, are sent from here, as
 * graphql-ws would. One event at a time, so the order is that of the source; while one is executed, or the socket takes no more, the
 * others wait in the subscriber's bounded queue. Each event is executed with a context of its own: loaders remember what they loaded, so
 * one that lived as long as its subscription would answer for ever with what was true at its start.
 */
export async function subscribeToEvents(args: ExecutionArgs, execution: EventExecution): Promise<Results | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  if (!isEventQueue(source)) throw new Error('A subscription must yield a queue of the live engine.');
  return new EventSubscription(source, execution);
}

const isEventQueue = (source: AsyncIterable<unknown>): source is EventQueue<unknown> => 'drainTo' in source;

/** A class, because there are many thousands. */
class EventSubscription implements Results, Seat {
  readonly viewerKey: string;
  readonly userId: string;
  readonly #source: EventQueue<unknown>;
  readonly #execution: EventExecution;
  readonly #place: Place;
  #isDraining = false;
  #isOpen = true;
  #onEnd: { resolve(result: IteratorResult<ExecutionResult>): void; reject(error: unknown): void } | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(source: EventQueue<unknown>, execution: EventExecution) {
    this.viewerKey = execution.viewerKey;
    this.userId = execution.userId;
    this.#source = source;
    this.#execution = execution;
    this.#place = execution.join(this);
  }

  /** Asked for when graphql-ws knows of the subscription, and settled when it is over. */
  next(): Promise<IteratorResult<ExecutionResult>> {
    return new Promise((resolve, reject) => {
      this.#onEnd = { resolve, reject };
      if (!this.#isOpen) this.#tellEnd();
      else if (!this.#isDraining) {
        this.#isDraining = true;
        this.#source.drainTo(this);
      }
    });
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.#close(null);
    await this.#source.return();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  // As the consumer of its queue.

  take(event: unknown): boolean {
    try {
      const frames = this.#place.answer(event);
      return frames !== null && this.#send(frames);
    } catch (error) {
      // A fault of this one: who delivers goes on with the others.
      this.fail(error);
      return false;
    }
  }

  end(failure: { readonly error: unknown } | null): void {
    this.#close(failure);
  }

  // As a seat of its group.

  createContext(loaders: Loaders): Context {
    return this.#execution.createContext(loaders);
  }

  deliver(frames: Frames): void {
    if (this.#send(frames)) this.#source.resume();
  }

  skip(): void {
    if (this.#isOpen) this.#source.resume();
  }

  fail(error: unknown): void {
    this.#close({ error });
    void this.#source.return();
  }

  /** False where the socket takes no more: the source is resumed when it does. */
  #send(frames: Frames): boolean {
    // The client may have completed the subscription meanwhile.
    if (!this.#isOpen) return false;
    const { socket, id } = this.#execution;
    if (socket.send(frames, id)) return true;
    socket.onceDrained(() => this.#source.resume());
    return false;
  }

  #close(failure: { readonly error: unknown } | null): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#failure = failure;
    this.#place.leave();
    this.#tellEnd();
  }

  #tellEnd(): void {
    const failure = this.#failure;
    if (failure) this.#onEnd?.reject(failure.error);
    else this.#onEnd?.resolve({ done: true, value: undefined });
    this.#failure = null;
    this.#onEnd = null;
  }
}
