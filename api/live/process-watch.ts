/** A process is taken for dead after that time without a heartbeat; they come every 3 s. All by the database's clock, as the feed tells it. */
export const processLostAfterMs = 18_000;
const rememberedMs = 10 * 60_000;

/**
 * Which processes live, as their heartbeats in the change feed tell. What counts is how far a heartbeat is behind the newest change, so neither the clocks of
 * the processes matter nor a feed that stands still.
 */
export class ProcessWatch {
  readonly #heardAtMs = new Map<string, number>();
  #since = Infinity;
  #now = -Infinity;

  /** The feed has come to a change that was committed then. */
  advance(at: Date): void {
    const atMs = at.getTime();
    this.#since = Math.min(this.#since, atMs);
    this.#now = Math.max(this.#now, atMs);
  }

  hear(processId: string, at: Date): void {
    this.#heardAtMs.set(processId, at.getTime());
  }

  /** The feed has lost its place: who was not heard may have been heard by others. */
  restart(): void {
    this.#since = Infinity;
    this.#now = -Infinity;
    this.#heardAtMs.clear();
  }

  /** It has been heard: should it end, listLost tells of it. */
  hasHeard(processId: string): boolean {
    return this.#heardAtMs.has(processId);
  }

  /** When a process that is gone was heard last; null where that is not known. Undefined for one that lives, or may live. */
  findEnd(processId: string): Date | null | undefined {
    const heardAtMs = this.#heardAtMs.get(processId);
    const lostBefore = this.#now - processLostAfterMs;
    if ((heardAtMs ?? this.#since) >= lostBefore) return undefined;
    return heardAtMs === undefined ? null : new Date(heardAtMs);
  }

  /** Those that were heard in the last minutes and are gone now, each with its last heartbeat. */
  listLost(): { readonly processId: string; readonly endedAt: Date }[] {
    for (const [processId, heardAtMs] of this.#heardAtMs) if (heardAtMs < this.#now - rememberedMs) this.#heardAtMs.delete(processId);
    return [...this.#heardAtMs.keys()].flatMap((processId) => {
      const endedAt = this.findEnd(processId);
      return endedAt ? [{ processId, endedAt }] : [];
    });
  }
}
