import { createHmac, timingSafeEqual } from 'node:crypto';
import { badUserInput } from '../graphql/errors.js';
import type { Position } from './change.js';

/** A place in the stream of events: after part `part` of the announcements of the change at that position. */
export interface EventPosition extends Position {
  readonly part: number;
}

/**
 * A place in a catch-up by state (catch-up.ts), which reads what changed since a time, phase by phase, and then goes on
 * with the stream of events after `head`.
 */
export interface CatchUpPosition {
  /** What was committed up to here is what the phases read; what comes after it, the stream tells. */
  readonly head: Position;
  /** The second of the database's time from which on changes are news. */
  readonly sinceSeconds: number;
  readonly phase: number;
  /** Where within the phase, as its scan says: everything up to there was told. */
  readonly place: CatchUpPlace;
}

/** 12 bytes each, in hex: two ids, or an id and a number. Both zero: before everything. */
export interface CatchUpPlace {
  readonly first: string;
  readonly second: string;
}

export const catchUpStart: CatchUpPlace = { first: '0'.repeat(24), second: '0'.repeat(24) };

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

export function laterOf(a: EventPosition, b: EventPosition): EventPosition {
  return compareEventPositions(a, b) >= 0 ? a : b;
}

/** The place after all that the change at `position` announces. */
export const afterChange = (position: Position): EventPosition => ({ ...position, part: wholeChange });

/** Where a client stands. */
export type StreamPosition = EventPosition | CatchUpPosition;

export interface CursorCodec {
  encode(position: StreamPosition): string;
  /** Throws BAD_USER_INPUT on the field `after` for anything that `encode` under the same key did not make. */
  decode(cursor: string): StreamPosition;
}

/** One of the two forms of a cursor. Their lengths tell them apart. */
interface Form<T> {
  readonly bodyLength: number;
  /** Signed along with the position: a change of the layout changes the word, and older cursors are refused instead of misread. */
  readonly purpose: string;
  readonly write: (position: T, into: Buffer) => void;
  readonly read: (from: Buffer) => T;
}

const signatureLength = 10;

/** seconds u32, increment u32, index + 1 u32: the place before all changes of a time has a cursor too. */
function writePosition({ seconds, increment, index }: Position, into: Buffer): void {
  into.writeUInt32BE(seconds, 0);
  into.writeUInt32BE(increment, 4);
  into.writeUInt32BE(index + 1, 8);
}
const readPosition = (from: Buffer): Position => ({
  seconds: from.readUInt32BE(0),
  increment: from.readUInt32BE(4),
  index: from.readUInt32BE(8) - 1,
});

// Body and signature together are a multiple of three bytes: base64url without padding or spare bits, so one position has one spelling.
const eventForm: Form<EventPosition> = {
  bodyLength: 14,
  purpose: 'event-cursor-1',
  write(position, into) {
    writePosition(position, into);
    into.writeUInt16BE(position.part, 12);
  },
  read: (from) => ({ ...readPosition(from), part: from.readUInt16BE(12) }),
};
// The order of the phases is part of the layout.
const catchUpForm: Form<CatchUpPosition> = {
  bodyLength: 41,
  purpose: 'catch-up-cursor-1',
  write({ head, sinceSeconds, phase, place }, into) {
    writePosition(head, into);
    into.writeUInt32BE(sinceSeconds, 12);
    into.writeUInt8(phase, 16);
    into.write(place.first, 17, 12, 'hex');
    into.write(place.second, 29, 12, 'hex');
  },
  read: (from) => ({
    head: readPosition(from),
    sinceSeconds: from.readUInt32BE(12),
    phase: from.readUInt8(16),
    place: { first: from.toString('hex', 17, 29), second: from.toString('hex', 29, 41) },
  }),
};

/**
 * Cursors are a position and 80 bits of HMAC-SHA256 under `key`, in base64url. The key is shared by all processes on one
 * database, so that a cursor of one is good on every other. The position is covered by what another HMAC makes of those 80 bits: its time is that of
 * a change, which may be when somebody read, and that is not told to everybody.
 */
export function createCursorCodec(key: Uint8Array): CursorCodec {
  const sign = (purpose: string, body: Uint8Array) =>
    createHmac('sha256', key).update(purpose).update(body).digest().subarray(0, signatureLength);

  /** Covers what is open, and opens what is covered. As long as the longest body: HMAC-SHA512 has 64 bytes. */
  function cover(purpose: string, body: Uint8Array, signature: Uint8Array): Buffer {
    const mask = createHmac('sha512', key).update(`cover ${purpose}`).update(signature).digest();
    return Buffer.from(body.map((byte, index) => byte ^ (mask[index] ?? 0)));
  }

  function encodeAs<T>({ bodyLength, purpose, write }: Form<T>, position: T): string {
    const body = Buffer.allocUnsafe(bodyLength);
    write(position, body);
    const signature = sign(purpose, body);
    return Buffer.concat([cover(purpose, body, signature), signature]).toString('base64url');
  }

  function decodeAs<T>({ bodyLength, purpose, read }: Form<T>, cursor: string): T | null {
    if (cursor.length !== ((bodyLength + signatureLength) / 3) * 4 || !/^[\w-]+$/.test(cursor)) return null;
    const bytes = Buffer.from(cursor, 'base64url');
    const given = bytes.subarray(0, bodyLength);
    const signature = bytes.subarray(bodyLength);
    // Those of earlier versions are not covered. They are good for as long as any.
    for (const body of [cover(purpose, given, signature), given]) if (timingSafeEqual(sign(purpose, body), signature)) return read(body);
    return null;
  }

  return {
    encode: (position) => ('head' in position ? encodeAs(catchUpForm, position) : encodeAs(eventForm, position)),
    decode(cursor) {
      const position = decodeAs(eventForm, cursor) ?? decodeAs(catchUpForm, cursor);
      if (!position) throw badUserInput('after', 'INVALID', 'This is not an event cursor of this server.');
      return position;
    },
  };
}
