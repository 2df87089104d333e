import { describe, expect, it } from 'vitest';
import type { Change } from '../../live/change.js';
import { conversationLiveMapper } from './conversation.live.js';
import { memberLiveMapper } from './member.live.js';

const conversationId = 'c'.repeat(24);
const userId = 'a'.repeat(24);

const change = (parts: Partial<Change> & Pick<Change, 'operation'>): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'members',
  id: `${conversationId}:${userId}`,
  changedFields: new Set(Object.keys(parts.updated ?? {})),
  updated: {},
  document: null,
  ...parts,
});
const update = (updated: Record<string, unknown>) => change({ operation: 'update', updated: { ...updated, revision: 2, changedAt: null } });

const joined = [
  { membership: { conversationId, userId, present: true } },
  { to: { userId }, event: { __typename: 'ConversationChanged', conversationId } },
  { to: { conversationId }, event: { __typename: 'MembersChanged', conversationId, changedUserIds: [userId], removedUserIds: [] } },
];
const left = [
  { membership: { conversationId, userId, present: false } },
  { to: { userId }, event: { __typename: 'ConversationRemoved', conversationId } },
  { to: { conversationId }, event: { __typename: 'MembersChanged', conversationId, changedUserIds: [], removedUserIds: [userId] } },
];
const roleChanged = {
  to: { conversationId },
  event: { __typename: 'MembersChanged', conversationId, changedUserIds: [userId], removedUserIds: [] },
};
const markMoved = {
  to: { conversationId, exceptUserId: userId, unlessMoreThan: 50 },
  event: { __typename: 'ReadMarkerMoved', conversationId, userId },
};
const othersState = { viewerStatesOf: conversationId };
const stateChanged = { to: { userId }, event: { __typename: 'ViewerStateChanged', conversationId } };

describe('a change of a membership', () => {
  it.each<[string, Change, unknown[]]>([
    ['a new member', change({ operation: 'insert', document: { leftAt: null } }), joined],
    ['a member who comes back', update({ leftAt: null, joinedAt: new Date(1), role: 'MEMBER', lastReadSeq: 4 }), joined],
    ['a member who leaves', update({ leftAt: new Date(1) }), left],
    ['a member whose group is deleted', update({ leftAt: new Date(1), endedWithGroup: true }), left.slice(0, 2)],
    [
      'a member whose account is deleted',
      update({ leftAt: new Date(1), endedWithAccount: true }),
      [...left, { to: { conversationId }, event: { __typename: 'UserChanged', userId } }],
    ],
    ['a member who is banned', update({ leftAt: new Date(1), bannedAt: new Date(1) }), left],
    ['a ban of somebody who has left', update({ bannedAt: new Date(1) }), []],
    ['a record that a restore put back, present', change({ operation: 'replace', document: { leftAt: null } }), joined],
    ['a record that a restore put back, ended', change({ operation: 'replace', document: { leftAt: new Date(1) } }), left],
    ['an ended record that is new here', change({ operation: 'insert', document: { leftAt: new Date(1) } }), []],
    ['a record that a script deleted', change({ operation: 'delete' }), left],
    ['another role', update({ role: 'ADMIN' }), [roleChanged, stateChanged]],
    ['a read mark', update({ lastReadSeq: 7, lastReadAt: new Date(1), lastDeliveredSeq: 7 }), [markMoved, stateChanged, othersState]],
    ['marks that the own message moved', update({ lastReadSeq: 7, lastDeliveredSeq: 7, lastSentSeq: 7 }), [othersState]],
    [
      'a reminder that the own message cleared',
      update({ lastReadSeq: 7, lastDeliveredSeq: 7, lastSentSeq: 7, markedUnread: false }),
      [stateChanged, othersState],
    ],
    ['a delivery mark', update({ lastDeliveredSeq: 7 }), [markMoved, stateChanged, othersState]],
    ['a preference', update({ archived: true }), [stateChanged]],
    ['a pin', update({ pin: { slot: 3, at: new Date(1) } }), [stateChanged]],
    ['a pin that is gone', change({ operation: 'update', changedFields: new Set(['pin', 'revision']) }), [stateChanged]],
    ['a reminder that reading cleared', update({ markedUnread: false }), [stateChanged]],
    ['nothing that anybody sees', update({}), []],
    ['a record that is none of ours', { ...update({ role: 'ADMIN' }), id: 'nonsense' }, []],
  ])('%s', (_, given, expected) => {
    expect(memberLiveMapper.map(given)).toEqual(expected);
  });
});

describe('a change of a conversation', () => {
  const changed = [{ to: { conversationId }, event: { __typename: 'ConversationChanged', conversationId } }];
  it.each<[string, Change, unknown[]]>([
    ['a new one is announced by its members', change({ operation: 'insert', document: {} }), []],
    ['a new name', update({ name: 'Team' }), changed],
    ['a new description', update({ description: 'What for' }), changed],
    ['invites or bans that only some may see', update({ accessRevision: 3 }), changed],
    ['a photo that is gone', change({ operation: 'update', changedFields: new Set(['photo']) }), changed],
    ['a restored record', change({ operation: 'replace', document: {} }), changed],
    ['hints about its messages only', change({ operation: 'update', updated: { lastSeq: 4, lastActivityAt: new Date(1) } }), []],
    ['a deleted record', change({ operation: 'delete' }), []],
  ])('%s', (_, given, expected) => {
    expect(conversationLiveMapper.map({ ...given, collection: 'conversations', id: conversationId })).toEqual(expected);
  });
});
