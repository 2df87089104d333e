import { expect, it } from 'vitest';
import { canManageGroup } from './conversation.access.js';
import type { MemberRole } from './member.model.js';
import { canRemove, canSetRoles } from './member.rules.js';

const roles: MemberRole[] = ['OWNER', 'ADMIN', 'MEMBER'];

it('an owner removes anyone, an admin only members, a member nobody', () => {
  const allowed = roles.flatMap((actor) => roles.filter((target) => canRemove(actor, target)).map((target) => `${actor} ${target}`));
  expect(allowed).toEqual(['OWNER OWNER', 'OWNER ADMIN', 'OWNER MEMBER', 'ADMIN MEMBER']);
});

it('owners and admins manage, only owners give roles', () => {
  expect(roles.filter(canManageGroup)).toEqual(['OWNER', 'ADMIN']);
  expect(roles.filter(canSetRoles)).toEqual(['OWNER']);
});
