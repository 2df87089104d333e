import type { Types } from 'mongoose';
import { MemberModel, type Member } from '../conversations/member.model.js';
import { takeTurn } from '../conversations/turn.actions.js';
import { findNewest } from './message.commit.js';
import { MessageModel, type Message } from './message.model.js';

/** Messages that one command looks through: no index knows who reacted where, and none is worth it for the one time an account is deleted. */
const walkedSeqs = 2_000;
const maxAttempts = 50;

type Trace = Pick<Message, '_id' | 'authorId' | 'reactions' | 'mentionIds' | 'edits' | 'revision'>;

/**
 * Takes an account that was deleted out of the messages of all conversations it was ever in: its reactions and mentions everywhere, and the earlier texts of its own
 * messages. The texts themselves stay, so that what others answered can be understood; their author is nobody. May be repeated; throws where the
 * signal says so.
 */
export async function eraseFromMessages(userId: Types.ObjectId, signal?: AbortSignal): Promise<void> {
  const memberships = MemberModel.find({ userId }, { conversationId: 1 })
    .lean<Pick<Member, 'conversationId'>[]>()
    .cursor({ batchSize: 100 });
  for await (const { conversationId } of memberships) {
    const lastSeq = (await findNewest(conversationId))?.seq ?? 0;
    for (let from = 1; from <= lastSeq; from += walkedSeqs) {
      signal?.throwIfAborted();
      const traces = await MessageModel.find(
        {
          conversationId,
          seq: { $gte: from, $lt: from + walkedSeqs },
          $or: [{ 'reactions.userIds': userId }, { mentionIds: userId }, { authorId: userId, 'edits.0': { $exists: true } }],
        },
        { _id: 1 },
      ).lean<Pick<Message, '_id'>[]>();
      for (const { _id } of traces) await takeTurn(`message ${_id.toHexString()}`, () => eraseFromMessage(_id, userId));
    }
  }
}

/** Compare-and-swap on `revision`, as all changes of messages. */
async function eraseFromMessage(messageId: Types.ObjectId, userId: Types.ObjectId): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const message = await MessageModel.findOne({ _id: messageId }, { authorId: 1, reactions: 1, mentionIds: 1, edits: 1, revision: 1 })
      .readConcern('local')
      .lean<Trace>();
    if (!message) return;
    const mentionIds = (message.mentionIds ?? []).filter((id) => !id.equals(userId));
    const { modifiedCount } = await MessageModel.updateOne(
      { _id: messageId, revision: message.revision },
      {
        $set: {
          reactions: message.reactions.flatMap(({ emoji, userIds }) => {
            const others = userIds.filter((id) => !id.equals(userId));
            return others.length > 0 ? [{ emoji, userIds: others }] : [];
          }),
          ...(message.authorId?.equals(userId) && { edits: [] }),
          ...(mentionIds.length > 0 && { mentionIds }),
        },
        ...(mentionIds.length === 0 && { $unset: { mentionIds: 1 } }),
        $inc: { revision: 1 },
        $currentDate: { changedAt: { $type: 'timestamp' } },
      },
    );
    if (modifiedCount === 1) return;
  }
  throw new Error(`The message ${messageId} keeps changing.`);
}
