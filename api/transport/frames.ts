const end = Buffer.from('}');

/** One answer as messages of graphql-transport-ws, serialised once: only the subscription's id differs. */
export class Frames {
  readonly #payload: Buffer;
  /** The newest: clients that count their subscriptions have equal ids. */
  #last: { readonly head: Buffer; readonly frame: Buffer } | null = null;

  constructor(payload: unknown) {
    this.#payload = Buffer.from(JSON.stringify(payload));
  }

  /** About what it holds in memory. */
  get bytes(): number {
    return this.#payload.length * 2 + 200;
  }

  /** The `next` message for the subscription whose head it is. */
  frame(head: Buffer): Buffer {
    if (this.#last?.head.equals(head)) return this.#last.frame;
    const frame = Buffer.concat([head, this.#payload, end]);
    this.#last = { head, frame };
    return frame;
  }
}

/** What comes before the payload, in the order and the way in which graphql-ws writes it. */
export function frameHead(subscriptionId: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(subscriptionId)},"type":"next","payload":`);
}
