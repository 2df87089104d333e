import { createHmac, timingSafeEqual } from 'node:crypto';
import { badUserInput } from '../graphql/errors.js';
import type { Position } from './change.js';

/** A place in the stream of events: after part `part` of the announcements of the change at that position. */
export interface EventPosition extends Position {
  readonly part: number;
}

/** The part that stands after everything one change announces. */
export const wholeChange = 0xffff;

/** The place before every change of the database's time `seconds`, `increment`. */
export const beforeTime = (time: { readonly seconds: number; readonly increment: number }): Position => ({
  seconds: time.seconds,
  increment: time.increment,
  index: -1,
});

/** Negative when `a` stands before `b`, 0 at the same change, positive after it. */
export function comparePositions(a: Position, b: Position): number {
  return a.seconds - b.seconds || a.increment - b.increment || a.index - b.index;
}

/** As comparePositions, and within one change by part. */
export function compareEventPositions(a: EventPosition, b: EventPosition): number {
  return comparePositions(a, b) || a.part - b.part;
}

/** The place after all that the change at `position` announces. */
export const afterChange = (position: Position): EventPosition => ({ ...position, part: wholeChange });

export interface CursorCodec {
  encode(position: EventPosition): string;
  /** Throws BAD_USER_INPUT on the field `after` for anything that `encode` under the same key did not make. */
  decode(cursor: string): EventPosition;
}

const bodyLength = 14;
const signatureLength = 10;
// Both parts together are a multiple of three bytes: base64url without padding or spare bits, so one position has one spelling.
const cursorLength = ((bodyLength + signatureLength) / 3) * 4;
// Signed along with the position: a change of the layout changes the word, and older cursors are refused instead of misread.
const purpose = 'event-cursor-1';

/**
 * Cursors are a position (seconds u32, increment u32, index + 1 u32, part u16) and 80 bits of HMAC-SHA256 under `key`, in base64url.
 * The key is shared by all processes on one database, so that a cursor of one is good on every other.
 */
export function createCursorCodec(key: Uint8Array): CursorCodec {
  const sign = (body: Uint8Array) => createHmac('sha256', key).update(purpose).update(body).digest().subarray(0, signatureLength);

  return {
    encode(position) {
      const bytes = Buffer.allocUnsafe(bodyLength + signatureLength);
      bytes.writeUInt32BE(position.seconds, 0);
      bytes.writeUInt32BE(position.increment, 4);
      // One more than the index: the place before all changes of a time has a cursor too.
      bytes.writeUInt32BE(position.index + 1, 8);
      bytes.writeUInt16BE(position.part, 12);
      sign(bytes.subarray(0, bodyLength)).copy(bytes, bodyLength);
      return bytes.toString('base64url');
    },
    decode(cursor) {
      const bytes = cursor.length === cursorLength && /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url') : null;
      if (!bytes || !timingSafeEqual(sign(bytes.subarray(0, bodyLength)), bytes.subarray(bodyLength))) {
        throw badUserInput('after', 'INVALID', 'This is not an event cursor of this server.');
      }
      return {
        seconds: bytes.readUInt32BE(0),
        increment: bytes.readUInt32BE(4),
        index: bytes.readUInt32BE(8) - 1,
        part: bytes.readUInt16BE(12),
      };
    },
  };
}
