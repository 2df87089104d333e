import type { Position } from './change.js';
import { comparePositions } from './cursor.js';

const nobody: ReadonlySet<string> = new Set();

/**
 * Who is in which conversation, both ways round, in memory. Filled by a scan and kept by the change stream in commit order:
 * at every moment it is the truth as of the last change that the feed has handed out.
 */
export class MembershipIndex {
  readonly #largeAbove: number;
  #members = new Map<string, Set<string>>();
  #conversations = new Map<string, Set<string>>();
  /** Where in the stream somebody came in, for the joins that this process saw: what happened before is not theirs to replay. */
  #joins = new Map<string, Position>();

  constructor(largeAbove = Infinity) {
    this.#largeAbove = largeAbove;
  }

  /** It has so many members that not everything is told to all of them one by one. */
  isLarge(conversationId: string): boolean {
    return this.membersOf(conversationId).size > this.#largeAbove;
  }

  /** Applying the same effect twice, or one that a scan has seen already, changes nothing: effects state what is, not what differs. */
  apply(conversationId: string, userId: string, present: boolean, position: Position | null): void {
    const key = `${conversationId}:${userId}`;
    if (present) {
      addTo(this.#members, conversationId, userId);
      addTo(this.#conversations, userId, conversationId);
      if (position) this.#joins.set(key, position);
    } else {
      removeFrom(this.#members, conversationId, userId);
      removeFrom(this.#conversations, userId, conversationId);
      this.#joins.delete(key);
    }
  }

  /** Replaces everything by what `scan` finds, in one step at its end; until then the index answers as before. */
  async reload(scan: AsyncIterable<{ readonly conversationId: string; readonly userId: string }>): Promise<void> {
    const fresh = new MembershipIndex();
    for await (const { conversationId, userId } of scan) fresh.apply(conversationId, userId, true, null);
    this.#members = fresh.#members;
    this.#conversations = fresh.#conversations;
    this.#joins = fresh.#joins;
  }

  isMember(conversationId: string, userId: string): boolean {
    return this.#members.get(conversationId)?.has(userId) ?? false;
  }

  /** True where the user is a member now and, as far as this process saw, was one already at `position`. */
  isMemberSince(conversationId: string, userId: string, position: Position): boolean {
    if (!this.isMember(conversationId, userId)) return false;
    const joined = this.#joins.get(`${conversationId}:${userId}`);
    return !joined || comparePositions(joined, position) <= 0;
  }

  membersOf(conversationId: string): ReadonlySet<string> {
    return this.#members.get(conversationId) ?? nobody;
  }

  conversationsOf(userId: string): ReadonlySet<string> {
    return this.#conversations.get(userId) ?? nobody;
  }

  shareConversation(userId: string, otherUserId: string): boolean {
    const [fewer, more] = [this.conversationsOf(userId), this.conversationsOf(otherUserId)].sort((a, b) => a.size - b.size);
    for (const conversationId of fewer ?? nobody) if (more?.has(conversationId)) return true;
    return false;
  }
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

function removeFrom(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values?.delete(value) && values.size === 0) map.delete(key);
}
