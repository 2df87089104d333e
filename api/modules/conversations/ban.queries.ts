import { Types } from 'mongoose';
import { MemberModel, type Member } from './member.model.js';

/** Schema: Group.bannedUsers. */
const maxBannedUsers = 200;

/** Whom each of these groups has banned, the latest first, at most 200. */
export function loadBannedUserIds(conversationIds: readonly string[]): Promise<string[][]> {
  return Promise.all(
    conversationIds.map(async (id) => {
      const banned = await MemberModel.find({ conversationId: new Types.ObjectId(id), bannedAt: { $gte: new Date(0) } }, { userId: 1 })
        .sort({ bannedAt: -1 })
        .limit(maxBannedUsers)
        .lean<Pick<Member, 'userId'>[]>();
      return banned.map(({ userId }) => userId.toHexString());
    }),
  );
}
