import type { Logger } from 'pino';
import type { ChangeSource } from './source.js';

const intervalMs = 2_000;
/** `/readyz`: a heartbeat came back through the feed within this time. */
const healthyForMs = 10_000;
/** A heartbeat that the database has acknowledged and the feed has not shown for so long: the stream is open in name only. */
const silentAfterMs = 8_000;

export interface HeartbeatOptions {
  readonly source: ChangeSource;
  /** The database takes writes, but the feed is silent. */
  readonly onSilent: () => void;
  readonly log: Logger;
}

/** Small writes that must come back through the change feed: they show that it lives, and move the cursor while nothing else happens. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: NodeJS.Timeout | null = null;
  #sequence = 0;
  #seenAtMs = Number.NEGATIVE_INFINITY;
  /** When the oldest acknowledged heartbeat that has not been seen was acknowledged. */
  #unseen: { readonly sequence: number; readonly sinceMs: number } | null = null;
  #lastSeenSequence = 0;
  #writing: Promise<void> | null = null;
  #onFirst: () => void = () => {};
  readonly #first = new Promise<void>((resolve) => (this.#onFirst = resolve));

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Resolves when the first heartbeat has come back. */
  get first(): Promise<void> {
    return this.#first;
  }

  start(): void {
    this.#beat();
    this.#timer = setInterval(() => this.#beat(), intervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#writing;
  }

  seen(sequence: number): void {
    this.#seenAtMs = performance.now();
    this.#lastSeenSequence = sequence;
    if (this.#unseen && this.#unseen.sequence <= sequence) this.#unseen = null;
    this.#onFirst();
  }

  isHealthy(): boolean {
    return this.quietForMs() < healthyForMs;
  }

  /** Since a heartbeat came back; endless before the first. While all is well, not much more than the 2 s between two. */
  quietForMs(): number {
    return performance.now() - this.#seenAtMs;
  }

  #beat(): void {
    if (this.#unseen && performance.now() - this.#unseen.sinceMs > silentAfterMs) {
      this.#unseen = null;
      this.#options.log.warn('the change stream is silent although the database takes writes');
      this.#options.onSilent();
    }
    // One write at a time: while the database is away they would pile up.
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  async #write(): Promise<void> {
    const sequence = (this.#sequence += 1);
    try {
      await this.#options.source.writeHeartbeat(sequence);
      if (sequence > this.#lastSeenSequence) this.#unseen ??= { sequence, sinceMs: performance.now() };
    } catch (error) {
      // No need to do more: isHealthy tells, and the next heartbeat is the retry.
      this.#options.log.warn({ err: error }, 'the heartbeat could not be written');
    }
  }
}
