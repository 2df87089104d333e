import { randomId } from '../apollo/random-id';
import { cacheKey, outboxPrefix, parseJson, readStored, readStoredJson, removeStored, storedKeys, writeStored } from '../apollo/storage';
import { ArrivingWrites } from './arriving-writes';
import { asOutboxItem, isWorthAsking, type OutboxItem, type PreferenceChanges, type Write } from './outbox-item';

export const outboxLimit = 500;

/** Nothing more can be kept: the outbox holds `outboxLimit` items, or the browser's storage is full. The text stays where it was typed. */
export class OutboxFull extends Error {
  constructor() {
    super('The outbox is full.');
    this.name = 'OutboxFull';
  }
}

type KnownItem = { text: string | null; item: OutboxItem | null };

/**
 * What waits for the line, one LocalStorage key an item: two tabs that add at the same time cannot overwrite each other.
 * Storage is the truth; `items` is this tab's view of it, in order.
 */
export class Outbox {
  /** As it was read last, by its key. */
  #known: ReadonlyMap<string, KnownItem> = new Map();
  #items: readonly OutboxItem[] = [];
  #shown: readonly OutboxItem[] = [];
  #shownChanges: readonly OutboxItem[] = [];
  readonly #arriving = new ArrivingWrites(() => this.#load());
  #counter = 0;
  #closed = false;
  readonly #prefix: string;
  readonly #userId: string;
  readonly #listeners = new Set<() => void>();
  readonly #onStorage = (event: StorageEvent) => {
    if (event.key !== null && !event.key.startsWith(this.#prefix)) return;
    // What was refused goes when it is discarded; anything else when it is done.
    const gone = event.key !== null && event.newValue === null ? asOutboxItem(parseJson(event.oldValue)) : null;
    if (gone?.refusedWith === null) this.#arriving.add(gone);
    this.#load();
  };

  constructor(userId: string) {
    this.#userId = userId;
    this.#prefix = outboxPrefix(userId);
    addEventListener('storage', this.#onStorage);
    this.#load();
  }

  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  /** What a person sees as waiting: `items`, and what is done and has not come here yet. */
  get shown(): readonly OutboxItem[] {
    return this.#shown;
  }

  /** The same without read marks, which come with each few messages that are read, and change no message. */
  get shownChanges(): readonly OutboxItem[] {
    return this.#shownChanges;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Throws OutboxFull. A read mark takes the place of an earlier one that waits in the same conversation; preferences are added to those that wait. */
  add(conversationId: string, write: Write): OutboxItem {
    const at = Date.now();
    const order = `${String(at).padStart(14, '0')}-${String(this.#counter++).padStart(6, '0')}`;
    const replaced = this.#items.filter((other) => other.conversationId === conversationId && isReplacedBy(other.write, write));
    const item: OutboxItem = { id: `${order}-${randomId()}`, conversationId, write: withEarlier(write, replaced), at, refusedWith: null };
    if (this.#closed || this.#items.length - replaced.length >= outboxLimit) throw new OutboxFull();
    this.#store(item);
    for (const other of replaced) removeStored(this.#prefix + other.id);
    this.#load();
    return item;
  }

  /** The server has it. */
  done(item: OutboxItem): void {
    this.#arriving.add(item);
    this.remove(item.id);
  }

  /** Takes it out. */
  remove(id: string): void {
    removeStored(this.#prefix + id);
    this.#load();
  }

  refuse(id: string, code: string): void {
    this.#change(id, (item) => ({ ...item, refusedWith: code }));
  }

  retry(id: string): void {
    this.#change(id, (item) => ({ ...item, refusedWith: null }));
  }

  /** Own messages have come, by their clientIds: what was given up here, and was sent all the same, is nothing to ask about any longer. */
  noteArrived(clientIds: ReadonlySet<string>): void {
    this.#arriving.messagesAdded(clientIds);
    for (const { id, write, refusedWith } of this.#items)
      if (refusedWith !== null && write.kind === 'send' && clientIds.has(write.clientId)) removeStored(this.#prefix + id);
    this.#load();
  }

  /** Messages, or the viewer's states of conversations, have come as they are now, by their ids. */
  noteChanged(ids: ReadonlySet<string>): void {
    if (this.#arriving.changed(ids)) this.#load();
  }

  /** What was missed does not come as events any longer: everything is asked for anew. */
  noteStartedAnew(): void {
    this.#arriving.clear();
    this.#load();
  }

  /** The server's upload for one of an item's files. */
  noteUpload(id: string, fileId: string, uploadId: string): void {
    this.#change(id, (item) => {
      const { write } = item;
      if (write.kind !== 'send') return item;
      return { ...item, write: { ...write, files: write.files?.map((file) => (file.fileId === fileId ? { ...file, uploadId } : file)) } };
    });
  }

  removeConversation(conversationId: string): void {
    for (const item of this.#items) if (item.conversationId === conversationId) removeStored(this.#prefix + item.id);
    this.#arriving.conversationRemoved(conversationId);
    this.#load();
  }

  /** How many writes would be lost by a sign-out now. */
  get unsentCount(): number {
    return this.#items.filter(isWorthAsking).length;
  }

  /** After it nothing is stored any more. What is stored stays. */
  close(): void {
    this.#closed = true;
    this.#arriving.clear();
    removeEventListener('storage', this.#onStorage);
  }

  #change(id: string, change: (item: OutboxItem) => OutboxItem): void {
    // Another tab may have changed it meanwhile, or discarded it: then it must not come back.
    const item = asOutboxItem(readStoredJson(this.#prefix + id));
    if (!item || this.#closed) return;
    this.#store(change(item));
    this.#load();
  }

  #store(item: OutboxItem): void {
    const value = JSON.stringify(item);
    if (writeStored(this.#prefix + item.id, value)) return;
    // What a person wrote is worth more than the cache, which the server can give again.
    removeStored(cacheKey(this.#userId));
    if (!writeStored(this.#prefix + item.id, value)) throw new OutboxFull();
  }

  #load(): void {
    const texts = storedKeys(this.#prefix).map((key) => [key, readStored(key)] as const);
    this.#known = new Map(texts.map(([key, text]) => [key, this.#readItem(key, text)]));
    const items = [...this.#known.values()].flatMap(({ item }) => item ?? []);
    const stored = new Set(items.map(({ id }) => id));
    const arriving = this.#arriving.items.filter(({ id }) => !stored.has(id));
    // Ids are in the order in which things were written.
    const shown = [...arriving, ...items].sort((a, b) => (a.id < b.id ? -1 : 1));
    const looksTheSame = areTheSame(shown, this.#shown);
    if (areTheSame(items, this.#items) && looksTheSame) return;
    this.#items = items;
    if (!looksTheSame) this.#shown = shown;
    const changes = shown.filter(({ write }) => write.kind !== 'markRead');
    if (!areTheSame(changes, this.#shownChanges)) this.#shownChanges = changes;
    for (const listener of this.#listeners) listener();
  }

  /** The very object of before where the same is stored: what shows it is not drawn again. */
  #readItem(key: string, text: string | null): KnownItem {
    const known = this.#known.get(key);
    return known?.text === text ? known : { text, item: asOutboxItem(parseJson(text)) };
  }
}

const areTheSame = (some: readonly OutboxItem[], others: readonly OutboxItem[]) =>
  some.length === others.length && some.every((item, place) => item === others[place]);

const isReplacedBy = (earlier: Write, later: Write) =>
  earlier.kind === later.kind && (later.kind === 'markRead' || later.kind === 'preferences');

function withEarlier(write: Write, replaced: readonly OutboxItem[]): Write {
  if (write.kind !== 'preferences') return write;
  const earlier = replaced.map((item) => (item.write.kind === 'preferences' ? item.write.changes : {}));
  return { kind: 'preferences', changes: Object.assign({}, ...earlier, write.changes) as PreferenceChanges };
}
