import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { AppError, conflict } from '../../graphql/errors.js';
import { takeTurn } from '../conversations/turn.actions.js';
import { accessMessage, type AccessedMessage } from './message.access.js';
import { MessageModel, type Message } from './message.model.js';

const maxAttempts = 50;
const longestPauseMs = 25;

/** What is to be another; undefined takes it away. */
export type Changes = Partial<
  Pick<
    Message,
    | 'text'
    | 'words'
    | 'edits'
    | 'editedAt'
    | 'deletedAt'
    | 'requestHash'
    | 'reactions'
    | 'pin'
    | 'replyToId'
    | 'mentionIds'
    | 'mentionsEveryone'
    | 'attachments'
    | 'attachmentMarks'
  >
>;
type Compute = (accessed: AccessedMessage) => Changes | null | Promise<Changes | null>;

/**
 * Compare-and-swap on `revision`: read, compute the next state from what was read, write it only where nothing came in between; otherwise again.
 * One update, so one change event. Access is asked anew each time.
 */
export function changeMessage(viewer: ViewerIdentity, messageId: string, compute: Compute): Promise<Message> {
  // In turn within this process, so that only other processes are raced.
  return takeTurn(`message ${messageId.toLowerCase()}`, () => swapUntilDone(viewer, messageId, compute));
}

async function swapUntilDone(viewer: ViewerIdentity, messageId: string, compute: Compute): Promise<Message> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (attempt > 0) await delay(Math.random() * Math.min(longestPauseMs, attempt * 2));
    const accessed = await accessMessage(viewer, messageId);
    const changes = await compute(accessed);
    if (!changes) return accessed.message;
    const changed = await swap(accessed.message, changes);
    if (changed) return changed;
  }
  throw new AppError('RATE_LIMITED', 'Too many people change this message at once.', { retryAfterMs: 1000 });
}

/** Null where the message has changed since it was read, or its pin wants a slot that was taken meanwhile. */
async function swap(message: Message, changes: Changes): Promise<Message | null> {
  const entries = Object.entries(changes);
  const set: Changes = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const unset = Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1] as const));
  try {
    return await MessageModel.findOneAndUpdate(
      { _id: message._id, revision: message.revision },
      {
        $set: set,
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
        $inc: { revision: 1 },
        $currentDate: { changedAt: { $type: 'timestamp' } },
      },
      { returnDocument: 'after' },
    ).lean<Message>();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return null;
    throw error;
  }
}

export function refuseDeleted(message: Message): void {
  if (message.deletedAt) throw conflict('messageId', 'The message was deleted.');
}
