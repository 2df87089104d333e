import type { Types } from 'mongoose';
import { MessageModel, type Message } from './message.model.js';
import { forgetPlace } from './message.places.js';

const messagesPerCommand = 500;

/** Takes away all messages of a deleted conversation, until none is left. Nobody hears of it: nobody is in it any more. */
export async function sweepMessages(conversationId: Types.ObjectId): Promise<void> {
  forgetPlace(conversationId);
  for (;;) {
    const messages = await MessageModel.find({ conversationId }, { _id: 1 }).limit(messagesPerCommand).lean<Pick<Message, '_id'>[]>();
    if (messages.length === 0) return;
    await MessageModel.deleteMany({ _id: { $in: messages.map(({ _id }) => _id) } });
  }
}
