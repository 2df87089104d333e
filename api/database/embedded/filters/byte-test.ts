import { type ObjectId } from 'bson';
import { readPrefix } from './text-prefix.js';
import { bsonType, isDocument, type Document } from '../values/values.js';

/** Says no only where a stored document surely does not match. */
export type ByteTest = (bytes: Buffer) => boolean;

/**
 * What has a text, an id or the beginning of a text that a filter asks for has its bytes somewhere: looking for them is many times cheaper than
 * decoding the document, which is left to those that have them. With a collation other texts are equal too.
 */
export function compileByteTest(filter: Document, collation?: Document): ByteTest {
  const [needle, ...more] = collation === undefined ? needlesOf(filter) : [];
  if (needle === undefined) return () => true;
  if (more.length === 0) return (bytes) => bytes.includes(needle);
  return (bytes) => bytes.includes(needle) && more.every((each) => bytes.includes(each));
}

function needlesOf(filter: Document): Buffer[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    if (name === '$and' && Array.isArray(condition)) return condition.flatMap((part: unknown) => (isDocument(part) ? needlesOf(part) : []));
    return name.startsWith('$') ? [] : (needleOf(condition) ?? []);
  });
}

function needleOf(condition: unknown): Buffer | undefined {
  const type = bsonType(condition);
  if (type === 'objectId') return Buffer.from((condition as ObjectId).id);
  if (type === 'string') return encodeText(condition as string);
  const prefix = readPrefix(condition);
  return prefix === undefined ? undefined : Buffer.from(prefix);
}

/** As BSON has it: its length, itself, and a zero. */
function encodeText(text: string): Buffer {
  const bytes = Buffer.alloc(4 + Buffer.byteLength(text) + 1);
  bytes.writeInt32LE(bytes.length - 4);
  bytes.write(text, 4);
  return bytes;
}
