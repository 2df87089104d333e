import type { Audience } from './change.js';
import type { MembershipIndex } from './membership.js';

/** Whether a user hears what is said to an audience, by the memberships of now. */
export function isInAudience(membership: MembershipIndex, audience: Audience, userId: string): boolean {
  if ('userId' in audience) return audience.userId === userId;
  if ('acquaintancesOf' in audience) {
    return audience.acquaintancesOf === userId || membership.shareConversation(audience.acquaintancesOf, userId);
  }
  if (audience.exceptUserId === userId || !membership.isMember(audience.conversationId, userId)) return false;
  return audience.unlessMoreThan === undefined || membership.membersOf(audience.conversationId).size <= audience.unlessMoreThan;
}

/**
 * Those of `listening` (who have a subscriber here) that hear what is said to an audience. Walks the smaller of the two
 * sets: a large group with few people online costs what the few cost.
 */
export function* usersInAudience(
  membership: MembershipIndex,
  audience: Audience,
  listening: ReadonlyMap<string, unknown>,
): IterableIterator<string> {
  if ('userId' in audience) {
    if (listening.has(audience.userId)) yield audience.userId;
    return;
  }
  if ('acquaintancesOf' in audience) {
    yield* acquaintances(membership, audience.acquaintancesOf, listening);
    return;
  }
  const members = membership.membersOf(audience.conversationId);
  if (audience.unlessMoreThan !== undefined && members.size > audience.unlessMoreThan) return;
  if (members.size <= listening.size) {
    for (const userId of members) if (listening.has(userId) && userId !== audience.exceptUserId) yield userId;
  } else {
    for (const userId of listening.keys()) if (members.has(userId) && userId !== audience.exceptUserId) yield userId;
  }
}

function* acquaintances(membership: MembershipIndex, ofUserId: string, listening: ReadonlyMap<string, unknown>): IterableIterator<string> {
  const heard = new Set([ofUserId]);
  if (listening.has(ofUserId)) yield ofUserId;
  for (const conversationId of membership.conversationsOf(ofUserId)) {
    for (const userId of usersInAudience(membership, { conversationId }, listening)) {
      if (heard.has(userId)) continue;
      heard.add(userId);
      yield userId;
    }
  }
}
