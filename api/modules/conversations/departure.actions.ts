import type { Types } from 'mongoose';
import { UserModel, type User } from '../users/user.model.js';
import { conversationHooks } from './conversation.hooks.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { buryConversation } from './deletion.actions.js';
import { countPresent } from './member.counts.js';
import { MemberModel, memberId, type Member } from './member.model.js';
import { changeRole, endMembership } from './member.writes.js';
import { takeTurn } from './turn.actions.js';

/** How often roles may change under us, one after the other. */
const maxAttempts = 20;
/** Of the longest-standing, that many are asked whether they are people who can act. */
const candidates = 100;

/**
 * Ends every membership of an account that was deleted at that time. The others keep the conversation; a group whose last OWNER this was gets another,
 * and a conversation that nobody is left in is deleted.
 * May be repeated after a crash: what was done stays, each notice is posted once.
 */
export async function leaveAllConversations(userId: Types.ObjectId, deletedAt: Date): Promise<void> {
  const memberships = await MemberModel.find(
    { userId, $or: [{ leftAt: null }, { leftAt: { $gte: deletedAt } }] },
    { conversationId: 1 },
  ).lean<Pick<Member, 'conversationId'>[]>();
  for (const { conversationId } of memberships) {
    const conversation = await ConversationModel.findById(conversationId).lean<Conversation>();
    // One that is deleted ends its memberships itself.
    if (conversation && !conversation.deletedAt)
      await takeTurn(`group ${conversationId.toHexString()}`, () => leaveConversation(conversation, userId));
  }
  // The records stay, so that others who are away learn that somebody left; what only that somebody could see goes.
  await MemberModel.updateMany(
    { userId, leftAt: { $ne: null } },
    { $set: { notify: 'ALL', mutedUntil: null, archived: false, markedUnread: false, lastReadAt: null }, $unset: { pin: 1 } },
  );
}

async function leaveConversation({ _id, kind }: Conversation, userId: Types.ObjectId): Promise<void> {
  const isGroup = kind === 'GROUP';
  for (let attempt = 0; ; attempt += 1) {
    const member = await MemberModel.findOne({ _id: memberId(_id, userId), leftAt: null })
      .readConcern('majority')
      .lean<Member>();
    if (!member) break;
    if (isGroup && member.role === 'OWNER') await ensureOtherOwner(_id, userId);
    if (await endMembership(member, { withAccount: true })) break;
    if (attempt === maxAttempts) throw new Error(`The membership ${member._id} keeps changing.`);
  }
  // What nobody is in any more is for nobody to read.
  if ((await countPresent(_id)) === 0) return buryConversation(_id, userId);
  if (!isGroup) return;
  // The heir may have left at the same moment, on another process.
  await ensureOtherOwner(_id, userId);
  await conversationHooks.postNotice(_id, 'MEMBER_LEFT', { actorId: userId }, `account-deleted:${userId}`);
}

/** Where nobody else is OWNER, the longest-standing ADMIN becomes it, or else the longest-standing MEMBER. Nothing where nobody else is there. */
async function ensureOtherOwner(conversationId: Types.ObjectId, userId: Types.ObjectId): Promise<void> {
  const others = { conversationId, leftAt: null, userId: { $ne: userId } };
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if ((await MemberModel.countDocuments({ ...others, role: 'OWNER' })) > 0) return;
    const heir = (await findHeir({ ...others, role: 'ADMIN' })) ?? (await findHeir(others));
    if (!heir) return;
    if (!(await changeRole(heir, 'OWNER'))) continue;
    await conversationHooks.postNotice(conversationId, 'ROLE_CHANGED', { actorId: userId, subjectIds: [heir.userId], role: 'OWNER' });
    return;
  }
  throw new Error(`The roles of the group ${conversationId} keep changing.`);
}

/** The first by joinedAt who is a person and can act; without one, the first. */
async function findHeir(filter: object): Promise<Member | null> {
  const members = await MemberModel.find(filter).sort({ joinedAt: 1, userId: 1 }).limit(candidates).lean<Member[]>();
  const people = await UserModel.find(
    { _id: { $in: members.map((member) => member.userId) }, bot: false, suspendedAt: null, deletedAt: null },
    { _id: 1 },
  ).lean<Pick<User, '_id'>[]>();
  const ids = new Set(people.map(({ _id }) => _id.toHexString()));
  return members.find((member) => ids.has(member.userId.toHexString())) ?? members[0] ?? null;
}
