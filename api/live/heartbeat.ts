import type { Logger } from 'pino';
import type { ChangeSource } from './source.js';

const intervalMs = 2_000;
/** `/readyz`: a heartbeat came back through the feed within this time. */
const healthyForMs = 10_000;
/** For so long the feed has shown neither a heartbeat that the database has acknowledged nor anything else: the stream is open in name only. */
const silentAfterMs = 8_000;
const silenceWatchMs = 1_000;

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
  #heardAtMs = Number.NEGATIVE_INFINITY;
  /** When the oldest acknowledged heartbeat that has not been seen was acknowledged. */
  #unseen: { readonly sequence: number; readonly sinceMs: number } | null = null;
  #lastSeenSequence = 0;
  #writing: Promise<void> | null = null;
  #onFirst: () => void = () => {};
  readonly #first = new Promise<void>((resolve) => (this.#onFirst = resolve));

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the first heartbeat has come back. Throws when the feed has told nothing at all for so long: at a start it first tells what was
   * before, which after a busy time is much.
   */
  async waitForFirst(longestSilenceMs: number): Promise<void> {
    this.#heardAtMs = performance.now();
    let watch: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      watch = setInterval(() => {
        if (this.#silentForMs() > longestSilenceMs) reject(new Error('The change feed of the database does not answer.'));
      }, silenceWatchMs);
    });
    try {
      await Promise.race([this.#first, silence]);
    } finally {
      clearInterval(watch);
    }
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

  /** Anything has come through the feed. */
  heard(): void {
    this.#heardAtMs = performance.now();
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

  #silentForMs(): number {
    return performance.now() - this.#heardAtMs;
  }

  #beat(): void {
    if (this.#unseen && Math.min(performance.now() - this.#unseen.sinceMs, this.#silentForMs()) > silentAfterMs) {
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
