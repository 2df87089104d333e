export type TypingChange = { conversationId: string; typing: boolean; user: { id: string; displayName: string } };
type TypingPerson = { name: string; timer: ReturnType<typeof setTimeout> };

/** The server ends a typing signal by itself after 6 s; a line that breaks must not leave somebody typing for ever. */
const typingTimeoutMs = 7_000;

/** Who is typing now, by conversation. */
export class TypingPeople {
  readonly #people = new Map<string, Map<string, TypingPerson>>();
  readonly #listeners = new Set<() => void>();
  #names: ReadonlyMap<string, readonly string[]> = new Map();

  get names(): ReadonlyMap<string, readonly string[]> {
    return this.#names;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change({ conversationId, typing, user }: TypingChange): void {
    const people = this.#people.get(conversationId) ?? new Map<string, TypingPerson>();
    clearTimeout(people.get(user.id)?.timer);
    people.delete(user.id);
    if (typing) {
      const timer = setTimeout(() => this.change({ conversationId, typing: false, user }), typingTimeoutMs);
      people.set(user.id, { name: user.displayName, timer });
    }
    if (people.size > 0) this.#people.set(conversationId, people);
    else this.#people.delete(conversationId);
    this.#publish();
  }

  /** Their message arrived: whoever sent it is not typing any more. */
  sent(conversationId: string, userId: string): void {
    if (this.#people.get(conversationId)?.has(userId))
      this.change({ conversationId, typing: false, user: { id: userId, displayName: '' } });
  }

  clear(): void {
    for (const people of this.#people.values()) for (const { timer } of people.values()) clearTimeout(timer);
    this.#people.clear();
    this.#publish();
  }

  #publish(): void {
    this.#names = new Map([...this.#people].map(([id, people]) => [id, [...people.values()].map(({ name }) => name)]));
    for (const listener of this.#listeners) listener();
  }
}
