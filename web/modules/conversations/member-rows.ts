import type { MemberFieldsFragment, MemberRole } from '../../generated/graphql';
import type { MemberRow } from '../../ui/view';
import { personOf } from './conversation-view';

/** An owner removes anybody, an admin plain members; only an owner gives roles. The server has the last word. */
export function memberRows(members: readonly MemberFieldsFragment[], viewerId: string, viewerRole: MemberRole): MemberRow[] {
  const owners = members.filter((member) => member.role === 'OWNER').length;
  return members.map((member) => {
    const self = member.user.id === viewerId;
    return {
      person: personOf(member.user),
      role: member.role,
      self,
      canRemove: !self && (viewerRole === 'OWNER' || (viewerRole === 'ADMIN' && member.role === 'MEMBER')),
      roleChoices: viewerRole === 'OWNER' && (!self || owners > 1) ? roleChoices[member.role] : [],
    };
  });
}

/** One step at a time: an owner becomes an admin first. */
const roleChoices: Readonly<Record<MemberRole, readonly MemberRole[]>> = {
  OWNER: ['ADMIN'],
  ADMIN: ['OWNER', 'MEMBER'],
  MEMBER: ['OWNER', 'ADMIN'],
};
