import { removeStored, storedKeys, writeStored } from '../apollo/storage';

/** Something that is kept for each conversation in LocalStorage: over reloads, and the same in all tabs. */
export class StoredByConversation<Value> {
  #all: ReadonlyMap<string, Value> = new Map();
  readonly #prefix: string;
  readonly #read: (key: string) => Value | null;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key === null) return this.#load();
    if (!event.key.startsWith(this.#prefix)) return;
    const conversationId = event.key.slice(this.#prefix.length);
    if (this.keepOwn(conversationId, event.newValue)) return;
    // Only this one: what could not be stored of the others is nowhere but here.
    const all = new Map(this.#all);
    const value = this.#read(event.key);
    if (value === null) all.delete(conversationId);
    else all.set(conversationId, value);
    this.#all = all;
    this.#tell();
  };

  constructor(
    prefix: string,
    /** Null: nothing that counts is stored there. */
    read: (key: string) => Value | null,
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
  protected reread(conversationId: string): Value | null {
    return this.#read(this.#prefix + conversationId);
  }

  /** As the text that #read understands. False when it cannot be stored: storage is full, or this is over. */
  protected store(conversationId: string, text: string): boolean {
    return this.mayKeep() && writeStored(this.#prefix + conversationId, text);
  }

  /** True where what this tab has of it stays, and is stored again, though another one has stored this in its place; null: has removed it. */
  protected keepOwn(_conversationId: string, _stored: string | null): boolean {
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
    const stored = storedKeys(this.#prefix).map((key) => [key.slice(this.#prefix.length), this.#read(key)] as const);
    this.#all = new Map(stored.flatMap(([conversationId, value]) => (value === null ? [] : [[conversationId, value]])));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
