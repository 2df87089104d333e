import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { conflict, forbidden } from '../../graphql/errors.js';
import { canManageGroup } from '../conversations/conversation.access.js';
import { refuseBlocked } from '../conversations/direct.access.js';
import { choosePin, maxPins } from '../conversations/pin-slots.js';
import type { AccessedMessage } from './message.access.js';
import { MessageModel, type Message, type MessagePin } from './message.model.js';
import { changeMessage, refuseDeleted } from './message.swap.js';

/**
 * By either of a direct conversation, as long as neither has blocked the other, by an ADMIN or OWNER of a group, else FORBIDDEN. Idempotent: a message that is pinned keeps its place. Throws
 * FORBIDDEN for a system message, CONFLICT (messageId) for a deleted one, CONFLICT (messageId, TOO_MANY) for a 51st pin.
 */
export async function pinMessage(viewer: ViewerIdentity, messageId: string): Promise<Message> {
  return changeMessage(viewer, messageId, async (accessed) => {
    requirePinRight(accessed);
    const { message } = accessed;
    if (message.kind !== 'TEXT') throw forbidden('A system message cannot be pinned.');
    refuseDeleted(message);
    if (message.pin) return null;
    await refuseBlocked(accessed.conversation);
    return { pin: { ...(await choosePlace(message.conversationId)), byId: new Types.ObjectId(viewer.userId) } };
  });
}

/** By whoever may pin. Idempotent. */
export async function unpinMessage(viewer: ViewerIdentity, messageId: string): Promise<Message> {
  return changeMessage(viewer, messageId, (accessed) => {
    requirePinRight(accessed);
    return accessed.message.pin ? { pin: undefined } : null;
  });
}

function requirePinRight({ conversation, member }: AccessedMessage): void {
  if (conversation.kind === 'GROUP' && !canManageGroup(member.role)) throw forbidden('Only an owner or an admin pins messages in a group.');
}

async function choosePlace(conversationId: Types.ObjectId) {
  const pinned = await MessageModel.find({ conversationId, 'pin.slot': { $gte: 0 } }, { pin: 1 })
    .readConcern('local')
    .lean<{ readonly pin?: MessagePin }[]>();
  const pin = choosePin(pinned.flatMap((other) => other.pin ?? []));
  if (!pin) throw conflict('messageId', `At most ${maxPins} messages of a conversation can be pinned.`, 'TOO_MANY');
  return pin;
}
