import { deserialize, serialize, type DeserializeOptions } from 'bson';
import { QueryError } from '../query-errors.js';
import { numericValue, type Document } from './values.js';

/** Numbers keep their BSON type (a stored 5.0 must not come back as an integer), regular expressions their PCRE source. */
const decodeOptions: DeserializeOptions = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

export const maxDocumentBytes = 16 * 1024 * 1024;

export function decodeDocument(bytes: Uint8Array): Document {
  return deserialize(bytes, decodeOptions);
}

export function encodeDocument(document: Document): Buffer {
  const bytes = serialize(document, { ignoreUndefined: false, checkKeys: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Refuses what a collection cannot hold: over 16 MiB. */
export function checkDocumentSize(bytes: Uint8Array): void {
  if (bytes.length <= maxDocumentBytes) return;
  throw new QueryError(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${maxDocumentBytes}(16MB)`);
}

/** A command's number of any BSON type, or undefined when it is absent; code 14 for anything else. */
export function readNumber(command: Document, name: string): number | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  const number = numericValue(value);
  if (Number.isNaN(number)) throw new QueryError(14, `Field '${name}' must be a number`);
  return number;
}

/** A command's flag: numbers other than 0 count as true. */
export function readFlag(command: Document, name: string): boolean {
  const value = command[name];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  return numericValue(value) !== 0;
}

export function readText(command: Document, name: string): string {
  const value = command[name];
  if (typeof value !== 'string') throw new QueryError(14, `Field '${name}' must be a string`);
  return value;
}

export function readDocument(command: Document, name: string): Document | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw new QueryError(14, `Field '${name}' must be an object`);
  return value as Document;
}

export function readDocuments(command: Document, name: string): Document[] | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new QueryError(14, `Field '${name}' must be an array`);
  return value as Document[];
}
