import { expect, test } from 'vitest';
import type { MemberFieldsFragment, MemberRole } from '../../generated/graphql';
import { memberRows } from './member-rows';

const member = (id: string, role: MemberRole): MemberFieldsFragment => ({
  __typename: 'Member',
  role,
  joinedAt: '2026-11-22T10:00:00.000Z',
  lastReadSeq: 0,
  lastDeliveredSeq: 0,
  revision: 1,
  user: { __typename: 'User', id, username: id, displayName: id, photoUrl: null, revision: 1 },
});
const group = [member('ana', 'OWNER'), member('bia', 'ADMIN'), member('caio', 'MEMBER'), member('duda', 'OWNER')];
const seenBy = (viewerId: string, role: MemberRole, members = group) =>
  Object.fromEntries(
    memberRows(members, viewerId, role).map(({ person, canRemove, roleChoices }) => [person.id, { canRemove, roleChoices }]),
  );

test('an owner removes anybody else and gives every role', () => {
  expect(seenBy('ana', 'OWNER')).toEqual({
    ana: { canRemove: false, roleChoices: ['ADMIN'] },
    bia: { canRemove: true, roleChoices: ['OWNER', 'MEMBER'] },
    caio: { canRemove: true, roleChoices: ['OWNER', 'ADMIN'] },
    duda: { canRemove: true, roleChoices: ['ADMIN'] },
  });
});

test('the only owner does not step down', () => {
  expect(seenBy('ana', 'OWNER', group.slice(0, 3))['ana']).toEqual({ canRemove: false, roleChoices: [] });
});

test('an admin removes plain members and gives no role; a member does neither', () => {
  const nothing = { canRemove: false, roleChoices: [] };
  expect(seenBy('bia', 'ADMIN')).toEqual({ ana: nothing, bia: nothing, caio: { canRemove: true, roleChoices: [] }, duda: nothing });
  expect(seenBy('caio', 'MEMBER')).toEqual({ ana: nothing, bia: nothing, caio: nothing, duda: nothing });
});
