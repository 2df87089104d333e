import { positionBytes, type Position } from '../storage/oplog.js';
import { QueryError } from '../query-errors.js';
import { isDocument, type Document } from '../values/values.js';

/** What a token stands for: everything up to a position was seen, an event, or the invalidation that followed an event. */
export type TokenKind = 'point' | 'event' | 'invalidate';

const kindBytes: Readonly<Record<TokenKind, number>> = { point: 0x10, event: 0xe0, invalidate: 0xf0 };
const version = 0x82;

/** A token is hexadecimal text: version, position, kind. Texts sort as the changes happened, and stay good over restarts. */
export function encodeToken(position: Position, kind: TokenKind): Document {
  return {
    _data: Buffer.concat([Buffer.of(version), position, Buffer.of(kindBytes[kind])])
      .toString('hex')
      .toUpperCase(),
  };
}

/** Throws code 40647, or 9 for what is not hexadecimal, for what is no token of this server. */
export function decodeToken(token: unknown): { position: Position; kind: TokenKind } {
  const data = isDocument(token) ? token['_data'] : undefined;
  if (typeof data !== 'string') throw new QueryError(40647, 'Bad resume token: _data of missing or of wrong type');
  if (!/^[0-9a-f]*$/i.test(data) || data.length % 2 === 1) throw new QueryError(9, 'resume token string was not a valid hex string');
  const bytes = Buffer.from(data, 'hex');
  const kind = (['point', 'event', 'invalidate'] as const).find((each) => kindBytes[each] === bytes[bytes.length - 1]);
  if (bytes.length !== positionBytes + 2 || bytes[0] !== version || kind === undefined) {
    throw new QueryError(40647, 'Bad resume token: it was not made by this server');
  }
  return { position: bytes.subarray(1, 1 + positionBytes), kind };
}
