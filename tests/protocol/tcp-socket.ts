import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import { waitFor } from '../testkit/wait.js';

/** A frame as it was on the wire (RFC 6455, section 5.2). */
export interface Frame {
  readonly fin: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Bytes of the header: the length must be told in as few as it fits. */
  readonly headerBytes: number;
  readonly payload: Buffer;
}

/** A WebSocket spoken by hand on a TCP connection, by no library. */
export interface TcpSocket {
  readonly connection: Socket;
  /** All whole frames that have come. */
  frames(): readonly Frame[];
  /** The payloads of the text frames. Throws where one is not valid UTF-8. */
  texts(): readonly string[];
  send(opcode: number, payload: string): void;
  until(text: string): Promise<void>;
}

const open = new Set<Socket>();
afterEach(() => {
  for (const connection of open) connection.destroy();
  open.clear();
});

export async function openTcp(port: number): Promise<TcpSocket> {
  const connection = connect(port, '127.0.0.1');
  open.add(connection);
  let received = Buffer.alloc(0);
  connection.on('data', (data) => (received = Buffer.concat([received, data])));
  const key = randomBytes(16).toString('base64');
  const lines = ['GET /graphql HTTP/1.1', 'Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Key: ${key}`];
  connection.write(`${[...lines, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: graphql-transport-ws'].join('\r\n')}\r\n\r\n`);
  const start = await waitFor(
    () => received.indexOf('\r\n\r\n') + 1 || null,
    () => 'no answer to the handshake',
  );
  const head = received.subarray(0, start).toString('latin1');
  expect(head).toMatch(/^HTTP\/1\.1 101 /);
  expect(head).toContain(createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'));
  expect(head.toLowerCase()).not.toContain('sec-websocket-extensions');
  const frames: Frame[] = [];
  received = received.subarray(start + 3);
  const parse = () => {
    for (let parsed = readFrame(received); parsed; parsed = readFrame(received)) {
      frames.push(parsed.frame);
      received = received.subarray(parsed.size);
    }
    return frames;
  };
  const texts = () =>
    parse()
      .filter(({ opcode }) => opcode === 1)
      .map(({ payload }) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload));
  return {
    connection,
    frames: parse,
    texts,
    send: (opcode, payload) => void connection.write(maskedFrame(opcode, Buffer.from(payload))),
    until: (text) =>
      waitFor(
        () => texts().some((each) => each.includes(text)),
        () => `${text} does not come`,
      ).then(() => undefined),
  };
}

function readFrame(bytes: Buffer): { readonly frame: Frame; readonly size: number } | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const short = second & 0x7f;
  const headerBytes = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < headerBytes) return null;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < headerBytes + length) return null;
  const payload = Buffer.from(bytes.subarray(headerBytes, headerBytes + length));
  const frame = {
    fin: (first & 0x80) !== 0,
    reserved: first & 0x70,
    opcode: first & 0x0f,
    masked: (second & 0x80) !== 0,
    headerBytes,
    payload,
  };
  return { frame, size: headerBytes + length };
}

function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | payload.length])
      : Buffer.from([0x80 | opcode, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}
