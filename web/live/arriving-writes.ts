import type { OutboxItem } from './outbox-item';

/** Of own messages, the newest that have come: more than wait at any time. */
const mostRemembered = 1000;
/** What has not come by then came by another way: before its write was known to be done, or with everything that was asked for anew. */
const longestMs = 10_000;

/** Writes that are done, here or in another tab, until the events of them come: so long they are shown as they wait. */
export class ArrivingWrites {
  readonly #items = new Map<string, { item: OutboxItem; timer: ReturnType<typeof setTimeout> }>();
  /** ClientIds: a message may be here before its send is known to be done. */
  readonly #arrived = new Set<string>();

  constructor(private readonly onDropped: () => void) {}

  get items(): readonly OutboxItem[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  add(item: OutboxItem): void {
    if (this.#arrived.has(arrivalKey(item)) || this.#items.has(item.id)) return;
    const timer = setTimeout(() => {
      this.#items.delete(item.id);
      this.onDropped();
    }, longestMs);
    this.#items.set(item.id, { item, timer });
  }

  /** Own messages, by their clientIds: each comes once. */
  messagesAdded(clientIds: ReadonlySet<string>): void {
    for (const clientId of clientIds) this.#arrived.add(clientId);
    for (const clientId of this.#arrived) if (this.#arrived.size > mostRemembered) this.#arrived.delete(clientId);
    this.changed(clientIds);
  }

  /** Messages and the viewer's states of conversations, by the ids of both. Whatever they have become counts, and no longer what was written. False: nothing was. */
  changed(ids: ReadonlySet<string>): boolean {
    return this.#drop((item) => ids.has(arrivalKey(item)));
  }

  conversationRemoved(conversationId: string): void {
    this.#drop((item) => item.conversationId === conversationId);
  }

  clear(): void {
    this.#drop(() => true);
  }

  #drop(isDropped: (item: OutboxItem) => boolean): boolean {
    const dropped = [...this.#items.values()].filter(({ item }) => isDropped(item));
    for (const { item, timer } of dropped) {
      clearTimeout(timer);
      this.#items.delete(item.id);
    }
    return dropped.length > 0;
  }
}

/** What an event names that brings this write: the message by its clientId or id, or the conversation whose state it is. */
function arrivalKey({ conversationId, write }: OutboxItem): string {
  if (write.kind === 'send') return write.clientId;
  return 'messageId' in write ? write.messageId : conversationId;
}
