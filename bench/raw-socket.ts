import { connect } from 'node:net';

export interface RawSocket {
  send(text: string): void;
  /** Without a closing handshake; resolves when it is closed. */
  close(): Promise<void>;
}

const readBufferBytes = 8192;
const pingOpcode = 9;
const pongOpcode = 10;
const closeOpcode = 8;

/**
 * A WebSocket that costs the load side as little as possible, so that a core of load is enough for a core of server: text frames are handed
 * over as bytes, one by one, and only good until `onText` returns. Throws, uncaught, when the server closes it.
 */
export function openRawSocket(url: string, onText: (text: Buffer) => void): Promise<RawSocket> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    // One buffer for all that the socket reads, and no stream in between: that halves the cost of a small frame.
    const buffer = Buffer.alloc(readBufferBytes);
    const onRead = (length: number) => {
      read(buffer.subarray(0, length));
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer, callback: onRead } });
    let pending: Buffer | null = null;
    let isOpen = false;
    let isClosing = false;

    function read(chunk: Buffer): void {
      let bytes = pending ? Buffer.concat([pending, chunk]) : chunk;
      pending = null;
      if (!isOpen) {
        const end = bytes.indexOf('\r\n\r\n');
        if (end === -1) return void (pending = Buffer.from(bytes));
        const answer = bytes.toString('latin1', 0, end);
        if (!answer.startsWith('HTTP/1.1 101 ')) return reject(new Error(`No WebSocket at ${url}: ${answer}`));
        isOpen = true;
        resolve(raw);
        bytes = bytes.subarray(end + 4);
      }
      const rest = readFrames(bytes, (opcode, payload) => {
        if (opcode === 1) onText(payload);
        else if (opcode === pingOpcode) socket.write(clientFrame(pongOpcode, payload));
        else if (opcode === closeOpcode) throw new Error(`${url} closes: ${payload.readUInt16BE(0)} ${payload.toString('utf8', 2)}`);
        else throw new Error(`A frame of the kind ${opcode}, which this client does not read.`);
      });
      // Copied, because the next read writes over it.
      if (rest.length > 0) pending = Buffer.from(rest);
    }

    const raw: RawSocket = {
      send: (text) => void socket.write(clientFrame(1, Buffer.from(text))),
      close: () =>
        new Promise((closed) => {
          isClosing = true;
          socket.once('close', () => closed());
          socket.destroy();
        }),
    };

    socket.on('error', reject);
    socket.on('close', () => {
      const error = new Error(`The server closed a connection to ${url}.`);
      if (!isOpen) reject(error);
      else if (!isClosing) throw error;
    });
    socket.on('connect', () => socket.write(handshake(`${hostname}:${port}`, pathname)));
  });
}

/** Hands over the whole frames at the start of `bytes`; returns what is left. Servers don't mask. */
function readFrames(bytes: Buffer, onFrame: (opcode: number, payload: Buffer) => void): Buffer {
  let start = 0;
  while (bytes.length - start >= 2) {
    const shortLength = bytes.readUInt8(start + 1);
    const headerLength = shortLength < 126 ? 2 : shortLength === 126 ? 4 : 10;
    if (bytes.length - start < headerLength) break;
    const length =
      shortLength < 126 ? shortLength : shortLength === 126 ? bytes.readUInt16BE(start + 2) : Number(bytes.readBigUInt64BE(start + 2));
    const end = start + headerLength + length;
    if (bytes.length < end) break;
    const first = bytes.readUInt8(start);
    if ((first & 0x80) === 0) throw new Error('A fragmented message, which this client does not read.');
    onFrame(first & 0x0f, bytes.subarray(start + headerLength, end));
    start = end;
  }
  return bytes.subarray(start);
}

/** Masked with zeros, as the protocol asks for a mask: the bytes stay as they are. */
function clientFrame(opcode: number, payload: Buffer): Buffer {
  const isShort = payload.length < 126;
  if (payload.length > 0xffff) throw new Error('This client sends at most 64 KiB at a time.');
  const header = Buffer.alloc(isShort ? 6 : 8);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (isShort ? payload.length : 126);
  if (!isShort) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}

const handshake = (host: string, path: string) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n');
