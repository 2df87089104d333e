import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { afterChange, beforeTime, compareEventPositions, comparePositions, createCursorCodec, wholeChange } from './cursor.js';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const positions = fc.record({
  seconds: u32,
  increment: u32,
  index: fc.integer({ min: -1, max: 2 ** 31 }),
  part: fc.integer({ min: 0, max: wholeChange }),
});
const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => Buffer.from(value).toString('hex'));
const catchUps = fc.record({
  head: fc.record({ seconds: u32, increment: u32, index: fc.integer({ min: -1, max: 2 ** 31 }) }),
  sinceSeconds: u32,
  phase: fc.integer({ min: 0, max: 255 }),
  place: fc.record({ first: hex(12), second: hex(12) }),
});
const codec = createCursorCodec(new Uint8Array(32).fill(1));
const refusal: unknown = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'after', reason: 'INVALID' } });
const refusalOf = (cursor: string) => {
  try {
    return { decoded: codec.decode(cursor) };
  } catch (error) {
    return error;
  }
};

describe('event cursors', () => {
  test('come back as they went, on every process with the same key', () => {
    const other = createCursorCodec(new Uint8Array(32).fill(1));
    const either = fc.oneof(positions, catchUps);
    fc.assert(fc.property(either, (position) => void expect(other.decode(codec.encode(position))).toEqual(position)));
  });

  test('are refused when a single bit was changed', () => {
    fc.assert(
      fc.property(fc.oneof(positions, catchUps), fc.nat(), (position, chance) => {
        const bytes = Buffer.from(codec.encode(position), 'base64url');
        const bit = chance % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(refusalOf(bytes.toString('base64url'))).toEqual(refusal);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a letter', 'x'],
    ['words', 'not a cursor'],
    ['padding', 'ab=='.repeat(8)],
    ['other characters', '🙂'.repeat(16)],
    ['chance', randomBytes(24).toString('base64url')],
    ['far too much', 'A'.repeat(4096)],
  ])('are not made of %s', (_what, cursor) => expect(refusalOf(cursor)).toEqual(refusal));

  test.each([
    ['an event', { seconds: 1_764_000_000, increment: 7, index: 2, part: 1 }, 'aSSBAAAAAAcAAAADAAHx852FY5p_g9rn'],
    [
      'a catch-up',
      {
        head: { seconds: 1_764_000_000, increment: 7, index: 2 },
        sinceSeconds: 1_763_000_000,
        phase: 3,
        place: { first: 'a1'.repeat(12), second: 'b2'.repeat(12) },
      },
      'aSSBAAAAAAcAAAADaRU-wAOhoaGhoaGhoaGhoaGysrKysrKysrKysrITT5N9nUsLNk9j',
    ],
  ])('of %s that were made when their time could be read are as good as ever', (_, position, old) => {
    expect(codec.decode(old)).toEqual(position);
    expect(codec.encode(position)).not.toBe(old);
  });

  test('do not show their time, nor that two are of one time', () => {
    const ofOneTime = [0, 1, 2].map((index) => codec.encode({ seconds: 1_764_000_000, increment: 7, index, part: 0 }));
    expect(new Set(ofOneTime.map((cursor) => cursor.slice(0, 6))).size).toBe(3);
  });

  test('are refused when another key made them', () => {
    const stranger = createCursorCodec(new Uint8Array(32).fill(2));
    expect(refusalOf(stranger.encode({ seconds: 1, increment: 1, index: 0, part: 0 }))).toEqual(refusal);
  });
});

describe('positions', () => {
  const at = (seconds: number, increment: number, index: number, part = 0) => ({ seconds, increment, index, part });

  test('go by time, then by place within the time, then by part', () => {
    const ascending = [at(1, 9, 9, 9), at(2, 0, 9, 9), at(2, 1, 0, 9), at(2, 1, 1, 0), at(2, 1, 1, 1)];
    expect([...ascending].reverse().sort(compareEventPositions)).toEqual(ascending);
  });

  test('have one before all changes of a time, and one after all parts of a change', () => {
    expect(comparePositions(beforeTime({ seconds: 2, increment: 1 }), at(2, 1, 0))).toBeLessThan(0);
    expect(comparePositions(beforeTime({ seconds: 2, increment: 1 }), at(2, 0, 99))).toBeGreaterThan(0);
    expect(compareEventPositions(afterChange(at(2, 1, 0)), at(2, 1, 0, 500))).toBeGreaterThan(0);
    expect(compareEventPositions(afterChange(at(2, 1, 0)), at(2, 1, 1, 0))).toBeLessThan(0);
  });
});
