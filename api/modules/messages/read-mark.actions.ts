import type { ViewerIdentity } from '../../context.js';
import { badUserInput, notFound } from '../../graphql/errors.js';
import { accessMembership } from '../conversations/conversation.access.js';
import { moveDeliveredMark, moveReadMark } from '../conversations/mark.actions.js';
import type { Member } from '../conversations/member.model.js';
import { findNewest } from './message.commit.js';

/** The membership and `seq`, cut to the true lastSeq. Throws BAD_USER_INPUT below 0, NOT_FOUND for who is no member. */
async function accessMark(viewer: ViewerIdentity, conversationId: string, seq: number): Promise<{ member: Member; reached: number }> {
  if (seq < 0) throw badUserInput('seq', 'OUT_OF_RANGE', '"seq" must not be negative.');
  const member = await accessMembership(viewer, conversationId);
  const newest = await findNewest(member.conversationId);
  return { member, reached: Math.min(seq, newest?.seq ?? 0) };
}

/** Never moves back and never past lastSeq; clears the viewer's own reminder; what was read was delivered, too. Answers with the membership of then. */
export async function markRead(viewer: ViewerIdentity, conversationId: string, seq: number): Promise<Member> {
  const { member, reached } = await accessMark(viewer, conversationId, seq);
  if (reached <= member.lastReadSeq && !member.markedUnread) return member;
  const moved = await moveReadMark(member, reached);
  if (!moved) throw notFound('conversation');
  return moved;
}

export async function markDelivered(viewer: ViewerIdentity, conversationId: string, seq: number): Promise<void> {
  const { member, reached } = await accessMark(viewer, conversationId, seq);
  if (reached > member.lastDeliveredSeq) await moveDeliveredMark(member, reached);
}
