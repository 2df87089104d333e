import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from './change.js';
import { beforeTime, comparePositions } from './cursor.js';
import { feedArrival, liveMetrics } from './live-metrics.js';
import { HistoryLostError, StateLostError, type ChangeReader, type ChangeSource, type ClusterTime, type PlacedChange } from './source.js';

const firstRetryMs = 100;
const maxRetryMs = 10_000;

/** `history`: the changes in between; the database's state is whole. `state`: a collection is gone, and what it told with it. */
export type Lost = 'history' | 'state';

export interface ChangeFeedOptions {
  readonly source: ChangeSource;
  /** Where to begin; where the database does not remember that far, it begins now, as if `from` had been now. */
  readonly from: ClusterTime;
  /** Called for each change in commit order, once. Must not throw for one bad change: it would be lost for all. */
  apply(change: PlacedChange): void;
  /**
   * The place in the stream is lost: what was told does not join what will be told. Reload what was built from the
   * stream; it goes on from `from`. When it throws, it is called again.
   */
  restart(from: Position, lost: Lost): Promise<void>;
  readonly log: Logger;
}

/**
 * The one change stream of this process, opened anew for as long as the process lives: after an error from the position it
 * had reached (by cluster time, dropping what was seen, so it needs no resume token), after lost history from now.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #stop = new AbortController();
  #position: Position;
  #reader: ChangeReader | null = null;
  #run: Promise<void> | null = null;
  #waiting: { readonly position: Position; readonly resolve: () => void }[] = [];

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#position = beforeTime(options.from);
  }

  /** The newest change that was applied. */
  get position(): Position {
    return this.#position;
  }

  start(): void {
    this.#run ??= this.#readForever();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.reopen();
    await this.#run;
    this.#releaseWaiting(() => true);
  }

  /** Gives up the stream that is open, in case it is open in name only; the feed goes on from its position. */
  async reopen(): Promise<void> {
    const reader = this.#reader;
    this.#reader = null;
    try {
      await reader?.close();
    } catch (error) {
      // The connection may be as dead as the stream; the reader's `next` has been rejected all the same.
      this.#options.log.debug({ err: error }, 'closing the change stream failed');
    }
  }

  /** Resolves when the feed has come to `position`, or has been stopped. */
  waitFor(position: Position): Promise<void> {
    if (this.#stop.signal.aborted || comparePositions(position, this.#position) <= 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  async #readForever(): Promise<void> {
    let failures = 0;
    let lost: Lost | null = null;
    while (!this.#stop.signal.aborted) {
      try {
        if (lost) await this.#restart(lost);
        lost = null;
        await this.#read(() => (failures = 0));
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (error instanceof StateLostError) lost = 'state';
        else if (error instanceof HistoryLostError) lost ??= 'history';
        this.#report(error, lost !== null);
        // The first attempt comes at once: after a step-down every moment is one in which nobody hears anything.
        if (failures > 0) await this.#backOff(failures);
        failures += 1;
      }
    }
  }

  async #read(onProgress: () => void): Promise<void> {
    const reader = this.#options.source.read(this.#position);
    this.#reader = reader;
    try {
      while (!this.#stop.signal.aborted) {
        const changes = await reader.next();
        onProgress();
        for (const change of changes) {
          if (comparePositions(change.position, this.#position) <= 0) continue;
          if (change.kind === 'dropped') {
            // The place is passed all the same, or it would be met again.
            this.#position = change.position;
            throw new StateLostError();
          }
          this.#options.apply(change);
          this.#position = change.position;
        }
        this.#measure(changes.at(-1));
        this.#releaseWaiting((position) => comparePositions(position, this.#position) <= 0);
      }
    } finally {
      if (this.#reader === reader) await this.reopen();
    }
  }

  /** Goes on from now. Never from a time that was seen, or a dropped database would be met again and again. */
  async #restart(lost: Lost): Promise<void> {
    const now = await this.#options.source.readTime();
    const next = { seconds: this.#position.seconds, increment: this.#position.increment + 1 };
    const from = beforeTime(comparePositions(beforeTime(now), beforeTime(next)) > 0 ? now : next);
    await this.#options.restart(from, lost);
    this.#position = from;
  }

  async #backOff(failures: number): Promise<void> {
    const limit = Math.min(maxRetryMs, firstRetryMs * 2 ** (failures - 1));
    await delay(limit * (0.5 + Math.random() / 2), undefined, { signal: this.#stop.signal }).catch(() => {
      // Aborted: stop() does not wait for the pause.
    });
  }

  #report(error: unknown, lost: boolean): void {
    if (lost && this.#position.index < 0) {
      // Nothing was told yet: the database is younger than the stretch of the past that was asked for.
      this.#options.log.debug({ err: error }, 'the change stream begins now');
      return;
    }
    if (lost) liveMetrics.historyLost.inc();
    else liveMetrics.feedReconnects.inc();
    this.#options.log.warn({ err: error }, lost ? 'the change stream lost its place' : 'the change stream broke, opening it again');
  }

  #measure(newest: PlacedChange | undefined): void {
    if (!newest) return;
    feedArrival.atMs = performance.now();
    liveMetrics.feedLagSeconds.set(Math.max(0, Date.now() - newest.at.getTime()) / 1000);
  }

  #releaseWaiting(isReached: (position: Position) => boolean): void {
    if (this.#waiting.length === 0) return;
    const reached = this.#waiting.filter(({ position }) => isReached(position));
    this.#waiting = this.#waiting.filter(({ position }) => !isReached(position));
    for (const { resolve } of reached) resolve();
  }
}
