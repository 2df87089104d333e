import { type CollectionRecord } from './catalog.js';

/** The keys that writers must not write at the same time: documents and entries of unique indexes. */
export type ClaimedTable = 'documents' | 'indexes';

/** Asked before each write. Throws when somebody else is in the way: BlockedWrite for plain writes, code 112 inside a transaction. */
export interface WriteClaims {
  claimKey(table: ClaimedTable, key: Buffer): void;
  /** Before documents of a collection are written. */
  useCollection(collection: CollectionRecord): void;
  /** Before a collection is made, changed or dropped. */
  changeCollection(database: string, name: string): void;
}
