import { type Binary, UUID } from 'bson';
import { QueryError } from '../query-errors.js';
import { type Document } from '../values/values.js';

export function isUuid(id: unknown): id is Binary {
  const { buffer } = (id ?? {}) as { buffer?: unknown };
  return buffer instanceof Uint8Array && buffer.length === 16;
}

/** The 16 bytes of a session's id, one a character. Code 14 for what is none. */
export function sessionName(lsid: Document): string {
  const { id } = lsid;
  if (!isUuid(id)) throw new QueryError(14, 'lsid.id must be a UUID');
  return Buffer.from(id.buffer).toString('latin1');
}

/** As MongoDB's messages name a session. */
export function showSession(lsid: Document): string {
  return isUuid(lsid['id']) ? new UUID(lsid['id'].buffer).toString() : '';
}
