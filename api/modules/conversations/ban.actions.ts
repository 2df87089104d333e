import type { ViewerIdentity } from '../../context.js';
import { forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { changeGroup } from './change-group.actions.js';
import { canManageGroup } from './conversation.access.js';
import type { Conversation } from './conversation.model.js';
import { announceToManagers } from './conversation.writes.js';
import { MemberModel, memberId, type Member } from './member.model.js';
import { liftBan } from './member.writes.js';

/** By an ADMIN or OWNER. Who is not banned stays as they are; NOT_FOUND for who never was in the group. */
export async function unbanMember(viewer: ViewerIdentity, groupId: string, userId: string): Promise<Conversation> {
  return changeGroup(viewer, groupId, async ({ conversation, member }) => {
    if (!canManageGroup(member.role)) throw forbidden('Only an owner or an admin lifts a ban.');
    const id = parseId(userId);
    const record = id && (await MemberModel.findOne({ _id: memberId(conversation._id, id) }).lean<Member>());
    if (!record) throw notFound('member');
    if (await liftBan(record)) await announceToManagers(conversation._id);
  });
}
