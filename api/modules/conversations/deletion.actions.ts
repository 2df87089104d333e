import type { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { forbidden } from '../../graphql/errors.js';
import { changeGroup } from './change-group.actions.js';
import { conversationHooks } from './conversation.hooks.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { InviteModel } from './invite.model.js';
import { endMembershipsOf } from './member.writes.js';

/** What a deleted group held stays that long where nobody reaches it: a process that is behind still tells of it, to those who were in it then. */
const contentsGraceMs = 60_000;
/** Longer than any write takes that began before: what came in late is swept, too. */
const lateWritesMs = 15 * 60_000;

/*
 * First the mark, which shuts everybody out and can be neither taken back nor lost; then the memberships, each of which tells its own end;
 * then what the group held. Whatever a crash leaves is found by the mark, and done by the next sweep of any process.
 */

/** By an OWNER. Afterwards nobody sees the group, and its invites are unknown. */
export async function deleteGroup(viewer: ViewerIdentity, groupId: string): Promise<void> {
  await changeGroup(viewer, groupId, async ({ conversation, member }) => {
    if (member.role !== 'OWNER') throw forbidden('Only an owner deletes the group.');
    await buryConversation(conversation._id, member.userId);
  });
}

/** Ends a conversation for everybody who is in it, if anybody is. */
export async function buryConversation(conversationId: Types.ObjectId, actorId: Types.ObjectId): Promise<void> {
  // By the database's clock, like the ages below.
  await ConversationModel.updateOne(
    { _id: conversationId, deletedAt: null },
    { $inc: { revision: 1 }, $currentDate: { deletedAt: true, unsweptSince: true, changedAt: { $type: 'timestamp' } } },
  );
  await endMembershipsOf(conversationId);
  // Nobody reads it. It takes the next place, so that whoever still sends, also where the ends are not known yet, is refused (messages: refuseFormerMembers).
  await conversationHooks.postNotice(conversationId, 'MEMBER_LEFT', { actorId });
}

/** Goes on with every deletion that is not done. Throws after all of them were tried, or as soon as the signal says so. */
export async function sweepDeletedConversations(signal: AbortSignal): Promise<void> {
  const unswept = await ConversationModel.aggregate<Pick<Conversation, '_id'> & { ageMs: number }>([
    { $match: { unsweptSince: { $exists: true } } },
    { $project: { ageMs: { $subtract: ['$$NOW', '$unsweptSince'] } } },
  ]);
  const errors: unknown[] = [];
  for (const { _id, ageMs } of unswept) {
    try {
      await sweepConversation(_id, Number(ageMs), signal);
    } catch (error) {
      signal.throwIfAborted();
      errors.push(error);
    }
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} of ${unswept.length} deleted conversations could not be swept.`);
}

async function sweepConversation(conversationId: Types.ObjectId, ageMs: number, signal: AbortSignal): Promise<void> {
  await endMembershipsOf(conversationId, signal);
  if (ageMs < contentsGraceMs) return;
  for (const sweep of conversationHooks.sweeps) await sweep(conversationId, signal);
  await InviteModel.deleteMany({ conversationId });
  // What stays is a tombstone: who made it, when, and under which clientId, so that it is not made again.
  const isOver = ageMs > lateWritesMs;
  await ConversationModel.updateOne(
    { _id: conversationId },
    { $unset: { name: 1, description: 1, photo: 1, ...(isOver && { unsweptSince: 1 }) } },
  );
}

/** Sweeps now and from time to time, until stopped. */
export function startSweeping({ everyMs, onError }: { readonly everyMs: number; readonly onError: (error: unknown) => void }): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const run = () => {
    running ??= sweepDeletedConversations(stopping.signal)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) onError(error);
      })
      .finally(() => (running = null));
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
