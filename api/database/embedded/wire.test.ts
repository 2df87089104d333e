import { deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCursorReply, encodeFields } from './reply-encoding.js';
import { Frames, ProtocolError, encodeReply, readRequest } from './wire.js';

const opMsg = 2013;

function frame(operation: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  [content.length + 16, 7, 0, operation].forEach((number, position) => head.writeInt32LE(number, position * 4));
  return Buffer.concat([head, content]);
}

function flags(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const body = (document: Record<string, unknown>): Buffer => Buffer.concat([Buffer.of(0), serialize(document)]);

function sequence(name: string, documents: Record<string, unknown>[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((each) => serialize(each))]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.of(1), size, content]);
}

describe('the wire protocol', () => {
  it('cuts a stream into messages, however it arrives', () => {
    const messages = [1, 2, 3].map((n) => frame(opMsg, flags(0), body({ ping: n, text: 'x'.repeat(n * 50) })));
    const stream = Buffer.concat(messages);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 10 }), (cuts) => {
        const frames = new Frames();
        const edges = [0, ...cuts.sort((left, right) => left - right), stream.length];
        const found = edges.slice(1).flatMap((end, position) => frames.push(stream.subarray(edges[position], end)));
        expect(found).toEqual(messages);
      }),
    );
  });

  it('reads the documents that come beside a command, and passes over a checksum', () => {
    const message = frame(
      opMsg,
      flags(1 | 2),
      sequence('documents', [{ a: 1 }, { a: 2 }]),
      body({ insert: 'things', $db: 'db' }),
      Buffer.alloc(4),
    );
    const request = readRequest(message);
    expect(request).toMatchObject({ requestId: 7, kind: 'msg', isOneWay: true, body: { insert: 'things', $db: 'db' } });
    expect(request.sequences.get('documents')?.map((bytes) => deserialize(bytes))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('never fails over garbage otherwise than by an error that closes the connection', () => {
    const valid = frame(opMsg, flags(0), sequence('documents', [{ a: 1 }]), body({ insert: 'things', $db: 'db' }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(valid.length), (changes, length) => {
        const broken = Buffer.from(valid.subarray(0, Math.max(16, length)));
        for (const [position, byte] of changes) if (position < broken.length) broken[position] = byte;
        try {
          for (const each of new Frames().push(broken)) readRequest(each);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('writes documents that are BSON already into a reply', () => {
    const batch = [serialize({ a: 1 }), serialize({ b: 'x' })];
    const answer = encodeCursorReply(encodeFields({ id: 0 }), 'firstBatch', batch, encodeFields({ ok: 1 }));
    const reply = encodeReply({ requestId: 9, kind: 'msg' }, answer);
    expect(reply.readInt32LE(0)).toBe(reply.length);
    expect(reply.readInt32LE(8)).toBe(9);
    expect(deserialize(reply.subarray(21))).toEqual({ cursor: { id: 0, firstBatch: [{ a: 1 }, { b: 'x' }] }, ok: 1 });
  });
});
