import type { QueryFilter, Types } from 'mongoose';
import { ConversationModel, type Conversation } from '../conversations/conversation.model.js';
import { InviteModel, type Invite } from '../conversations/invite.model.js';
import { MemberModel, type Member } from '../conversations/member.model.js';
import { MessageModel, type Message } from '../messages/message.model.js';
import { UserModel, type User } from '../users/user.model.js';

/** What is read of the database at a time. */
const batchSize = 500;

export async function* exportConversations(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const member of readMemberships(userId)) {
    const conversation = await ConversationModel.findById(member.conversationId).lean<Conversation>();
    const { role, joinedAt, leftAt, lastReadSeq, lastReadAt, lastDeliveredSeq, notify, mutedUntil, pin, archived, markedUnread } = member;
    const marks = { lastReadSeq, lastReadAt, lastDeliveredSeq };
    const preferences = { notify, mutedUntil, pinnedAt: pin?.at ?? null, archived, markedUnread };
    // What a group is called now is for its members.
    const name = leftAt === null ? (conversation?.name ?? null) : null;
    const peer = conversation?.kind === 'DIRECT' ? await readPeer(conversation, userId) : null;
    const inviteId = member.inviteClaim?.split(':')[0] ?? null;
    const membership = { role, joinedAt, inviteId, leftAt, bannedAt: member.bannedAt ?? null };
    const madeByAccount = conversation?.createdBy.equals(userId) ?? false;
    yield {
      id: member.conversationId,
      kind: conversation?.kind ?? null,
      madeByAccount,
      name,
      peer,
      ...membership,
      ...marks,
      ...preferences,
    };
  }
}

async function readPeer({ directKey = '' }: Conversation, userId: Types.ObjectId): Promise<object | null> {
  const id = directKey.split(':').find((part) => part !== userId.toHexString());
  const peer = id && (await UserModel.findOne({ _id: id, deletedAt: null }, { username: 1 }).lean<Pick<User, '_id' | 'username'>>());
  return peer ? { id: peer._id, username: peer.username } : null;
}

export async function* exportMessages(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { conversationId } of readMemberships(userId)) {
    for await (const message of walkMessages({ conversationId, authorId: userId })) {
      const { _id, seq, clientId, text, attachments = [], replyToId = null, createdAt, editedAt, deletedAt, edits } = message;
      yield {
        id: _id,
        conversationId,
        seq,
        clientId,
        text,
        attachmentIds: attachments.map(({ uploadId }) => uploadId),
        replyToId,
        createdAt,
        editedAt,
        deletedAt,
        edits: edits.map(({ text, at }) => ({ text, at })),
      };
    }
  }
}

export async function* exportReactions(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { conversationId } of readMemberships(userId)) {
    for await (const { _id, seq, reactions } of walkMessages({ conversationId, 'reactions.userIds': userId })) {
      for (const { emoji, userIds } of reactions) {
        if (userIds.some((id) => id.equals(userId))) yield { conversationId, messageId: _id, messageSeq: seq, emoji };
      }
    }
  }
}

/** Messages, also of others, that the account has pinned. */
export async function* exportPins(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { conversationId } of readMemberships(userId)) {
    for await (const { _id, seq, pin } of walkMessages({ conversationId, 'pin.byId': userId })) {
      yield { conversationId, messageId: _id, messageSeq: seq, pinnedAt: pin?.at ?? null };
    }
  }
}

/** System messages that name the account. Not whom else they name. */
export async function* exportNotices(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { conversationId } of readMemberships(userId)) {
    const naming = [{ 'notice.actorId': userId }, { 'notice.subjectIds': userId }];
    for await (const { _id, seq, kind, notice, createdAt } of walkMessages({ conversationId, $or: naming })) {
      yield { conversationId, messageId: _id, messageSeq: seq, kind, byAccount: notice?.actorId?.equals(userId) ?? false, createdAt };
    }
  }
}

export async function* exportInvites(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { conversationId } of readMemberships(userId)) {
    const invites = await InviteModel.find({ conversationId, createdBy: userId }).lean<Invite[]>();
    for (const { _id, code, createdAt, expiresAt, maxUses, uses, revokedAt } of invites) {
      yield { id: _id, conversationId, code, createdAt, expiresAt, maxUses, uses, revokedAt };
    }
  }
}

export async function* readMemberships(userId: Types.ObjectId): AsyncIterable<Member> {
  yield* MemberModel.find({ userId }).lean<Member[]>().cursor({ batchSize });
}

/** In the order of seq, page by page: a walk may take longer than a cursor of the database lives. */
async function* walkMessages(filter: QueryFilter<Message>): AsyncIterable<Message> {
  for (let seq = 0; ;) {
    const messages = await MessageModel.find({ ...filter, seq: { $gt: seq } })
      .sort({ seq: 1 })
      .limit(batchSize)
      .lean<Message[]>();
    yield* messages;
    const last = messages.at(-1);
    if (!last || messages.length < batchSize) return;
    seq = last.seq;
  }
}
