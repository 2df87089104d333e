import type { OutboxItem } from './outbox-item';

/** Of own messages, the newest that have come: more than wait at any time. */
const mostRemembered = 1000;
/** What has not come by then came by another way: before this page began, or with everything that was asked for anew. */
const longestMs = 10_000;

/** Sends that are done, here or in another tab, until the events of their messages come: so long they are shown as waiting. */
export class ArrivingSends {
  readonly #items = new Map<string, { item: OutboxItem; timer: ReturnType<typeof setTimeout> }>();
  /** By clientId. A message may be here before its send is known to be done. */
  readonly #arrived = new Set<string>();

  constructor(private readonly onDropped: () => void) {}

  get items(): readonly OutboxItem[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  add(item: OutboxItem): void {
    if (item.write.kind !== 'send' || this.#arrived.has(item.write.clientId) || this.#items.has(item.id)) return;
    const timer = setTimeout(() => {
      this.#items.delete(item.id);
      this.onDropped();
    }, longestMs);
    this.#items.set(item.id, { item, timer });
  }

  arrived(clientIds: ReadonlySet<string>): void {
    for (const clientId of clientIds) this.#arrived.add(clientId);
    for (const clientId of this.#arrived) if (this.#arrived.size > mostRemembered) this.#arrived.delete(clientId);
    this.#drop(({ write }) => write.kind === 'send' && clientIds.has(write.clientId));
  }

  conversationRemoved(conversationId: string): void {
    this.#drop((item) => item.conversationId === conversationId);
  }

  clear(): void {
    this.#drop(() => true);
  }

  #drop(isDropped: (item: OutboxItem) => boolean): void {
    for (const { item, timer } of this.#items.values()) {
      if (!isDropped(item)) continue;
      clearTimeout(timer);
      this.#items.delete(item.id);
    }
  }
}
