import { usersInAudience } from './audience.js';
import type { Announcement, Audience } from './change.js';
import type { TypingEvent } from './events.js';
import type { MembershipIndex } from './membership.js';

export interface TypingListener {
  readonly userId: string;
  readonly conversationId?: string;
  deliver(event: TypingEvent): void;
}

export type TypingSignal = Extract<Announcement, { readonly signal: TypingEvent }>;

/** Who is typing, told to the other members, and ended by a timer where nobody says so. Nothing of it is kept or resumed. */
export class TypingSignals {
  readonly #membership: MembershipIndex;
  readonly #listeners = new Map<string, Set<TypingListener>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(membership: MembershipIndex) {
    this.#membership = membership;
  }

  listen(listener: TypingListener): () => void {
    const ofUser = this.#listeners.get(listener.userId) ?? new Set<TypingListener>();
    this.#listeners.set(listener.userId, ofUser.add(listener));
    return () => {
      if (ofUser.delete(listener) && ofUser.size === 0) this.#listeners.delete(listener.userId);
    };
  }

  /** A signal under the same key replaces the one before, and with it its ending. */
  announce({ to, signal, key, endsAfterMs, ending }: TypingSignal): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#deliver(to, signal);
    if (endsAfterMs === undefined || !ending) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.#deliver(to, ending);
    }, endsAfterMs);
    timer.unref();
    this.#timers.set(key, timer);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #deliver(to: Audience, event: TypingEvent): void {
    for (const userId of usersInAudience(this.#membership, to, this.#listeners)) {
      if (userId === event.userId) continue;
      for (const listener of [...(this.#listeners.get(userId) ?? [])]) {
        if (listener.conversationId === undefined || listener.conversationId === event.conversationId) listener.deliver(event);
      }
    }
  }
}
