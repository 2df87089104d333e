import type { TalkCache } from '../apollo/cache';
import type { StoredMessages } from '../apollo/merge-messages';
import { trimMessages } from '../apollo/trim-messages';

/** What stays in memory of a conversation that nobody looks at. */
export const keptOfUnseen = 200;
const eventsBetween = 1000;
/** Who has not pressed a key for so long does not type. */
const calmMs = 1_000;

/** A day of events must not fill the memory: now and then takes out what they left behind. */
export class Housekeeping {
  readonly #shown = new Set<string>();
  #events = 0;
  #keyAt = -Infinity;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  readonly #noteKey = () => void (this.#keyAt = performance.now());

  constructor(private readonly cache: TalkCache) {}

  start(): void {
    addEventListener('keydown', this.#noteKey, { capture: true, passive: true });
  }

  stop(): void {
    removeEventListener('keydown', this.#noteKey, { capture: true });
    clearTimeout(this.#forgetting);
  }

  /** What is on the screen stays as it is; until the function that is returned is called. */
  show(conversationId: string): () => void {
    this.#shown.add(conversationId);
    return () => {
      this.#shown.delete(conversationId);
      trimMessages(this.cache, conversationId, keptOfUnseen);
    };
  }

  /** Cuts what is on the screen to its newest: that is shown with whatever comes next, or a moment later. */
  cut(conversationId: string, keepNewest: number): void {
    this.cache.changeQuietly(() => trimMessages(this.cache, conversationId, keepNewest));
    this.cache.tellSoon();
  }

  noteEvents(count: number): void {
    this.#events += count;
    if (this.#events < eventsBetween) return;
    this.#events = 0;
    for (const [cacheId, entity] of Object.entries(this.cache.extract())) {
      // What an event wrote is kept for ever otherwise, whether or not a conversation still refers to it.
      if (entity?.__typename === 'Message') while (this.cache.release(cacheId) > 0);
      if (entity?.__typename !== 'Group' && entity?.__typename !== 'DirectConversation') continue;
      const loaded = (entity['messages'] as StoredMessages | undefined)?.edges.length ?? 0;
      const { id } = entity;
      if (typeof id === 'string' && loaded > keptOfUnseen && !this.#shown.has(id)) trimMessages(this.cache, id, keptOfUnseen);
    }
    this.cache.gc();
    this.#forgetReads();
  }

  /**
   * What Apollo remembers of its reads, of which each message leaves some 40 kB. All that is shown is read anew then, some 0.2 ms for each message: that
   * waits until nobody types. Meanwhile Apollo's own limits hold.
   */
  #forgetReads(): void {
    clearTimeout(this.#forgetting);
    const pauseMs = this.#keyAt + calmMs - performance.now();
    if (pauseMs > 0) this.#forgetting = setTimeout(() => this.#forgetReads(), pauseMs);
    else {
      this.cache.gc({ resetResultCache: true });
      this.cache.tell();
    }
  }
}
