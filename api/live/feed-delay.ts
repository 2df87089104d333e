/** Told that much after it was committed, a change is late: others that followed it may be committed, and not told yet. */
const lateMs = 500;
/** Heartbeats come every 2 s: a feed that tells nothing for longer is late, whatever it told last. */
const silentMs = 5_000;

/**
 * How far the feed is behind the database. What is read for an event is of the moment at which it is read; who may hear it is known as of the last change
 * that was told. Where the feed is late, somebody may have been removed in between, and would be shown what was said after that.
 */
export class FeedDelay {
  #toldAtMs = performance.now();
  #lastWasLate = false;
  /** Of all changes: what the clocks of the process and of the database are apart, and hardly more. */
  #leastMs = Infinity;

  /** To be called with the commit time of each change that is told. */
  note(committedAt: Date): void {
    this.#toldAtMs = performance.now();
    const delayMs = Date.now() - committedAt.getTime();
    this.#leastMs = Math.min(this.#leastMs, delayMs);
    this.#lastWasLate = delayMs - this.#leastMs > lateMs;
  }

  isLate(): boolean {
    return this.#lastWasLate || performance.now() - this.#toldAtMs > silentMs;
  }
}
