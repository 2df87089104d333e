import { AppError } from '../graphql/errors.js';
import { deliveries } from './live-metrics.js';

/** Places of values that are gone, before those that wait move up. */
const compactAfter = 256;

export interface QueueOptions<T> {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly bytesOf: (value: T) => number;
  /** Last look before a value is handed over: false drops it. */
  readonly mayDeliver?: (value: T) => boolean;
  /** The consumer did not keep up: whoever holds its socket should cut it, since an error could not pass. */
  readonly onOverflow: () => void;
  /** Called once, as soon as nothing more is taken in, whatever the reason. */
  readonly onEnd: () => void;
  /** Asked for more when somebody waits and nothing is queued, until it says that there is no more to ask for. What it rejects with ends the queue. */
  readonly refill?: () => Promise<'more' | 'done'>;
}

/** Who takes what comes out of a queue, one value at a time. */
export interface QueueConsumer<T> {
  /** True: ready for the next. False: not before `resume` is called. Must not throw. */
  take(value: T): boolean;
  /** Nothing more will come. `failure` is what the queue failed with. */
  end(failure: { readonly error: unknown } | null): void;
}

/**
 * A bounded queue with one consumer: `drainTo` for whoever takes values as they come, without a promise for each, or else an iterator.
 * Not an async generator on purpose: the `return` of a generator waits for the `next` that is pending, and one that waits for an event
 * may wait for ever.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #options: QueueOptions<T>;
  /** Each with what it was counted as when it came in: an event may grow lighter while it waits. Those before #first are gone. */
  #values: ({ readonly value: T; readonly bytes: number } | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #consumer: QueueConsumer<T>;
  #isReady = false;
  #isSettling = false;
  #open = true;
  #isEndTold = false;
  #failure: { readonly error: unknown } | null = null;
  #refilling: boolean;
  /** Grows with every refillAgain: what a refill of before then answers is no news. */
  #round = 0;
  #waiting: { readonly resolve: (result: IteratorResult<T>) => void; readonly reject: (error: unknown) => void }[] = [];

  constructor(options: QueueOptions<T>) {
    this.#options = options;
    // Without a refill there is nothing to start: as if it was under way for ever.
    this.#refilling = !options.refill;
    this.#consumer = { take: (value) => this.#answerNext(value), end: () => {} };
  }

  get size(): number {
    return this.#values.length - this.#first;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  push(value: T): void {
    if (!this.#open) return;
    if (this.#isReady && this.size === 0) {
      // Nobody is before it: no need to hold it back for a look at delivery, this is the delivery.
      if (this.#options.mayDeliver && !this.#options.mayDeliver(value)) return;
      this.#hand(value);
      return;
    }
    const bytes = this.#options.bytesOf(value);
    this.#values.push({ value, bytes });
    this.#bytes += bytes;
    if (this.size > this.#options.maxEntries || this.#bytes > this.#options.maxBytes) {
      deliveries.overflows += 1;
      this.fail(new AppError('UNAVAILABLE', 'The subscriber fell too far behind: subscribe again with the last cursor.'));
      this.#options.onOverflow();
    }
  }

  /** Hands values to `consumer` from now on, which is ready for the first. Instead of the iterator, not beside it. */
  drainTo(consumer: QueueConsumer<T>): void {
    this.#consumer = consumer;
    this.resume();
  }

  /** The consumer is ready for the next value. */
  resume(): void {
    this.#isReady = true;
    this.#settle();
  }

  /** Has `refill` asked again, after it was done: what comes after what is queued is to be read anew. */
  refillAgain(): void {
    this.#round += 1;
    this.#refilling = !this.#options.refill;
    this.#settle();
  }

  /** Ends after what is queued. */
  finish(): void {
    this.#close();
    this.#settle();
  }

  /** Ends, dropping what is queued: the consumer hears of `error` as soon as it is ready. */
  fail(error: unknown): void {
    if (!this.#open) return;
    this.#clear();
    this.#failure = { error };
    this.finish();
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.resume();
      this.#answerAtEnd();
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#clear();
    this.#failure = null;
    this.finish();
    this.#answerAtEnd();
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error?: unknown): Promise<IteratorResult<T>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Hands over what is queued for as long as the consumer is ready, then asks for more, or tells the end. */
  #settle(): void {
    // A consumer that is ready again before its `take` returns: the loop below goes on with it.
    if (this.#isSettling) return;
    this.#isSettling = true;
    while (this.#isReady) {
      const taken = this.#take();
      if (!taken) break;
      this.#hand(taken.value);
    }
    this.#isSettling = false;
    if (!this.#isReady || this.size > 0) return;
    if (!this.#open) this.#tellEnd();
    else if (!this.#refilling) void this.#refill();
  }

  #hand(value: T): void {
    deliveries.count += 1;
    this.#isReady = false;
    if (this.#consumer.take(value)) this.#isReady = true;
  }

  #take(): { readonly value: T } | null {
    while (this.#first < this.#values.length) {
      const taken = this.#values[this.#first];
      this.#values[this.#first] = undefined;
      this.#first += 1;
      if (this.#first === this.#values.length) this.#clear();
      else if (this.#first >= compactAfter) this.#compact();
      if (!taken) continue;
      this.#bytes -= taken.bytes;
      if (!this.#options.mayDeliver || this.#options.mayDeliver(taken.value)) return taken;
    }
    return null;
  }

  #clear(): void {
    this.#values.length = 0;
    this.#first = 0;
  }

  #compact(): void {
    this.#values.splice(0, this.#first);
    this.#first = 0;
  }

  async #refill(): Promise<void> {
    if (!this.#options.refill) return;
    this.#refilling = true;
    const round = this.#round;
    let answer: 'more' | 'done' = 'done';
    try {
      answer = await this.#options.refill();
    } catch (error) {
      this.fail(error);
    }
    if (round !== this.#round) return;
    this.#refilling = answer === 'done';
    if (answer === 'more') this.#settle();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#options.onEnd();
  }

  #tellEnd(): void {
    if (this.#isEndTold) return;
    this.#isEndTold = true;
    this.#consumer.end(this.#failure);
    this.#answerAtEnd();
  }

  // The iterator is a consumer that is ready while somebody waits.
  #answerNext(value: T): boolean {
    this.#waiting.shift()?.resolve({ done: false, value });
    return this.#waiting.length > 0;
  }

  #answerAtEnd(): void {
    if (this.#open || this.size > 0) return;
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      const failure = this.#failure;
      this.#failure = null;
      if (failure) reject(failure.error);
      else resolve({ done: true, value: undefined });
    }
  }
}
