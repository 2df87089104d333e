import type { User } from './user.model.js';

const maxUsers = 10_000;

/**
 * Users as they were loaded last, for the execution of live events, which name the same few authors over and over. Kept true by the change
 * feed: `drop` must be called for each change of a user, in commit order. So what an event shows of a user is never older than the event.
 */
export class RecentUsers {
  readonly #users = new Map<string, User | null>();
  /** Counts what was dropped: a load that was under way then may have read the state of before. */
  #drops = 0;

  /** Undefined where it is not known. Null: there is no such user. */
  find(id: string): User | null | undefined {
    return this.#users.get(id);
  }

  /** Loads users by id in hex and remembers them, unless one has changed meanwhile. */
  async load(ids: readonly string[], read: (ids: readonly string[]) => Promise<(User | null)[]>): Promise<(User | null)[]> {
    const drops = this.#drops;
    const users = await read(ids);
    if (drops === this.#drops) ids.forEach((id, index) => this.#remember(id, users[index] ?? null));
    return users;
  }

  drop(id: string): void {
    this.#drops += 1;
    this.#users.delete(id);
  }

  /** The feed has lost its place: nothing is certain any more. */
  clear(): void {
    this.#drops += 1;
    this.#users.clear();
  }

  #remember(id: string, user: User | null): void {
    this.#users.set(id, user);
    if (this.#users.size <= maxUsers) return;
    for (const oldest of this.#users.keys()) {
      this.#users.delete(oldest);
      return;
    }
  }
}
