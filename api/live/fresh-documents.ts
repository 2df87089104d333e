import type { DeliveredEvent } from './events.js';

const maxKept = 500;
/** A record that was written longer ago may have changed since, and the feed not have come to it yet. A clock that is ahead of the database's only costs a read. */
const freshMs = 2_000;

/**
 * The events that carry the record of a message that was just inserted, and may still wait in somebody's queue. When the message
 * changes they lose it, so that whoever reads late gets the state of then: a deleted text is never delivered. Bounded: the oldest lose theirs.
 */
export class FreshDocuments {
  readonly #events = new Map<string, { document?: unknown }>();

  /** The event itself, remembered where it carries a record; without it where the feed is behind. */
  keep(event: DeliveredEvent): DeliveredEvent {
    if (event.__typename !== 'MessageAdded' || event.document === undefined) return event;
    if (Date.now() - event.at.getTime() > freshMs) {
      delete event.document;
      return event;
    }
    this.#events.set(event.messageId, event);
    if (this.#events.size > maxKept) {
      const [oldest] = this.#events.keys();
      if (oldest !== undefined) this.drop(oldest);
    }
    return event;
  }

  drop(messageId: string): void {
    const event = this.#events.get(messageId);
    if (event) delete event.document;
    this.#events.delete(messageId);
  }

  dropAll(): void {
    for (const messageId of [...this.#events.keys()]) this.drop(messageId);
  }
}
