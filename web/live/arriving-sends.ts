import type { OutboxItem } from './outbox-item';

/** Of own messages, the newest that have come: more than wait at any time. */
const mostRemembered = 1000;

/** Sends that another tab has done, until their messages come here as well: so long they are shown as waiting. */
export class ArrivingSends {
  #items: readonly OutboxItem[] = [];
  /** By clientId. A message may be here before its send is seen to be done. */
  readonly #arrived = new Set<string>();

  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  /** Another tab changed the outbox. What was refused is discarded where it goes; what waited is done. */
  note(before: readonly OutboxItem[], after: readonly OutboxItem[]): void {
    const left = new Set(after.map(({ id }) => id));
    const done = before.filter(({ id, refusedWith }) => refusedWith === null && !left.has(id));
    const isComing = ({ write }: OutboxItem) => write.kind === 'send' && !this.#arrived.has(write.clientId);
    this.#items = [...this.#items, ...done.filter(isComing)];
  }

  arrived(clientIds: ReadonlySet<string>): void {
    for (const clientId of clientIds) this.#arrived.add(clientId);
    for (const clientId of this.#arrived) if (this.#arrived.size > mostRemembered) this.#arrived.delete(clientId);
    this.#items = this.#items.filter(({ write }) => write.kind === 'send' && !clientIds.has(write.clientId));
  }

  drop(conversationId: string): void {
    this.#items = this.#items.filter((item) => item.conversationId !== conversationId);
  }

  clear(): void {
    this.#items = [];
  }
}
