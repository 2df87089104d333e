import { mongo, type Types } from 'mongoose';
import type { CatchUpItem, CatchUpScan } from '../../live/catch-up.js';
import {
  beforeAll,
  behindAll,
  dateOf,
  pageOwnConversations,
  timestampOf,
  type OwnConversation,
} from '../conversations/own-conversations.catch-up.js';
import { MessageModel, type Message } from './message.model.js';

type MessageState = Pick<Message, '_id' | 'conversationId' | 'seq' | 'changedAt'>;
const state = { conversationId: 1, seq: 1, changedAt: 1 } as const;

/** Messages that are older than the absence and changed in it, in the order of their changes. */
export const scanChangedMessages: CatchUpScan = (query) =>
  pageOwnConversations(query, {
    findNext,
    async read({ conversationId, since }, after, limit) {
      if (after === behindAll) return { items: [], isLast: true };
      const place = readChangePlace(after);
      const messages = await MessageModel.find(
        {
          conversationId,
          changedAt: { $gte: place.changedAt.greaterThan(since) ? place.changedAt : since },
          storedAt: { $not: { $gte: since } },
          $or: [{ changedAt: { $gt: place.changedAt } }, { changedAt: place.changedAt, seq: { $gt: place.seq } }],
        },
        state,
      )
        .sort({ changedAt: 1, seq: 1 })
        .limit(limit)
        .lean<MessageState[]>();
      return {
        items: messages.map((message) => toItem(message, 'MessageChanged', writeChangePlace(message))),
        isLast: messages.length < limit,
      };
    },
  });

/**
 * Messages that are new, each once and as it is now, in the order of seq: a client that has what came before can append them.
 * After the changed ones, and before everything else that counts them (a viewer's state), or a client would count them twice.
 */
export const scanNewMessages: CatchUpScan = (query) =>
  pageOwnConversations(query, {
    findNext,
    async read(conversation, after, limit) {
      if (after === behindAll) return { items: [], isLast: true };
      const seq = after === beforeAll ? await findNewestBefore(conversation) : parseInt(after, 16);
      const messages = await MessageModel.find(
        { conversationId: conversation.conversationId, seq: { $gt: seq }, storedAt: { $not: { $gt: timestampOf(query.head) } } },
        state,
      )
        .sort({ seq: 1 })
        .limit(limit)
        .lean<MessageState[]>();
      return {
        items: messages.map((message) => toItem(message, 'MessageAdded', message.seq.toString(16).padStart(24, '0'))),
        isLast: messages.length < limit,
      };
    },
  });

async function findNext(conversationIds: readonly Types.ObjectId[], since: mongo.Timestamp): Promise<Types.ObjectId | null> {
  const found = await MessageModel.findOne({ conversationId: { $in: conversationIds }, changedAt: { $gte: since } }, state)
    .sort({ conversationId: 1, changedAt: 1, seq: 1 })
    .lean<MessageState>();
  return found && found.conversationId;
}

/**
 * The seq of the newest message from before; 0 where all are new. A message that was never changed was stored at `changedAt`, and
 * those behind it later: from the first such one, only those that were changed since have to be passed on the way back.
 */
async function findNewestBefore({ conversationId, since }: OwnConversation): Promise<number> {
  const surelyNew = await MessageModel.findOne({ conversationId, changedAt: { $gte: since }, revision: 1 }, { seq: 1 })
    .sort({ changedAt: 1, seq: 1 })
    .lean<Pick<Message, 'seq'>>();
  const before = await MessageModel.findOne(
    { conversationId, storedAt: { $not: { $gte: since } }, ...(surelyNew && { seq: { $lt: surelyNew.seq } }) },
    { seq: 1 },
  )
    .sort({ seq: -1 })
    .lean<Pick<Message, 'seq'>>();
  return before?.seq ?? 0;
}

function toItem(
  { _id, conversationId, changedAt }: MessageState,
  __typename: 'MessageAdded' | 'MessageChanged',
  second: string,
): CatchUpItem {
  const id = conversationId.toHexString();
  return {
    place: { first: id, second },
    at: dateOf(changedAt),
    announcements: [{ to: { conversationId: id }, event: { __typename, conversationId: id, messageId: _id.toHexString() } }],
  };
}

/** Time and increment of the change, and the seq, 4 bytes each. */
function writeChangePlace({ changedAt, seq }: MessageState): string {
  return [changedAt.t, changedAt.i, seq].map((part) => part.toString(16).padStart(8, '0')).join('');
}

function readChangePlace(place: string): Pick<MessageState, 'changedAt' | 'seq'> {
  const [t = 0, i = 0, seq = 0] = [0, 8, 16].map((start) => parseInt(place.slice(start, start + 8), 16));
  return { changedAt: new mongo.Timestamp({ t, i }), seq };
}
