import type { ApolloClient } from '@apollo/client';
import { MarkDeliveredDocument } from './write-documents';

/** Several messages of a burst are confirmed by one request. */
const collectMs = 300;

/**
 * Tells the server how far messages reached this device. Best effort: a mark that is lost is made good by the next one,
 * for marks only ever grow.
 */
export class Deliveries {
  readonly #marks = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(
    private readonly client: ApolloClient,
    /** One tab is enough. */
    private readonly leads: () => boolean,
  ) {}

  arrived(conversationId: string, seq: number): void {
    if (this.#stopped || seq <= (this.#sent.get(conversationId) ?? 0)) return;
    this.#marks.set(conversationId, Math.max(seq, this.#marks.get(conversationId) ?? 0));
    this.#timer ??= setTimeout(() => void this.#flush(), collectMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const marks = [...this.#marks];
    this.#marks.clear();
    if (!this.leads()) return;
    for (const [conversationId, seq] of marks) {
      if (this.#stopped) return;
      try {
        await this.client.mutate({ mutation: MarkDeliveredDocument, variables: { conversationId, seq }, fetchPolicy: 'no-cache' });
        this.#sent.set(conversationId, seq);
      } catch {
        // Lost line or a conversation that is gone: see above.
      }
    }
  }
}
