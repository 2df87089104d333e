import { AppError } from '../graphql/errors.js';
import { liveMetrics } from './live-metrics.js';

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

/**
 * A bounded queue that is an iterator. Not an async generator on purpose: the `return` of a generator waits for the `next`
 * that is pending, and one that waits for an event may wait for ever.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #options: QueueOptions<T>;
  /** Each with what it was counted as when it came in: an event may grow lighter while it waits. */
  #values: { readonly value: T; readonly bytes: number }[] = [];
  #bytes = 0;
  #waiting: { readonly resolve: (result: IteratorResult<T>) => void; readonly reject: (error: unknown) => void }[] = [];
  #open = true;
  #failure: { readonly error: unknown } | null = null;
  #refilling: boolean;

  constructor(options: QueueOptions<T>) {
    this.#options = options;
    // Without a refill there is nothing to start: as if it was under way for ever.
    this.#refilling = !options.refill;
  }

  get size(): number {
    return this.#values.length;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  push(value: T): void {
    if (!this.#open) return;
    const waiting = this.#waiting[0];
    if (waiting) {
      // Somebody waits, so nothing is queued: no need to hold it back for a look at delivery, this is the delivery.
      if (this.#options.mayDeliver && !this.#options.mayDeliver(value)) return;
      this.#waiting.shift();
      liveMetrics.deliveries.inc();
      waiting.resolve({ done: false, value });
      return;
    }
    const bytes = this.#options.bytesOf(value);
    this.#values.push({ value, bytes });
    this.#bytes += bytes;
    if (this.#values.length > this.#options.maxEntries || this.#bytes > this.#options.maxBytes) {
      liveMetrics.queueOverflows.inc();
      this.fail(new AppError('UNAVAILABLE', 'The subscriber fell too far behind: subscribe again with the last cursor.'));
      this.#options.onOverflow();
    }
  }

  /** Ends after what is queued. */
  finish(): void {
    this.#close();
    this.#settle();
  }

  /** Ends at once, dropping what is queued: the next `next` rejects with `error`. */
  fail(error: unknown): void {
    if (!this.#open) return;
    this.#values = [];
    this.#failure = { error };
    this.finish();
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#values = [];
    this.#failure = null;
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error?: unknown): Promise<IteratorResult<T>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(): void {
    for (let waiting = this.#waiting[0]; waiting; waiting = this.#waiting[0]) {
      const taken = this.#take();
      if (taken) {
        this.#waiting.shift();
        liveMetrics.deliveries.inc();
        waiting.resolve({ done: false, value: taken.value });
      } else if (this.#open) {
        void this.#refill();
        return;
      } else {
        this.#waiting.shift();
        const failure = this.#failure;
        this.#failure = null;
        if (failure) waiting.reject(failure.error);
        else waiting.resolve({ done: true, value: undefined });
      }
    }
  }

  #take(): { readonly value: T } | null {
    while (this.#values.length > 0) {
      const [taken] = this.#values.splice(0, 1);
      if (taken === undefined) continue;
      const { value, bytes } = taken;
      this.#bytes -= bytes;
      if (!this.#options.mayDeliver || this.#options.mayDeliver(value)) return { value };
    }
    return null;
  }

  async #refill(): Promise<void> {
    if (this.#refilling || !this.#options.refill) return;
    this.#refilling = true;
    let answer: 'more' | 'done' = 'done';
    try {
      answer = await this.#options.refill();
    } catch (error) {
      this.fail(error);
    }
    this.#refilling = answer === 'done';
    if (answer === 'more') this.#settle();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#options.onEnd();
  }
}
