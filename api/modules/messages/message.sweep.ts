import { setTimeout as delay } from 'node:timers/promises';
import type { Types } from 'mongoose';
import { MessageModel, type Message } from './message.model.js';
import { forgetPlace } from './message.places.js';

const messagesPerCommand = 500;

/** Takes away all messages of a deleted conversation, until none is left. Nobody hears of it: nobody is in it any more. */
export async function sweepMessages(conversationId: Types.ObjectId, signal: AbortSignal): Promise<void> {
  forgetPlace(conversationId);
  for (;;) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const messages = await MessageModel.find({ conversationId }, { _id: 1 }).limit(messagesPerCommand).lean<Pick<Message, '_id'>[]>();
    if (messages.length === 0) return;
    await MessageModel.deleteMany({ _id: { $in: messages.map(({ _id }) => _id) } });
    // Half of the time belongs to the others.
    await delay(performance.now() - startedAt, undefined, { signal });
  }
}
