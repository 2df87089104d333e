import { removeStored, storedKeys, writeStored } from '../apollo/storage';

/** Something that is kept for each conversation in LocalStorage: over reloads, and the same in all tabs. */
export class StoredByConversation<Value> {
  #all: ReadonlyMap<string, Value> = new Map();
  readonly #prefix: string;
  readonly #read: (key: string) => Value;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key !== null && !event.key.startsWith(this.#prefix)) return;
    const conversationId = event.key?.slice(this.#prefix.length);
    if (conversationId !== undefined && event.newValue === null && this.holds(conversationId, event.oldValue)) return;
    this.#load();
  };

  constructor(
    prefix: string,
    read: (key: string) => Value,
    /** False after a sign-out, in whatever tab: then a late write must not bring anything back. */
    private readonly mayKeep: () => boolean,
  ) {
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

  /** What other tabs do is not followed any more. What comes late, as a recording that a locked session interrupted, is still kept for its person. */
  close(): void {
    removeEventListener('storage', this.#onStorage);
  }

  /** As it is stored now: another tab may have changed it, and this one not have heard of it yet. */
  protected reread(conversationId: string): Value {
    return this.#read(this.#prefix + conversationId);
  }

  /** As the text that #read understands. False when it cannot be stored: storage is full, or this is over. */
  protected store(conversationId: string, text: string): boolean {
    return this.mayKeep() && writeStored(this.#prefix + conversationId, text);
  }

  /** Whether what this tab has of it stays, though another one has removed what was stored. */
  protected holds(_conversationId: string, _removed: string | null): boolean {
    return false;
  }

  /** What `all` has of it from now on, in this tab: null for nothing, which is stored as nothing, too. */
  protected show(conversationId: string, value: Value | null): void {
    if (!this.mayKeep()) return;
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
