import { decodeDocument } from './values/bson-documents.js';
import { type Document } from './values/values.js';

/** MongoDB's wire protocol: OP_MSG, and OP_QUERY for the first handshake of a connection. */

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const headerBytes = 16;
export const maxMessageBytes = 48_000_000;
const maxFrameBytes = maxMessageBytes + 16 * 1024;

const checksumPresent = 1;
const moreToCome = 2;

export interface WireRequest {
  requestId: number;
  kind: 'msg' | 'query';
  body: Document;
  /** Documents that came beside the command, by the field they belong to. */
  sequences: ReadonlyMap<string, Buffer[]>;
  /** The client waits for no reply. */
  isOneWay: boolean;
}

/** Something a connection cannot recover from: it has to be closed. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

/** Cuts a stream of bytes into messages. Throws ProtocolError for an impossible length. */
export class Frames {
  private chunks: Buffer[] = [];
  private length = 0;

  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const frames: Buffer[] = [];
    for (let frame = this.take(); frame !== undefined; frame = this.take()) frames.push(frame);
    return frames;
  }

  private take(): Buffer | undefined {
    if (this.length < 4) return undefined;
    if ((this.chunks[0]?.length ?? 0) < 4) this.chunks = [Buffer.concat(this.chunks)];
    const size = this.chunks[0]?.readInt32LE(0) ?? 0;
    if (size < headerBytes || size > maxFrameBytes) throw new ProtocolError(`A message cannot be ${size} bytes long`);
    if (this.length < size) return undefined;
    const all = this.chunks.length === 1 ? (this.chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.chunks);
    this.chunks = all.length > size ? [all.subarray(size)] : [];
    this.length -= size;
    return all.subarray(0, size);
  }
}

/** Throws ProtocolError for whatever is no request. */
export function readRequest(frame: Buffer): WireRequest {
  try {
    return readFrame(frame);
  } catch (error) {
    if (error instanceof RangeError) throw new ProtocolError('A message ends before its parts do', { cause: error });
    throw error;
  }
}

function readFrame(frame: Buffer): WireRequest {
  const requestId = frame.readInt32LE(4);
  const operation = frame.readInt32LE(12);
  if (operation === opMsg) return { requestId, kind: 'msg', ...readMessage(frame) };
  if (operation === opQuery) return { requestId, kind: 'query', body: readQuery(frame), sequences: new Map(), isOneWay: false };
  throw new ProtocolError(`Operation ${operation} is not supported: this server speaks OP_MSG`);
}

function readMessage(frame: Buffer): Pick<WireRequest, 'body' | 'sequences' | 'isOneWay'> {
  const flags = frame.readUInt32LE(headerBytes);
  const end = (flags & checksumPresent) !== 0 ? frame.length - 4 : frame.length;
  const sequences = new Map<string, Buffer[]>();
  let body: Document | undefined;
  let at = headerBytes + 4;
  while (at < end) {
    const kind = frame[at];
    const size = frame.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new ProtocolError('A section reaches beyond its message');
    const section = frame.subarray(at + 1, at + 1 + size);
    if (kind === 0) body = decodeCommand(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw new ProtocolError(`Unknown section kind ${String(kind)}`);
    at += 1 + size;
  }
  if (body === undefined) throw new ProtocolError('A message without a command');
  return { body, sequences, isOneWay: (flags & moreToCome) !== 0 };
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('A document sequence without a name');
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < section.length) {
    const size = at + 4 <= section.length ? section.readInt32LE(at) : -1;
    if (size < 5 || at + size > section.length) throw new ProtocolError('A document reaches beyond its sequence');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  sequences.set(section.toString('utf8', 4, nameEnd), documents);
}

function readQuery(frame: Buffer): Document {
  const nameEnd = frame.indexOf(0, headerBytes + 4);
  const start = nameEnd + 1 + 8;
  if (nameEnd < 0 || start + 4 > frame.length) throw new ProtocolError('An incomplete query');
  const name = frame.toString('utf8', headerBytes + 4, nameEnd);
  const body = decodeCommand(frame.subarray(start, start + frame.readInt32LE(start)));
  return { ...body, $db: name.split('.')[0] };
}

function decodeCommand(bytes: Buffer): Document {
  try {
    return decodeDocument(bytes);
  } catch (error) {
    throw new ProtocolError('A command that is no BSON', { cause: error });
  }
}

let lastResponseId = 0;

/** A reply as one message. */
export function encodeReply(request: Pick<WireRequest, 'requestId' | 'kind'>, reply: Uint8Array): Buffer {
  const isMessage = request.kind === 'msg';
  const prefix = isMessage ? 5 : 20;
  const message = Buffer.allocUnsafe(headerBytes + prefix + reply.length).fill(0, 0, headerBytes + prefix);
  lastResponseId = (lastResponseId + 1) & 0x7fffffff;
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(lastResponseId, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(isMessage ? opMsg : opReply, 12);
  if (!isMessage) {
    message.writeInt32LE(8, headerBytes); // await capable
    message.writeInt32LE(1, headerBytes + 16); // number of documents
  }
  message.set(reply, headerBytes + prefix);
  return message;
}
