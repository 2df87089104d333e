import type { MemberRole } from './member.model.js';

/** An OWNER removes anyone, an ADMIN only MEMBERs. */
export function canRemove(actor: MemberRole, target: MemberRole): boolean {
  return actor === 'OWNER' || (actor === 'ADMIN' && target === 'MEMBER');
}

/** Roles are the OWNERs' to give. */
export const canSetRoles = (role: MemberRole): boolean => role === 'OWNER';
