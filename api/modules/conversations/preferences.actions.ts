import { mongo } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { ConversationPreferencesInput } from '../../generated/schema-types.js';
import { AppError, conflict } from '../../graphql/errors.js';
import { accessConversation } from './conversation.access.js';
import type { Conversation } from './conversation.model.js';
import { MemberModel, type Member } from './member.model.js';
import { announced } from './member.writes.js';
import { choosePin, maxPins, type Pin } from './pin-slots.js';
import { takeTurn } from './turn.actions.js';

const maxAttempts = 50;

type Preferences = Pick<Member, 'notify' | 'mutedUntil' | 'archived' | 'markedUnread' | 'pin'>;

/**
 * The viewer's own. What is left out, or null, stays; but mutedUntil null, and one that is over, unmutes. What is so already changes nothing and
 * announces nothing. Throws NOT_FOUND for who is no member, CONFLICT (pinned, TOO_MANY) for a 51st pinned conversation.
 */
export async function setPreferences(viewer: ViewerIdentity, input: ConversationPreferencesInput): Promise<Conversation> {
  // In turn within this process, so that only other processes are raced.
  return takeTurn(`preferences of ${viewer.userId}`, async () => {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const { conversation, member } = await accessConversation(viewer, input.conversationId);
      const changes = await changesTo(member, input);
      if (Object.keys(changes).length === 0 || (await swapPreferences(member, changes))) return conversation;
    }
    throw new AppError('RATE_LIMITED', 'Too many devices change these preferences at once.', { retryAfterMs: 1000 });
  });
}

/** Only what is to be another; `pin` undefined takes it away. */
async function changesTo(member: Member, input: ConversationPreferencesInput): Promise<Partial<Preferences>> {
  const { notify, archived, markedUnread, pinned } = input;
  const mutedUntil = input.mutedUntil && input.mutedUntil > new Date() ? input.mutedUntil : null;
  const isPinned = member.pin !== undefined;
  return {
    ...(notify && notify !== member.notify && { notify }),
    ...(input.mutedUntil !== undefined && mutedUntil?.getTime() !== member.mutedUntil?.getTime() && { mutedUntil }),
    ...(typeof archived === 'boolean' && archived !== member.archived && { archived }),
    ...(typeof markedUnread === 'boolean' && markedUnread !== member.markedUnread && { markedUnread }),
    ...(typeof pinned === 'boolean' && pinned !== isPinned && { pin: pinned ? await choosePlace(member.userId) : undefined }),
  };
}

async function choosePlace(userId: Member['userId']): Promise<Pin> {
  const pinned = await MemberModel.find({ userId, 'pin.slot': { $gte: 0 } }, { pin: 1 })
    .readConcern('local')
    .lean<Pick<Member, 'pin'>[]>();
  const pin = choosePin(pinned.flatMap((other) => other.pin ?? []));
  if (!pin) throw conflict('pinned', `At most ${maxPins} conversations can be pinned.`, 'TOO_MANY');
  return pin;
}

/** Compare-and-swap on `revision`. False where the membership has changed since it was read, or another process took the slot of the pin. */
async function swapPreferences(member: Member, changes: Partial<Preferences>): Promise<boolean> {
  const { pin, ...set } = changes;
  const isUnpinned = 'pin' in changes && !pin;
  try {
    const { modifiedCount } = await MemberModel.updateOne(
      { _id: member._id, leftAt: null, revision: member.revision },
      { $set: { ...set, ...(pin && { pin }) }, ...(isUnpinned && { $unset: { pin: 1 } }), ...announced },
    );
    return modifiedCount === 1;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return false;
    throw error;
  }
}
