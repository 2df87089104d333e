import { filesDatabaseName, isFilesDatabase } from './storage';

const storeName = 'files';
/** As much as the server lets one person have that no message uses yet. */
export const maxStoredFiles = 100;
export const maxStoredBytes = 250 * 1024 * 1024;
/** As the API has it. */
export const maxFilesOfMessage = 10;

type StoredFile = { id: string; blob: Blob; size: number; at: number };

/** The bytes cannot be kept: the browser has no room, ours is used up, or it allows no storage. */
export class NoRoomForFile extends Error {
  constructor(cause?: unknown) {
    super('The file cannot be kept on this device.', { cause });
    this.name = 'NoRoomForFile';
  }
}

/**
 * Files that were chosen and not sent yet, of one person: LocalStorage cannot hold them, so they are in an IndexedDB database of
 * that person's own. All tabs share it. What they belong to is said by drafts and outbox; here are only bytes.
 */
export class StoredFiles {
  #opened: Promise<IDBDatabase> | null = null;

  constructor(
    private readonly userId: string,
    /** False after a sign-out, in whatever tab: then a late write must not bring anything back. */
    private readonly mayKeep: () => boolean,
  ) {}

  /** Throws NoRoomForFile. */
  async put(id: string, blob: Blob): Promise<void> {
    if (!this.mayKeep()) throw new NoRoomForFile();
    try {
      await this.#putWithinLimits({ id, blob, size: blob.size, at: Date.now() });
    } catch (error) {
      throw error instanceof NoRoomForFile ? error : new NoRoomForFile(error);
    }
    if (this.mayKeep()) return;
    await wipeStoredFilesOf(this.userId);
    throw new NoRoomForFile();
  }

  /** Null where there is none any more. */
  async read(id: string): Promise<Blob | null> {
    const stored = await this.#in('readonly', (store) => answerOf(store.get(id) as IDBRequest<StoredFile | undefined>));
    return stored?.blob ?? null;
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#in('readwrite', async (store) => {
      for (const id of ids) store.delete(id);
    });
  }

  /** Ids of what was put there before that time (epoch milliseconds). */
  async idsBefore(at: number): Promise<string[]> {
    return this.#in('readonly', async (store) => {
      const keys = await answerOf(store.index('at').getAllKeys(IDBKeyRange.upperBound(at, true)));
      return keys.filter((key) => typeof key === 'string');
    });
  }

  /** What comes late, as a recording that a locked session interrupted, opens it once more. */
  close(): void {
    void this.#opened?.then((database) => database.close()).catch(() => undefined);
    this.#opened = null;
  }

  async #putWithinLimits(file: StoredFile): Promise<void> {
    await this.#in('readwrite', async (store) => {
      const { count, bytes } = await measure(store.index('size'));
      if (count >= maxStoredFiles || bytes + file.size > maxStoredBytes) throw new NoRoomForFile();
      store.put(file);
    });
  }

  /** Resolves when the whole is on the disk, with what the task answered. */
  async #in<Result>(mode: IDBTransactionMode, task: (store: IDBObjectStore) => Promise<Result>): Promise<Result> {
    const transaction = (await this.#open()).transaction(storeName, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'));
    });
    try {
      const result = await task(transaction.objectStore(storeName));
      await done;
      return result;
    } catch (error) {
      // Told by `error` already.
      done.catch(() => undefined);
      if (transaction.error === null) abort(transaction);
      throw error;
    }
  }

  #open(): Promise<IDBDatabase> {
    // Opening would make the database anew that a sign-out took away.
    if (!this.mayKeep()) return Promise.reject(new Error('These files are closed.'));
    this.#opened ??= openDatabase(filesDatabaseName(this.userId), () => (this.#opened = null)).catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself already.
  }
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(storeName, { keyPath: 'id' });
      store.createIndex('size', 'size');
      store.createIndex('at', 'at');
    };
    request.onsuccess = () => {
      const database = request.result;
      // Another tab signs out and takes all of it away: it must not have to wait for this one.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      database.onclose = onClosed;
      resolve(database);
    };
    request.onerror = () => reject(request.error ?? new Error('The database of files cannot be opened.'));
  });
}

/** By keys alone: the bytes stay on the disk. */
function measure(sizes: IDBIndex): Promise<{ count: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let bytes = 0;
    const request = sizes.openKeyCursor();
    request.onerror = () => reject(request.error ?? new Error('The files cannot be counted.'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve({ count, bytes });
      count += 1;
      bytes += Number(cursor.key);
      cursor.continue();
    };
  });
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database of files gave no answer.'));
  });
}

/** Takes away all files that are kept for this person. Where the browser cannot now, wipeStoredFilesOfOthers does at the next start. */
export function wipeStoredFilesOf(userId: string): Promise<void> {
  return deleteDatabase(filesDatabaseName(userId));
}

/** Takes away what was left by anybody but this person: a browser that was closed in the middle of a sign-out. */
export async function wipeStoredFilesOfOthers(userId: string | null): Promise<void> {
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return;
  const own = userId === null ? null : filesDatabaseName(userId);
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  await Promise.all(names.filter((name) => isFilesDatabase(name) && name !== own).map(deleteDatabase));
}

function deleteDatabase(name: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    // Tried again at the next start.
    request.onerror = () => resolve();
  });
}
