import { decodeDocument } from '../values/bson-documents.js';
import { decodeEntry, positionBytes, readSize, trimmedKey } from '../storage/oplog.js';
import { firstKey } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { nameNumber, type CheckListener } from './check-listener.js';

/** Every change decodes and stands where a position can be, in order, after all that was trimmed; and the books agree. Returns how many. */
export function checkHistory(store: Store, { onProblem, onProgress }: CheckListener): number {
  const counted = { entries: 0, bytes: 0 };
  let previous: Buffer | undefined;
  for (const { key, value } of store.oplog.getRange({})) {
    counted.entries += 1;
    counted.bytes += value.length;
    const place = `the change number ${nameNumber(counted.entries)} of the history`;
    if (key.length !== positionBytes) onProblem(`${place} has no position`);
    if (previous !== undefined && previous.compare(key) >= 0) onProblem(`${place} is out of order`);
    previous = Buffer.from(key);
    try {
      const { event, after, before } = decodeEntry(previous, value);
      if (typeof event.type !== 'string') onProblem(`${place} does not say what was changed`);
      for (const image of [before, after]) if (image !== undefined) decodeDocument(image);
    } catch (error) {
      onProblem(`${place} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const first = firstKey(store.oplog);
  const trimmed = store.catalog.get(trimmedKey);
  if (trimmed !== undefined && first !== undefined && trimmed.compare(first) >= 0) onProblem('the history holds what was trimmed from it');
  const books = readSize(store);
  if (books.entries !== counted.entries || books.bytes !== counted.bytes)
    onProblem(
      `the history's books say ${nameNumber(books.entries)} changes in ${nameNumber(books.bytes)} bytes, ` +
        `but there are ${nameNumber(counted.entries)} in ${nameNumber(counted.bytes)}`,
    );
  onProgress(`history: ${nameNumber(counted.entries)} changes`);
  return counted.entries;
}

export function checkRetryableWrites(store: Store, { onProblem }: CheckListener): void {
  for (const { key, value } of store.transactions.getRange({})) {
    try {
      decodeDocument(value);
    } catch (error) {
      const session = key.toString('hex').slice(0, 80);
      onProblem(`what was answered to the session ${session} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
