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
  frame(id: FrameId): Buffer {
    if (this.#last?.json === id.json) return this.#last.frame;
    const frame = Buffer.allocUnsafe(this.frameBytes(id));
    this.writeFrame(id, frame, 0);
    this.#last = { json: id.json, frame };
    return frame;
  }

  frameBytes(id: FrameId): number {
    const length = this.#messageBytes(id);
    return lengthOfHeader(length) + length;
  }

  /** Writes the frame into `target` and answers with where it ends. */
  writeFrame(id: FrameId, target: Buffer, offset: number): number {
    const length = this.#messageBytes(id);
    const start = writeHeader(length, target, offset);
    target.write(beforeId + id.json, start, id.bytes === id.json.length ? 'latin1' : 'utf8');
    target.set(this.#rest, start + beforeId.length + id.bytes);
    return start + length;
  }

  #messageBytes(id: FrameId): number {
    return beforeId.length + id.bytes + this.#rest.length;
  }
}

/** A message of any other kind, as a whole WebSocket frame. */
export function textFrame(message: string): Buffer {
  const length = Buffer.byteLength(message);
  const frame = Buffer.allocUnsafe(lengthOfHeader(length) + length);
  frame.write(message, writeHeader(length, frame, 0));
  return frame;
}

/** Answers with where the message begins. */
function writeHeader(length: number, target: Buffer, offset: number): number {
  target[offset] = finalTextFrame;
  if (length < twoByteLength) target[offset + 1] = length;
  else if (length <= 0xffff) {
    target[offset + 1] = twoByteLength;
    target.writeUInt16BE(length, offset + 2);
  } else {
    target[offset + 1] = eightByteLength;
    target.writeBigUInt64BE(BigInt(length), offset + 2);
  }
  return offset + lengthOfHeader(length);
}

const lengthOfHeader = (length: number) => (length < twoByteLength ? 2 : length <= 0xffff ? 4 : 10);
