import { conversationCacheId, type TalkCache } from '../apollo/cache';
import type { StoredMessages } from '../apollo/merge-messages';
import { readStored } from '../apollo/modify-field';
import { pinnedIds } from '../apollo/pinned-messages';
import { trimMessages } from '../apollo/trim-messages';
import type { LiveEvent } from './apply-event';
import type { FollowedConversation } from './followed-conversation';
import { Rush } from './rush';

/** What stays loaded of a conversation that nobody looks at, or at whose end somebody reads along. */
export const keptOfRun = 200;
/** A run that somebody reads along is cut when it is longer by this. */
const slack = 20;
/** In a rush only what a screen may show stays, and half of that above it: all would be read, and be gone with the next. No row is lower. */
const leastRowPx = 30;
const keptInRush = () => Math.ceil((1.5 * innerHeight) / leastRowPx);
const eventsBetween = 1000;
/** More than that do not wait for whoever types. */
const mostUncleaned = 10_000;
/** Taking one out of memory costs some 0.1 ms: what Apollo remembers of each of its fields goes with it. */
const evictedAtOnce = 15;
const evictPauseMs = 40;
/** Who has not pressed a key for so long does not type. */
const calmMs = 1_000;

type Dropped = { conversationId: string; cacheId: string };

/** A day of events must not fill the memory: takes out what they left behind. */
export class Housekeeping {
  readonly #shown = new Set<string>();
  readonly #left = new Set<string>();
  /** No longer in a run, and still in memory. */
  #dropped: Dropped[] = [];
  #evicting: ReturnType<typeof setInterval> | undefined;
  /** To which as much came the last time. */
  #rushing: ReadonlySet<string> = new Set();
  /** Where it was a rush the last time. */
  #rush: string | null = null;
  /** What was loaded of it before the last that came. */
  #runBefore: readonly string[] = [];
  #events = 0;
  #keyAt = -Infinity;
  #cleaning: ReturnType<typeof setTimeout> | undefined;
  readonly #noteKey = () => void (this.#keyAt = performance.now());

  constructor(
    private readonly cache: TalkCache,
    private readonly followed: FollowedConversation,
  ) {}

  start(): void {
    addEventListener('keydown', this.#noteKey, { capture: true, passive: true });
  }

  stop(): void {
    removeEventListener('keydown', this.#noteKey, { capture: true });
    clearTimeout(this.#cleaning);
    clearInterval(this.#evicting);
  }

  /** What is on the screen stays as it is, unless it is followed; until the function that is returned is called. */
  show(conversationId: string): () => void {
    this.#shown.add(conversationId);
    this.#left.delete(conversationId);
    return () => {
      this.#shown.delete(conversationId);
      // Not at once: somebody may come back.
      this.#left.add(conversationId);
      this.#evictSoon();
    };
  }

  /** Most of what comes would be cut before anybody sees it. */
  get isRush(): boolean {
    return this.#rush !== null && this.followed.mayCutShort(this.#rush);
  }

  /** Of all that waited in a rush: no more is kept than a screen may show. null: who may see what is another now. */
  plan(waiting: readonly LiveEvent[]): Rush | null {
    if (this.#rush === null || waiting.some(({ __typename }) => __typename === 'ConversationRemoved')) return null;
    this.#runBefore = [...this.#runBefore, ...this.#runOf(this.#rush)];
    return new Rush(this.#rush, waiting, keptInRush());
  }

  /**
   * Cuts the runs of conversations that so many messages came to: once, before these are read and shown. Where more than a screen shows came twice
   * in succession, it is a rush. Not `isLive`: an absence is made up for, which is none.
   */
  cutGrown(grown: ReadonlyMap<string, number>, isLive: boolean): void {
    const inRush = keptInRush();
    const before = this.#rushing;
    if (this.#rush !== null) this.#drop(this.#rush, this.#runBefore);
    this.#rushing = new Set([...grown].flatMap(([id, count]) => (isLive && count >= inRush ? [id] : [])));
    this.#rush = null;
    this.#runBefore = [];
    this.cache.changeQuietly(() => {
      for (const id of grown.keys()) {
        if (this.#shown.has(id) && !this.followed.mayCut(id)) continue;
        const isRush = before.has(id) && this.#rushing.has(id) && this.followed.mayCutShort(id);
        if (isRush) this.#rush = id;
        if (isRush) this.#cut(id, inRush);
        else if (this.#runOf(id).length > keptOfRun + slack) this.#cut(id, keptOfRun);
      }
    });
  }

  #cut(conversationId: string, newest: number): void {
    this.#drop(conversationId, trimMessages(this.cache, conversationId, newest));
  }

  #drop(conversationId: string, cacheIds: readonly string[]): void {
    if (cacheIds.length === 0) return;
    this.#dropped.push(...cacheIds.map((cacheId) => ({ conversationId, cacheId })));
    this.#evictSoon();
  }

  /** The cache ids of the loaded messages. */
  #runOf(conversationId: string): string[] {
    const { messages } = readStored<{ messages: StoredMessages }>(this.cache, conversationCacheId(conversationId), ['messages']);
    return messages?.edges.map((edge) => edge.node.__ref) ?? [];
  }

  #evictSoon(): void {
    this.#evicting ??= setInterval(() => this.#evictSome(), evictPauseMs);
  }

  /** A few at a time, for whoever types. In a hidden page nobody does, and timers are slow. */
  #evictSome(): void {
    if (this.#left.size + this.#dropped.length > 0) this.cache.tellSoon();
    this.cache.changeQuietly(() => {
      for (const id of this.#left) this.#cut(id, keptOfRun);
      this.#left.clear();
      const referred = new Map<string, ReadonlySet<string>>();
      for (const { conversationId, cacheId } of this.#dropped.splice(0, document.hidden ? Infinity : evictedAtOnce)) {
        const refs = referred.get(conversationId) ?? this.#referredIn(conversationId);
        referred.set(conversationId, refs);
        // What is pinned, or was loaded again meanwhile, stays.
        if (!refs.has(cacheId)) this.cache.evict({ id: cacheId });
      }
    });
    if (this.#dropped.length > 0) return;
    clearInterval(this.#evicting);
    this.#evicting = undefined;
  }

  #referredIn(conversationId: string): ReadonlySet<string> {
    return new Set([...this.#runOf(conversationId), ...pinnedIds(this.cache, conversationId)]);
  }

  /** Cleans after so many events, as soon as nobody types: it takes a frame or two, and all that is shown is read anew after it. */
  noteEvents(count: number): void {
    this.#events += count;
    if (this.#events < eventsBetween) return;
    clearTimeout(this.#cleaning);
    const pauseMs = this.#events < mostUncleaned ? this.#keyAt + calmMs - performance.now() : 0;
    if (pauseMs > 0) this.#cleaning = setTimeout(() => this.noteEvents(0), pauseMs);
    else this.#clean();
  }

  #clean(): void {
    this.#events = 0;
    // Of what Apollo remembers of its reads each message leaves some 40 kB. Without it the rest costs little.
    this.cache.gc({ resetResultCache: true });
    // What an event wrote is kept for ever otherwise, whether or not a conversation still refers to it.
    for (const [cacheId, entity] of Object.entries(this.cache.extract()))
      if (entity?.__typename === 'Message') while (this.cache.release(cacheId) > 0);
    this.cache.gc();
    this.cache.tell();
  }
}
