import type { Types } from 'mongoose';
import { conflict } from '../../graphql/errors.js';
import type { Reaction } from './message.model.js';

/** Schema: Message.reactions. */
export const maxReactions = 20;

/** The reactions with that one added, or null where it is there already. A 21st emoji is a CONFLICT, field emoji. */
export function withReaction(reactions: readonly Reaction[], emoji: string, userId: Types.ObjectId): Reaction[] | null {
  const existing = reactions.find((reaction) => reaction.emoji === emoji);
  if (existing?.userIds.some((id) => id.equals(userId))) return null;
  if (existing) return reactions.map((reaction) => (reaction === existing ? { emoji, userIds: [...existing.userIds, userId] } : reaction));
  if (reactions.length >= maxReactions) throw conflict('emoji', `A message holds at most ${maxReactions} different emoji.`);
  return [...reactions, { emoji, userIds: [userId] }];
}

/** The reactions without that one, or null where it is not there. An emoji that nobody uses any more disappears. */
export function withoutReaction(reactions: readonly Reaction[], emoji: string, userId: Types.ObjectId): Reaction[] | null {
  const existing = reactions.find((reaction) => reaction.emoji === emoji);
  if (!existing?.userIds.some((id) => id.equals(userId))) return null;
  const userIds = existing.userIds.filter((id) => !id.equals(userId));
  return reactions.flatMap((reaction) => (reaction !== existing ? [reaction] : userIds.length > 0 ? [{ emoji, userIds }] : []));
}
