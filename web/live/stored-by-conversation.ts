import { removeStored, storedKeys, writeStored } from '../apollo/storage';

/** Something that is kept for each conversation in LocalStorage: over reloads, and the same in all tabs. */
export class StoredByConversation<Value> {
  #all: ReadonlyMap<string, Value> = new Map();
  #closed = false;
  readonly #prefix: string;
  readonly #read: (key: string) => Value;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(this.#prefix)) this.#load();
  };

  constructor(prefix: string, read: (key: string) => Value) {
    this.#prefix = prefix;
    this.#read = read;
    addEventListener('storage', this.#onStorage);
    this.#load();
  }

  get all(): ReadonlyMap<string, Value> {
    return this.#all;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** After it nothing is stored any more. */
  close(): void {
    this.#closed = true;
    removeEventListener('storage', this.#onStorage);
  }

  /** As the text that #read understands. False when it cannot be stored: storage is full, or this is over. */
  protected store(conversationId: string, text: string): boolean {
    return !this.#closed && writeStored(this.#prefix + conversationId, text);
  }

  /** What `all` has of it from now on, in this tab: null for nothing, which is stored as nothing, too. */
  protected show(conversationId: string, value: Value | null): void {
    if (this.#closed) return;
    const all = new Map(this.#all);
    if (value === null) {
      all.delete(conversationId);
      removeStored(this.#prefix + conversationId);
    } else all.set(conversationId, value);
    this.#all = all;
    this.#tell();
  }

  #load(): void {
    this.#all = new Map(storedKeys(this.#prefix).map((key) => [key.slice(this.#prefix.length), this.#read(key)]));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
