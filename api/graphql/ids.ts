import { Types } from 'mongoose';

const objectIdHex = /^[0-9a-f]{24}$/i;

/** The ObjectId behind a schema id, or null for anything that no id of ours looks like: callers treat it as an unknown one. */
export function parseId(value: string): Types.ObjectId | null {
  return objectIdHex.test(value) ? new Types.ObjectId(value) : null;
}
