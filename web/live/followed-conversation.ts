type Followed = { readonly id: string; readonly isHeld: () => boolean };

/** The conversation at whose end somebody reads along: the list goes with what comes there. */
export class FollowedConversation {
  #now: Followed | null = null;
  readonly #listeners = new Set<() => void>();

  /** In a page that is seen: what comes there is read as soon as it is shown, and for the eye never unread. */
  get readId(): string | null {
    return document.visibilityState === 'visible' ? (this.#now?.id ?? null) : null;
  }

  /** Whether what is far above may go as others come. */
  mayCut(conversationId: string): boolean {
    return this.#now?.id === conversationId && !this.#now.isHeld();
  }

  /** Of `readId`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      this.#listeners.delete(listener);
      document.removeEventListener('visibilitychange', listener);
    };
  };

  /** Until the function that is returned is called. `isHeld`: somebody has something open on it, which would go with what is cut. */
  follow(id: string, isHeld: () => boolean): () => void {
    const followed = { id, isHeld };
    this.#set(followed);
    return () => {
      if (this.#now === followed) this.#set(null);
    };
  }

  #set(followed: Followed | null): void {
    this.#now = followed;
    for (const listener of this.#listeners) listener();
  }
}
