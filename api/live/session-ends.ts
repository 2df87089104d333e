const maxRemembered = 10_000;

/** Tells who listens that a session ended, and remembers the latest, for sockets whose session ended while they were being opened. */
export class SessionEnds {
  readonly #listeners = new Set<(sessionId: string) => void>();
  readonly #recent = new Set<string>();

  listen(listener: (sessionId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(sessionId: string): void {
    this.#recent.delete(sessionId);
    this.#recent.add(sessionId);
    if (this.#recent.size > maxRemembered) {
      for (const oldest of this.#recent) {
        this.#recent.delete(oldest);
        break;
      }
    }
    for (const listener of [...this.#listeners]) listener(sessionId);
  }

  hasEnded(sessionId: string): boolean {
    return this.#recent.has(sessionId);
  }
}
