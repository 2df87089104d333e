import type { MemberFieldsFragment, MemberRole } from '../../generated/graphql';
import type { MemberRow } from '../../ui/view';
import { personOf } from './conversation-view';

/** An owner removes anybody, an admin plain members; only an owner gives roles. The server has the last word. */
export function memberRows(members: readonly MemberFieldsFragment[], viewerId: string, viewerRole: MemberRole): MemberRow[] {
  return members.map((member) => {
    const self = member.user.id === viewerId;
    return {
      person: personOf(member.user),
      role: member.role,
      self,
      canRemove: !self && (viewerRole === 'OWNER' || (viewerRole === 'ADMIN' && member.role === 'MEMBER')),
      canChangeRole: !self && viewerRole === 'OWNER',
    };
  });
}
