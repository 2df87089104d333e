export type FreshnessState = 'live' | 'connecting' | 'offline';
export type FreshnessNow = { state: FreshnessState; asOf: number | null };

/** How far what is shown is in step with the server: said by the event stream, read by the screens. */
export class Freshness {
  #now: FreshnessNow;
  readonly #listeners = new Set<() => void>();

  /** `asOf`: when the restored cache was last in step, in epoch milliseconds; null: never. */
  constructor(asOf: number | null) {
    this.#now = { state: navigator.onLine ? 'connecting' : 'offline', asOf };
  }

  get now(): FreshnessNow {
    return this.#now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Falling out of step keeps the moment of the last contact. */
  set(state: FreshnessState): void {
    if (state === this.#now.state) return;
    this.#now = { state, asOf: this.#now.asOf };
    for (const listener of this.#listeners) listener();
  }

  /** Something arrived while in step. Nobody is told: what is shown does not change. */
  touch(): void {
    this.#now = { ...this.#now, asOf: Date.now() };
  }
}
