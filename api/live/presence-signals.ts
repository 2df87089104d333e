import type { BlockIndex } from './block-index.js';
import type { PresenceEvent, PresenceStatus } from './events.js';
import type { MembershipIndex } from './membership.js';

export interface PresenceListener {
  readonly userId: string;
  /** Whom it asks about, ids in hex. */
  readonly watchedIds: ReadonlySet<string>;
  deliver(event: PresenceEvent): void;
}

interface Watch {
  readonly listener: PresenceListener;
  /** Those of the watched whom the listener may see. */
  readonly visible: Set<string>;
}

/**
 * Whose presence changed, told to those who ask about them and may see it: who shares a conversation with them, and no block between them. Nothing of it is kept
 * or resumed. When somebody comes into sight, or goes out of it, this is told too: what they are shown is read at delivery, and nothing of who is out of sight.
 */
export class PresenceSignals {
  readonly #membership: MembershipIndex;
  readonly #blocks: BlockIndex;
  readonly #byListener = new Map<string, Set<Watch>>();
  readonly #byWatched = new Map<string, Set<Watch>>();
  /** What was told last, of those who are watched here. */
  readonly #told = new Map<string, PresenceStatus>();

  constructor(membership: MembershipIndex, blocks: BlockIndex) {
    this.#membership = membership;
    this.#blocks = blocks;
  }

  /** Delivers whoever is in sight, in the order asked for, and then the changes. Returns how to stop. */
  listen(listener: PresenceListener): () => void {
    const watch: Watch = { listener, visible: new Set() };
    addTo(this.#byListener, listener.userId, watch);
    for (const id of listener.watchedIds) {
      addTo(this.#byWatched, id, watch);
      this.#look(watch, id, { userId: id });
    }
    return () => {
      removeFrom(this.#byListener, listener.userId, watch);
      for (const id of listener.watchedIds) {
        removeFrom(this.#byWatched, id, watch);
        if (!this.#byWatched.has(id)) this.#told.delete(id);
      }
    };
  }

  announce(userId: string, status: PresenceStatus): void {
    const watches = this.#byWatched.get(userId);
    if (!watches || this.#told.get(userId) === status) return;
    this.#told.set(userId, status);
    const event = { userId };
    for (const watch of [...watches]) if (!this.#look(watch, userId, event) && watch.visible.has(userId)) watch.listener.deliver(event);
  }

  /** That person has come into a conversation, or left one, or blocks have changed: others may have come into sight, or gone out of it. */
  reconsider(userId: string): void {
    const event = { userId };
    for (const watch of [...(this.#byWatched.get(userId) ?? [])]) this.#look(watch, userId, event);
    for (const watch of [...(this.#byListener.get(userId) ?? [])])
      for (const id of watch.listener.watchedIds) this.#look(watch, id, { userId: id });
  }

  /** Changes were missed: everything is told anew. */
  refresh(): void {
    this.#told.clear();
    for (const [userId, watches] of this.#byWatched) {
      const event = { userId };
      for (const watch of [...watches]) if (!this.#look(watch, userId, event) && watch.visible.has(userId)) watch.listener.deliver(event);
    }
  }

  /** Delivers, and answers true, where the person has come into sight or gone out of it. */
  #look({ listener, visible }: Watch, userId: string, event: PresenceEvent): boolean {
    const isVisible = this.#canSee(listener.userId, userId);
    if (isVisible === visible.has(userId)) return false;
    if (isVisible) visible.add(userId);
    else visible.delete(userId);
    listener.deliver(event);
    return true;
  }

  #canSee(viewerId: string, userId: string): boolean {
    return viewerId === userId || (!this.#blocks.isBetween(viewerId, userId) && this.#membership.shareConversation(viewerId, userId));
  }
}

function addTo<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

function removeFrom<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const values = map.get(key);
  if (values?.delete(value) && values.size === 0) map.delete(key);
}
