import { draftFilesPrefix, readStoredJson, removeStored, storedKeys, writeStored } from '../apollo/storage';
import type { QueuedFile } from './outbox-item';

const none: readonly QueuedFile[] = [];

/** Files that were chosen and not sent, one list for each conversation, over reloads and in all tabs. Their bytes are in StoredFiles. */
export class DraftFiles {
  #all: ReadonlyMap<string, readonly QueuedFile[]> = new Map();
  #closed = false;
  readonly #prefix: string;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(this.#prefix)) this.#load();
  };

  constructor(userId: string) {
    this.#prefix = draftFilesPrefix(userId);
    addEventListener('storage', this.#onStorage);
    this.#load();
  }

  get all(): ReadonlyMap<string, readonly QueuedFile[]> {
    return this.#all;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(conversationId: string): readonly QueuedFile[] {
    return this.#all.get(conversationId) ?? none;
  }

  /** False when it cannot be kept: storage is full, or this is over. */
  set(conversationId: string, files: readonly QueuedFile[]): boolean {
    if (this.#closed) return false;
    const key = this.#prefix + conversationId;
    if (files.length === 0) removeStored(key);
    else if (!writeStored(key, JSON.stringify(files))) return false;
    this.#load();
    return true;
  }

  /** After it nothing is stored any more. */
  close(): void {
    this.#closed = true;
    removeEventListener('storage', this.#onStorage);
  }

  #load(): void {
    this.#all = new Map(storedKeys(this.#prefix).map((key) => [key.slice(this.#prefix.length), readFiles(key)]));
    for (const listener of this.#listeners) listener();
  }
}

/** What another version, or somebody else, left there and is no file is passed over. */
function readFiles(key: string): readonly QueuedFile[] {
  const stored = readStoredJson(key);
  if (!Array.isArray(stored)) return none;
  return (stored as Partial<QueuedFile>[]).filter(
    (file): file is QueuedFile => typeof file.fileId === 'string' && typeof file.fileName === 'string' && typeof file.kind === 'string',
  );
}
