import type { TalkCache } from '../apollo/cache';
import type { StoredMessages } from '../apollo/merge-messages';
import { trimMessages, type Kept } from '../apollo/trim-messages';

/** What stays in memory of a conversation that nobody looks at. */
export const keptOfUnseen = 200;
const eventsBetween = 1000;
/** More than that do not wait for whoever types. */
const mostUncleaned = 10_000;
/** Taking one out costs some 0.1 ms: what Apollo remembers of each of its fields goes with it. */
const cutAtOnce = 15;
const cutPauseMs = 40;
/** Who has not pressed a key for so long does not type. */
const calmMs = 1_000;

/** A day of events must not fill the memory: now and then takes out what they left behind. */
export class Housekeeping {
  readonly #shown = new Set<string>();
  /** Conversations that are being cut, and which of their messages stay. */
  readonly #cuts = new Map<string, Kept>();
  #cutting: ReturnType<typeof setInterval> | undefined;
  #events = 0;
  #keyAt = -Infinity;
  #cleaning: ReturnType<typeof setTimeout> | undefined;
  readonly #noteKey = () => void (this.#keyAt = performance.now());

  constructor(private readonly cache: TalkCache) {}

  start(): void {
    addEventListener('keydown', this.#noteKey, { capture: true, passive: true });
  }

  stop(): void {
    removeEventListener('keydown', this.#noteKey, { capture: true });
    clearTimeout(this.#cleaning);
    clearInterval(this.#cutting);
  }

  /** What is on the screen stays as it is; until the function that is returned is called. */
  show(conversationId: string): () => void {
    this.#shown.add(conversationId);
    this.#cuts.delete(conversationId);
    return () => {
      this.#shown.delete(conversationId);
      this.#cut(conversationId, { newest: keptOfUnseen });
    };
  }

  /**
   * Cuts what is on the screen, where it is seen no more, until the function that is returned is called: that is shown with whatever comes next, or a moment
   * later. By seq, for of what stays less may be shown yet than there is.
   */
  cut(conversationId: string, fromSeq: number): () => void {
    this.#cut(conversationId, { fromSeq });
    return () => {
      if (this.#shown.has(conversationId)) this.#cuts.delete(conversationId);
    };
  }

  #cut(conversationId: string, kept: Kept): void {
    this.#cuts.set(conversationId, kept);
    this.#cutting ??= setInterval(() => this.#cutSome(), cutPauseMs);
  }

  /** A few at a time, for whoever types. In a hidden page nobody does, and timers are slow. */
  #cutSome(): void {
    const atOnce = document.hidden ? Infinity : cutAtOnce;
    let count = 0;
    this.cache.changeQuietly(() => {
      for (const [conversationId, kept] of this.#cuts) {
        count += trimMessages(this.cache, conversationId, kept, atOnce - count);
        if (count >= atOnce) break;
        this.#cuts.delete(conversationId);
      }
    });
    if (count > 0) this.cache.tellSoon();
    if (this.#cuts.size > 0) return;
    clearInterval(this.#cutting);
    this.#cutting = undefined;
  }

  /**
   * Cuts what has grown and nobody looks at: `grown`, the conversations that messages came to. Cleans after so many events, as soon as nobody types: it takes a
   * frame or two, and all that is shown is read anew after it.
   */
  noteEvents(count: number, grown: Iterable<string> = []): void {
    for (const id of grown) if (!this.#shown.has(id)) this.#cut(id, { newest: keptOfUnseen });
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
    for (const [cacheId, entity] of Object.entries(this.cache.extract())) {
      // What an event wrote is kept for ever otherwise, whether or not a conversation still refers to it.
      if (entity?.__typename === 'Message') while (this.cache.release(cacheId) > 0);
      if (entity?.__typename !== 'Group' && entity?.__typename !== 'DirectConversation') continue;
      const loaded = (entity['messages'] as StoredMessages | undefined)?.edges.length ?? 0;
      const { id } = entity;
      if (typeof id === 'string' && loaded > keptOfUnseen && !this.#shown.has(id)) trimMessages(this.cache, id, { newest: keptOfUnseen });
    }
    this.cache.gc();
    this.cache.tell();
  }
}
