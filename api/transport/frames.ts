// RFC 6455, 5.2: the last and only fragment of a text message; from a server without a mask.
const finalTextFrame = 0x81;
const twoByteLength = 126;
const eightByteLength = 127;

const beforeId = '{"id":';
const afterId = ',"type":"next","payload":';

/** A subscription's id as it stands in its messages. A string, because a small Buffer would hold a whole slab of 8 KiB for as long as the subscription lives. */
export interface FrameId {
  readonly json: string;
  readonly bytes: number;
}

export function frameId(subscriptionId: string): FrameId {
  const json = JSON.stringify(subscriptionId);
  return { json, bytes: Buffer.byteLength(json) };
}

/** One answer as messages of graphql-transport-ws, in the order and the way in which graphql-ws writes them. Serialised once: only the id differs. */
export class Frames {
  /** All that comes after the id. */
  readonly #rest: Buffer;
  /** The newest: clients that count their subscriptions have equal ids. */
  #last: { readonly json: string; readonly frame: Buffer } | null = null;

  constructor(payload: unknown) {
    this.#rest = Buffer.from(`${afterId}${JSON.stringify(payload)}}`);
  }

  /** About what it holds in memory. */
  get bytes(): number {
    return this.#rest.length * 2 + 200;
  }

  /** The `next` message for a subscription. */
  message(id: FrameId): Buffer {
    return Buffer.concat([Buffer.from(beforeId + id.json), this.#rest]);
  }

  /** The same, as a whole WebSocket frame. */
  frame({ json, bytes }: FrameId): Buffer {
    if (this.#last?.json === json) return this.#last.frame;
    const length = beforeId.length + bytes + this.#rest.length;
    const start = length < twoByteLength ? 2 : length <= 0xffff ? 4 : 10;
    const frame = Buffer.allocUnsafe(start + length);
    frame[0] = finalTextFrame;
    if (start === 2) frame[1] = length;
    else if (start === 4) {
      frame[1] = twoByteLength;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = eightByteLength;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    const text = beforeId + json;
    frame.write(text, start, bytes === json.length ? 'latin1' : 'utf8');
    frame.set(this.#rest, start + beforeId.length + bytes);
    this.#last = { json, frame };
    return frame;
  }
}
