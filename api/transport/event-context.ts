import type { Context } from '../context.js';
import type { DeliveredEvent, TypingEvent } from '../live/events.js';
import type { Message } from '../modules/messages/message.model.js';

/** A message that was just inserted came along with the event: nobody needs to read it again. */
export function primeWith(context: Context, event: unknown): Context {
  if (isLiveEvent(event) && '__typename' in event && event.__typename === 'MessageAdded' && event.document) {
    // The feed hands out the record as the database has it, which is what a lean read of the model is.
    context.loaders.message.prime(event.messageId, event.document as Message);
  }
  return context;
}

/** Whether the feed of this process announced it: then whom the feed keeps true is as new as the event. One that is replayed may be ahead. */
export const isAnnounced = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'isAnnounced' in event && event.isAnnounced === true;

/**
 * Of an event that came late, the conversation whose members alone may see what was read for it; null for all others. That it has ended for somebody is
 * theirs to know.
 */
export function findLateConversation(event: object): string | null {
  if (!isLiveEvent(event) || !('isLate' in event) || event.isLate !== true) return null;
  return 'conversationId' in event && event.__typename !== 'ConversationRemoved' ? event.conversationId : null;
}

// Subscriptions yield nothing but what the live engine delivers.
function isLiveEvent(event: unknown): event is DeliveredEvent | TypingEvent {
  return typeof event === 'object' && event !== null && 'conversationId' in event;
}
