export type FreshnessState = 'live' | 'connecting' | 'offline';
export type FreshnessNow = { state: FreshnessState; asOf: number | null };

/** How far what is shown is in step with the server: said by the event stream, read by the screens. */
export class Freshness {
  #now: FreshnessNow;
  #asOf: number | null;
  readonly #listeners = new Set<() => void>();

  /** `asOf`: when the restored cache was last in step, in epoch milliseconds; null: never. */
  constructor(asOf: number | null) {
    this.#asOf = asOf;
    this.#now = { state: navigator.onLine ? 'connecting' : 'offline', asOf };
  }

  /** The same object until the state is another one: its `asOf` is of that moment. */
  get now(): FreshnessNow {
    return this.#now;
  }

  /** When it was last in step, in epoch milliseconds. */
  get asOf(): number | null {
    return this.#asOf;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Falling out of step keeps the moment of the last contact. */
  set(state: FreshnessState): void {
    if (state === this.#now.state) return;
    this.#now = { state, asOf: this.#asOf };
    for (const listener of this.#listeners) listener();
  }

  /** Something arrived while in step. Nobody is told: what is shown does not change. */
  touch(): void {
    this.#asOf = Date.now();
  }
}
