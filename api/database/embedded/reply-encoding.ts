import { encodeDocument } from './values/bson-documents.js';
import { type Document } from './values/values.js';

/** Replies as BSON, put together from what is BSON already: it is copied once, and not decoded. */

const end = Buffer.of(0);
const arrayType = 4;
const documentType = 3;
const keptItemHeads = 1000;
const itemHeads: Buffer[] = [];

/** The fields of a document, without what stands before and behind them in BSON. */
export function encodeFields(document: Document): Buffer {
  const bytes = encodeDocument(document);
  return bytes.subarray(4, bytes.length - 1);
}

/** A document of fields from `encodeFields`. */
export function encodeReplyOf(...fields: readonly Uint8Array[]): Buffer {
  return wrap(fields);
}

/** A reply with a cursor: its own fields, and a batch of documents in one named `batchName`. */
export function encodeCursorReply(cursor: Uint8Array, batchName: string, batch: readonly Uint8Array[], ...fields: Uint8Array[]): Buffer {
  const items = batch.flatMap((document, place) => [itemHead(place), document]);
  const cursorParts = [cursor, headOf(arrayType, batchName), lengthOf(items), ...items, end];
  return wrap([headOf(documentType, 'cursor'), lengthOf(cursorParts), ...cursorParts, end, ...fields]);
}

function wrap(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([lengthOf(parts), ...parts, end]);
}

/** The length that BSON has before such parts, itself and the end included. */
function lengthOf(parts: readonly Uint8Array[]): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32LE(parts.reduce((sum, { length: size }) => sum + size, 5));
  return length;
}

function headOf(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`);
}

function itemHead(place: number): Buffer {
  if (place >= keptItemHeads) return headOf(documentType, `${place}`);
  return (itemHeads[place] ??= headOf(documentType, `${place}`));
}
