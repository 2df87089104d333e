import type { InMemoryCache } from '@apollo/client';
import type { StoredMessages } from '../apollo/merge-messages';
import { trimMessages } from '../apollo/trim-messages';

/** What stays in memory of a conversation that nobody looks at. */
export const keptOfUnseen = 200;
const eventsBetween = 1000;

/** A day of events must not fill the memory: now and then takes out what they left behind. */
export class Housekeeping {
  readonly #shown = new Set<string>();
  #events = 0;

  constructor(private readonly cache: InMemoryCache) {}

  /** What is on the screen stays as it is; until the function that is returned is called. */
  show(conversationId: string): () => void {
    this.#shown.add(conversationId);
    return () => {
      this.#shown.delete(conversationId);
      trimMessages(this.cache, conversationId, keptOfUnseen);
    };
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
    // What nothing refers to any more, and what Apollo remembers of its reads, of which each message leaves some 40 kB.
    this.cache.gc({ resetResultCache: true });
  }
}
