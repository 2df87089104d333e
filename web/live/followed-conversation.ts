type Uses = {
  /** Something is open on a message, or being loaded: it would go with what is cut, or be put in the wrong place. */
  isHeld: () => boolean;
  /** A message has the focus. */
  isFocused: () => boolean;
};
type Followed = Uses & { readonly id: string };

/** The conversation at whose end somebody reads along: the list goes with what comes there. */
export class FollowedConversation {
  #now: Followed | null = null;
  readonly #listeners = new Set<() => void>();

  /** In a page that is seen: what comes there is read as soon as it is shown, and for the eye never unread. */
  get idInSight(): string | null {
    return document.visibilityState === 'visible' ? (this.#now?.id ?? null) : null;
  }

  /** Whether what is far above may go as others come. */
  mayCut(conversationId: string): boolean {
    return this.#now?.id === conversationId && !this.#now.isHeld();
  }

  /** Whether all may go that is not on the screen. */
  mayCutShort(conversationId: string): boolean {
    return this.idInSight === conversationId && this.mayCut(conversationId) && !this.#now?.isFocused();
  }

  /** Of `idInSight`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      this.#listeners.delete(listener);
      document.removeEventListener('visibilitychange', listener);
    };
  };

  /** Until the function that is returned is called. */
  follow(id: string, uses: Uses): () => void {
    const followed = { id, ...uses };
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
