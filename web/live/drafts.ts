import { draftPrefix, readStored, removeStored, storedKeys, writeStored } from '../apollo/storage';

/** Texts that were typed and not sent, one for each conversation, over reloads and in all tabs. */
export class Drafts {
  #all: ReadonlyMap<string, string> = new Map();
  #closed = false;
  readonly #prefix: string;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(this.#prefix)) this.#load();
  };

  constructor(userId: string) {
    this.#prefix = draftPrefix(userId);
    addEventListener('storage', this.#onStorage);
    this.#load();
  }

  get all(): ReadonlyMap<string, string> {
    return this.#all;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** An empty text takes the draft away. Where storage is full the draft lives as long as this tab. */
  set(conversationId: string, text: string): void {
    if (this.#closed) return;
    const all = new Map(this.#all);
    if (text === '') {
      all.delete(conversationId);
      removeStored(this.#prefix + conversationId);
    } else {
      all.set(conversationId, text);
      writeStored(this.#prefix + conversationId, text);
    }
    this.#all = all;
    this.#tell();
  }

  /** After it nothing is stored any more. */
  close(): void {
    this.#closed = true;
    removeEventListener('storage', this.#onStorage);
  }

  #load(): void {
    this.#all = new Map(storedKeys(this.#prefix).map((key) => [key.slice(this.#prefix.length), readStored(key) ?? '']));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
