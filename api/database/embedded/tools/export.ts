import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EJSON } from 'bson';
import { isView } from '../queries/views.js';
import { readCollections, type CollectionRecord } from '../storage/catalog.js';
import { findDamage } from '../storage/damage-check.js';
import { idIndexSpecification } from '../storage/index-specification.js';
import { afterPrefix, uint32Key } from '../storage/key-ranges.js';
import { entriesBetween } from '../storage/ranges.js';
import { Store } from '../storage/store.js';
import { requireDatabase } from './check-folder.js';
import { makeWholeFolder } from './new-folder.js';
import { ToolError } from './tool-error.js';

export interface Exported {
  /** Documents of each collection, by its full name. */
  collections: ReadonlyMap<string, number>;
}

const bufferBytes = 1024 * 1024;
/** mongodump shortens longer names by a hash, which mongorestore takes apart; this many bytes file systems have room for. */
const maxFileNameBytes = 238;

/**
 * Writes all collections in the layout of mongodump, for mongorestore: for each a file of BSON documents, one behind the other, and one of
 * its options and indexes. All are of one moment, also while a server writes.
 */
export async function exportCollections(folder: string, target: string): Promise<Exported> {
  requireDatabase(folder);
  const damage = await findDamage(folder);
  if (damage !== undefined) throw new ToolError(`The database in ${folder} cannot be read: ${damage.text}.`);
  return makeWholeFolder(resolve(target), async (unfinished) => {
    const store = new Store(folder, { readOnly: true });
    try {
      return { collections: writeCollections(store, unfinished) };
    } finally {
      await store.close();
    }
  });
}

/** Without a pause: LMDB's snapshot lasts until the next turn of the event loop. */
function writeCollections(store: Store, folder: string): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  for (const [name, collection] of readCollections(store)) {
    const databaseFolder = join(folder, collection.database);
    mkdirSync(databaseFolder, { recursive: true, mode: 0o700 });
    const path = join(databaseFolder, fileNameOf(collection.name));
    writeFileSync(`${path}.metadata.json`, describeCollection(collection), { mode: 0o600, flush: true });
    // Of a view there is nothing but its definition.
    if (!isView(collection)) written.set(name, writeDocuments(store, collection, `${path}.bson`));
  }
  return written;
}

/** As Go's url.PathEscape, which mongodump takes for it. */
export function fileNameOf(collection: string): string {
  const escaped = encodeURIComponent(collection)
    .replace(/%(24|26|2B|3A|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, escapeCharacter);
  if (Buffer.byteLength(escaped) > maxFileNameBytes)
    throw new ToolError(`The name of the collection ${collection} is too long for a file.`);
  return escaped;
}

const escapeCharacter = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function describeCollection(collection: CollectionRecord): string {
  const { name, uuid, options, indexes } = collection;
  const description = {
    indexes: isView(collection) ? [] : [idIndexSpecification, ...indexes.map(({ specification }) => specification)],
    uuid: Buffer.from(uuid.buffer).toString('hex'),
    collectionName: name,
    type: isView(collection) ? 'view' : 'collection',
    options,
  };
  return EJSON.stringify(description, { relaxed: false });
}

function writeDocuments(store: Store, { id }: CollectionRecord, path: string): number {
  const file = openSync(path, 'wx', 0o600);
  const start = uint32Key(id);
  let [count, bytes] = [0, 0];
  let waiting: Buffer[] = [];
  const flush = (): void => {
    writeAll(file, Buffer.concat(waiting));
    [waiting, bytes] = [[], 0];
  };
  try {
    for (const { value } of entriesBetween(store.documents, { start, end: afterPrefix(start) })) {
      waiting.push(value);
      bytes += value.length;
      count += 1;
      if (bytes >= bufferBytes) flush();
    }
    flush();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return count;
}

/** A system may take less at once than it is given. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
