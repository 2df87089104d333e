import { Types } from 'mongoose';
import { moveAuthorMarks, raiseHints, type AuthorMark } from '../conversations/mark.actions.js';
import { MessageModel, type Message } from './message.model.js';

/** Longer than any process lives on between the commit of a message and its hints, by whichever of their clocks. */
const repairedSeconds = 75 * 60;
const marksPerCommand = 500;

/**
 * At start: raises the hints and authors' marks that a crash left behind the messages of the last hour. What is right already is not
 * touched, and nothing is announced but marks that really move. Answers with the number of conversations looked at.
 */
export async function repairHints(): Promise<number> {
  // Ids begin with the time at which they were made, just before the commit.
  const since = Types.ObjectId.createFromTime(Math.floor(Date.now() / 1000) - repairedSeconds);
  const newest = new Map<string, { conversationId: Types.ObjectId; seq: number; at: Date }>();
  const marks = new Map<string, AuthorMark>();
  const recent = MessageModel.find({ _id: { $gte: since } }, { conversationId: 1, seq: 1, createdAt: 1, authorId: 1 })
    .lean<Pick<Message, 'conversationId' | 'seq' | 'createdAt' | 'authorId'>[]>()
    .cursor({ batchSize: 1000 });
  for await (const { conversationId, seq, createdAt, authorId } of recent) {
    const key = conversationId.toHexString();
    if ((newest.get(key)?.seq ?? 0) < seq) newest.set(key, { conversationId, seq, at: createdAt });
    if (!authorId) continue;
    const markKey = `${key}:${authorId.toHexString()}`;
    if ((marks.get(markKey)?.seq ?? 0) < seq) marks.set(markKey, { conversationId, userId: authorId, seq, at: createdAt });
  }
  await raiseHints([...newest.values()]);
  const all = [...marks.values()];
  for (let start = 0; start < all.length; start += marksPerCommand) await moveAuthorMarks(all.slice(start, start + marksPerCommand));
  return newest.size;
}
