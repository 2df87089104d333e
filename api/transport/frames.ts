const end = Buffer.from('}');

// RFC 6455, 5.2: the last and only fragment of a text message; from a server without a mask.
const finalTextFrame = 0x81;
const longLength = 126;
const longestLength = 127;

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
  message(head: Buffer): Buffer {
    return Buffer.concat([head, this.#payload, end]);
  }

  /** The same, as a whole WebSocket frame. */
  frame(head: Buffer): Buffer {
    if (this.#last?.head.equals(head)) return this.#last.frame;
    const length = head.length + this.#payload.length + end.length;
    const start = length < longLength ? 2 : length <= 0xffff ? 4 : 10;
    const frame = Buffer.allocUnsafe(start + length);
    frame[0] = finalTextFrame;
    if (start === 2) frame[1] = length;
    else if (start === 4) {
      frame[1] = longLength;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = longestLength;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    frame.set(head, start);
    frame.set(this.#payload, start + head.length);
    frame.set(end, start + length - end.length);
    this.#last = { head, frame };
    return frame;
  }
}

/** What comes before the payload, in the order and the way in which graphql-ws writes it. */
export function frameHead(subscriptionId: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(subscriptionId)},"type":"next","payload":`);
}
