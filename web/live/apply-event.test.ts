import type { InMemoryCache } from '@apollo/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { conversationCacheId, createCache, messageCacheId, type TalkCache } from '../apollo/cache';
import {
  BlockedPeopleDocument,
  ConversationDocument,
  ConversationListDocument,
  ConversationPosition,
  PinnedMessagesDocument,
} from '../apollo/documents';
import { trimMessages } from '../apollo/trim-messages';
import type { ConversationListQuery, MessageFieldsFragment, UserFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import { ana, bia, group, member, membersOf, message, state, user, type GroupView } from '../testkit/chat';
import { applyEvents, type LiveEvent } from './apply-event';

const viewer = { viewerId: 'ana' };

const event = (changes: Record<string, unknown>) => ({ cursor: 'cursor', at: '2026-11-23T10:00:00.000Z', ...changes }) as LiveEvent;
const added = (node: MessageFieldsFragment) => event({ __typename: 'MessageAdded', message: node });
const changed = (node: MessageFieldsFragment) => event({ __typename: 'MessageChanged', message: node });

let cache: TalkCache;
const apply = (...events: LiveEvent[]) => events.flatMap((one) => applyEvents(cache, [one], viewer));
const conversation = (id = 'c1') => cache.readQuery({ query: ConversationDocument, variables: { id, last: 50 } })?.conversation;
const listed = () => cache.readQuery({ query: ConversationListDocument, variables: {} })?.conversations.edges.map(({ node }) => node.id);
const seqs = (id = 'c1') => conversation(id)?.messages.edges.map(({ node }) => node.seq);

function writeGroup(target: InMemoryCache, view: GroupView) {
  target.writeQuery({
    query: ConversationDocument,
    variables: { id: view.id, last: 50 },
    data: { __typename: 'Query', conversation: view },
  });
  const { messages: _messages, members: _members, ...node } = view;
  const data = {
    __typename: 'Query',
    conversations: {
      __typename: 'ConversationConnection',
      edges: [{ __typename: 'ConversationEdge', node }],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  };
  target.writeQuery({ query: ConversationListDocument, variables: {}, data: data as ConversationListQuery });
}

beforeEach(() => {
  cache = createCache();
  writeGroup(cache, group('c1', [message(1), message(2)]));
});

describe('a reply', () => {
  const answered = { __typename: 'Message' as const, seq: 2, text: 'text 2', deletedAt: null, author: bia, attachments: [] };
  const quoted = () => conversation()?.messages.edges.at(-1)?.node.replyTo;

  test('follows what becomes of the message it answers, and keeps nothing of what was deleted', () => {
    apply(added(message(3, { replyTo: answered })));
    apply(changed(message(2, { text: 'worded anew', revision: 2 })));
    expect(quoted()).toMatchObject({ seq: 2, text: 'worded anew' });
    apply(changed(message(2, { text: '', deletedAt: '2026-11-23T11:00:00.000Z', revision: 3 })));
    apply(changed(message(2, { text: 'worded anew', revision: 2 })));
    expect(quoted()).toMatchObject({ text: '', deletedAt: '2026-11-23T11:00:00.000Z' });
    expect(JSON.stringify(cache.extract())).not.toContain('worded anew');
  });

  test('keeps nothing of what was deleted in an absence, after which a known message comes as one that was added', () => {
    apply(added(message(3, { replyTo: answered })));
    const gone = { text: '', deletedAt: '2026-11-23T11:00:00.000Z' };
    apply(added(message(2, { ...gone, revision: 2 })), added(message(3, { replyTo: { ...answered, ...gone } })));
    expect(quoted()).toMatchObject({ seq: 2, ...gone });
    expect(JSON.stringify(cache.extract())).not.toContain('text 2');
  });
});

describe('a message that was added', () => {
  test('continues the loaded run, leads the list and counts as unread', () => {
    apply(added(message(3)));
    expect(seqs()).toEqual([1, 2, 3]);
    expect(conversation()).toMatchObject({ lastSeq: 3, lastActivityAt: message(3).createdAt, lastMessage: { id: 'm3' } });
    expect(conversation()?.viewerState).toMatchObject({ unreadCount: 1, lastReadSeq: 2 });
  });

  test('changes nothing when it comes again', () => {
    apply(added(message(3)));
    const before = cache.extract();
    apply(added(message(3)));
    expect(cache.extract()).toEqual(before);
  });

  test('of the viewer moves the own read mark', () => {
    apply(added(message(3)), added(message(4, { author: ana })));
    expect(conversation()?.viewerState).toMatchObject({ unreadCount: 0, lastReadSeq: 4 });
  });

  test('of somebody else moves the ticks: who writes has read', () => {
    apply(added(message(3)));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 3, othersDeliveredSeq: 3 });
  });

  test('of the system, or deleted by now, does not count as unread', () => {
    apply(added(message(3, { kind: 'MEMBERS_ADDED', text: '' })), added(message(4, { deletedAt: message(4).createdAt, text: '' })));
    expect(conversation()).toMatchObject({ lastSeq: 4, viewerState: { unreadCount: 0 } });
  });

  test('beyond a hole does not pretend to continue the run, and asks for the counts', () => {
    expect(apply(added(message(5)))).toEqual([{ fetchConversations: ['c1'] }]);
    expect(seqs()).toEqual([1, 2]);
    expect(conversation()?.lastSeq).toBe(5);
  });

  test('does with others what it does alone, whatever they are', () => {
    const gone = { text: '', deletedAt: '2026-11-23T11:00:00.000Z', revision: 2 };
    const events = [
      added(message(3, { author: ana })),
      added(message(4, { mentions: [ana] })),
      added(message(4, { mentions: [ana] })),
      added(message(2, { text: 'worded anew', revision: 2 })),
      added(message(1, { conversationId: 'c9', id: 'm9' })),
      added(message(5, { pinned: true, revision: 2 })),
      added(message(6, { kind: 'MEMBERS_ADDED', text: '' })),
      changed(message(5, gone)),
      added(message(5, { pinned: true, revision: 2 })),
      event({ __typename: 'CursorAdvanced', live: true }),
      added(message(7)),
      added(message(9, gone)),
      added(message(10)),
      added(message(8)),
    ];
    const alone = createCache();
    for (const target of [alone, cache]) {
      target.writeQuery({
        query: PinnedMessagesDocument,
        variables: { id: 'c1' },
        data: { __typename: 'Query', conversation: { __typename: 'Group', id: 'c1', pinnedMessages: [] } },
      });
    }
    writeGroup(alone, group('c1', [message(1), message(2)]));
    const asked = events.flatMap((one) => applyEvents(alone, [one], viewer));
    expect(new Set(applyEvents(cache, events, viewer).map((effect) => JSON.stringify(effect)))).toEqual(
      new Set(asked.map((effect) => JSON.stringify(effect))),
    );
    expect(cache.extract()).toEqual(alone.extract());
    expect(conversation()).toMatchObject({
      lastSeq: 10,
      lastMessage: { id: 'm10' },
      viewerState: { lastReadSeq: 3, unreadCount: 4, unreadMentions: 1 },
    });
  });

  test('in a conversation that nobody loaded asks for it', () => {
    expect(apply(added(message(1, { conversationId: 'c9', id: 'm9' })))).toEqual([{ fetchConversations: ['c9'] }]);
  });

  test('puts a conversation that is not in the list into it', () => {
    const other = createCache();
    cache = other;
    other.writeQuery({
      query: ConversationListDocument,
      variables: {},
      data: {
        __typename: 'Query',
        conversations: {
          __typename: 'ConversationConnection',
          edges: [],
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        },
      },
    });
    other.writeQuery({
      query: ConversationDocument,
      variables: { id: 'c1', last: 50 },
      data: { __typename: 'Query', conversation: group('c1', [message(1)]) },
    });
    expect(listed()).toEqual([]);
    apply(added(message(2)));
    expect(listed()).toEqual(['c1']);
  });
});

describe('a message that changed', () => {
  test('shows its new text', () => {
    apply(changed(message(2, { text: 'edited', revision: 2, editedAt: message(2).createdAt })));
    expect(conversation()?.messages.edges[1]?.node).toMatchObject({ text: 'edited', revision: 2 });
  });

  test('does not go back to an older revision', () => {
    apply(changed(message(2, { text: 'newest', revision: 3 })), changed(message(2, { text: 'older', revision: 2 })));
    expect(conversation()?.messages.edges[1]?.node.text).toBe('newest');
    apply(added(message(2)));
    expect(conversation()?.messages.edges[1]?.node.text).toBe('newest');
  });

  test('and was deleted unread counts no longer, once', () => {
    apply(added(message(3)), added(message(4)));
    const gone = changed(message(3, { deletedAt: message(4).createdAt, text: '', revision: 2 }));
    apply(gone);
    expect(conversation()?.viewerState.unreadCount).toBe(1);
    apply(gone);
    expect(conversation()?.viewerState.unreadCount).toBe(1);
  });

  test('and was deleted unread in a conversation that is not loaded has it fetched', () => {
    writeGroup(cache, group('c9', [], { lastSeq: 90, viewerState: state({ lastReadSeq: 10, unreadCount: 80 }) }));
    const gone = changed(message(50, { conversationId: 'c9', deletedAt: message(4).createdAt, text: '', revision: 2 }));
    expect(apply(gone)).toEqual([{ fetchConversations: ['c9'] }]);
  });
});

describe('a conversation', () => {
  test('that was renamed shows its name and keeps what messages moved', () => {
    apply(added(message(3)));
    const {
      messages: _messages,
      members: _members,
      viewerState: _state,
      ...fields
    } = group('c1', [message(1), message(2)], { name: 'Clouds', revision: 2 });
    apply(event({ __typename: 'ConversationChanged', conversation: fields }));
    expect(conversation()).toMatchObject({ name: 'Clouds', lastSeq: 3, lastMessage: { id: 'm3' }, viewerState: { unreadCount: 1 } });
    expect(seqs()).toEqual([1, 2, 3]);
  });

  test('that is new asks to be fetched', () => {
    const { messages: _messages, members: _members, viewerState: _state, ...fields } = group('c2', []);
    expect(apply(event({ __typename: 'ConversationChanged', conversation: fields }))).toEqual([{ fetchConversations: ['c2'] }]);
  });

  test('that was removed leaves nothing behind', () => {
    const effects = apply(event({ __typename: 'ConversationRemoved', conversationId: 'c1' }));
    expect(effects).toEqual([{ removedConversations: ['c1'] }]);
    expect(listed()).toEqual([]);
    const left = Object.keys(cache.extract());
    expect(left).not.toContain(conversationCacheId('c1'));
    expect(left).not.toContain(messageCacheId('m1'));
  });
});

describe('members', () => {
  const removal = event({ __typename: 'MembersChanged', conversationId: 'c1', changed: [], removedUserIds: ['bia'], memberCount: 1 });
  const arrival = event({
    __typename: 'MembersChanged',
    conversationId: 'c1',
    changed: [member(user('caio'))],
    removedUserIds: [],
    memberCount: 3,
  });
  const names = () => {
    const view = conversation();
    return view?.__typename === 'Group' ? view.members.edges.map(({ node }) => `${node.user.id} ${node.role}`) : null;
  };

  test('come and go', () => {
    apply(arrival, arrival);
    expect(names()).toEqual(['ana MEMBER', 'bia MEMBER', 'caio MEMBER']);
    expect(conversation()?.memberCount).toBe(3);
    apply(removal);
    expect(names()).toEqual(['ana MEMBER', 'caio MEMBER']);
  });

  test('with a new role show it; the own one counts as the viewer’s role', () => {
    const promoted = [member(ana, { role: 'ADMIN', revision: 2 }), member(bia, { role: 'OWNER', revision: 2 })];
    apply(event({ __typename: 'MembersChanged', conversationId: 'c1', changed: promoted, removedUserIds: [], memberCount: 2 }));
    expect(names()).toEqual(['ana ADMIN', 'bia OWNER']);
    expect(conversation()?.viewerState.role).toBe('ADMIN');
  });

  test('who read more move the ticks to the least of the others, never back', () => {
    const moved = (userId: string, lastReadSeq: number, lastDeliveredSeq: number) =>
      event({ __typename: 'ReadMarkerMoved', conversationId: 'c1', userId, lastReadSeq, lastDeliveredSeq });
    apply(arrival, moved('bia', 2, 2));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 0, othersDeliveredSeq: 0 });
    apply(moved('caio', 1, 2));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 1, othersDeliveredSeq: 2 });
    apply(moved('caio', 0, 0));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 1, othersDeliveredSeq: 2 });
  });

  test('who came in with less than the others have read take the ticks back, whatever is told first', () => {
    apply(event({ __typename: 'ReadMarkerMoved', conversationId: 'c1', userId: 'bia', lastReadSeq: 3, lastDeliveredSeq: 3 }));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 3, othersDeliveredSeq: 3 });
    apply(arrival);
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 0, othersDeliveredSeq: 0 });
  });

  test('who leave the viewer alone take their ticks along', () => {
    apply(event({ __typename: 'ReadMarkerMoved', conversationId: 'c1', userId: 'bia', lastReadSeq: 2, lastDeliveredSeq: 2 }));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 2, othersDeliveredSeq: 2 });
    apply(removal);
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 0, othersDeliveredSeq: 0 });
  });

  test('who leave the viewer alone take their ticks along also where the members were never loaded', () => {
    const { messages: _messages, members: _members, ...fields } = group('c9', [message(1)]);
    const viewerState = state({ othersReadSeq: 1, othersDeliveredSeq: 1 });
    const id = conversationCacheId('c9');
    cache.writeFragment({ id, fragment: ConversationPosition, fragmentName: 'ConversationPosition', data: { ...fields, viewerState } });
    apply(event({ ...removal, conversationId: 'c9' }));
    const position = cache.readFragment({ id, fragment: ConversationPosition, fragmentName: 'ConversationPosition' });
    expect(position?.viewerState).toMatchObject({ othersReadSeq: 0, othersDeliveredSeq: 0 });
  });

  test('of a large group are not counted where all are loaded: their marks are not told, the ticks are', () => {
    const many = Array.from({ length: 49 }, (_, index) => member(user(`user ${index}`)));
    const members = membersOf([member(ana), member(bia), ...many]);
    writeGroup(cache, group('c1', [message(1), message(2)], { members, memberCount: 51 }));
    const viewerState = state({ othersReadSeq: 2, othersDeliveredSeq: 2 });
    apply(event({ __typename: 'ViewerStateChanged', conversationId: 'c1', viewerState }), added(message(3)));
    expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 2, othersDeliveredSeq: 2 });
  });

  test('who change their name are called by it everywhere; an older revision changes nothing', () => {
    apply(event({ __typename: 'UserChanged', user: { ...user('bia', { displayName: 'Beatriz', revision: 2 }), about: '' } }));
    apply(event({ __typename: 'UserChanged', user: { ...user('bia', { displayName: 'Bia', revision: 1 }), about: '' } }));
    expect(conversation()?.messages.edges[0]?.node.author?.displayName).toBe('Beatriz');
  });

  test('whom the viewer has blocked is as the event says, and older than what is known of them it changes nothing', () => {
    const readBlocked = () => cache.readQuery({ query: BlockedPeopleDocument })?.viewer?.blockedUsers.map(({ displayName }) => displayName);
    const change = (blockedUsers: UserFieldsFragment[]) =>
      apply(event({ __typename: 'ViewerChanged', viewer: { __typename: 'Viewer', blockedUsers } }));
    change([bia]);
    expect(readBlocked()).toBeUndefined();
    const viewerNow = { __typename: 'Viewer' as const, blockedUsers: [user('caio', { displayName: 'Caio', revision: 2 })] };
    cache.writeQuery({ query: BlockedPeopleDocument, data: { __typename: 'Query', viewer: viewerNow } });
    change([user('caio'), bia]);
    expect(readBlocked()).toEqual(['Caio', 'bia']);
    change([]);
    expect(readBlocked()).toEqual([]);
  });
});

describe('the viewer’s state', () => {
  const moved = (changes: Partial<ViewerStateFieldsFragment>) =>
    event({ __typename: 'ViewerStateChanged', conversationId: 'c1', viewerState: state(changes) });

  test('from another device clears what was read there', () => {
    apply(added(message(3)), moved({ lastReadSeq: 3, unreadCount: 0, revision: 2 }));
    expect(conversation()?.viewerState).toMatchObject({ lastReadSeq: 3, unreadCount: 0 });
  });

  test('that is ahead of its messages does not count them twice', () => {
    apply(moved({ lastReadSeq: 2, unreadCount: 1, revision: 2 }), added(message(3)));
    expect(conversation()?.viewerState.unreadCount).toBe(1);
  });

  test('that is ahead of the very first message does not count it twice', () => {
    writeGroup(cache, group('c9', [], { viewerState: state({ lastReadSeq: 0 }) }));
    const viewerState = state({ lastReadSeq: 0, unreadCount: 1, revision: 2 });
    apply(event({ __typename: 'ViewerStateChanged', conversationId: 'c9', viewerState }), added(message(1, { conversationId: 'c9' })));
    expect(conversation('c9')?.viewerState.unreadCount).toBe(1);
  });

  test('whose count cannot be checked against the loaded messages has the conversation fetched', () => {
    writeGroup(cache, group('c9', [], { lastSeq: 90, viewerState: state({ lastReadSeq: 10, unreadCount: 80 }) }));
    const told = (changes: Partial<ViewerStateFieldsFragment>) =>
      event({
        __typename: 'ViewerStateChanged',
        conversationId: 'c9',
        viewerState: state({ lastReadSeq: 10, unreadCount: 80, ...changes }),
      });
    expect(apply(told({ revision: 2, notify: 'NONE' }))).toEqual([{}]);
    expect(apply(told({ revision: 3, unreadCount: 81 }))).toEqual([{ fetchConversations: ['c9'] }]);
    expect(apply(told({ revision: 4, lastReadSeq: 11, unreadCount: 79 }))).toEqual([{ fetchConversations: ['c9'] }]);
    expect(conversation('c9')?.viewerState).toMatchObject({ lastReadSeq: 11, unreadCount: 79 });
  });

  test('whose count is ahead of messages that are not loaded shows none of them before it comes', () => {
    writeGroup(cache, group('c9', [], { lastSeq: 2, viewerState: state({ lastReadSeq: 0, unreadCount: 2 }) }));
    const told = (changes: Partial<ViewerStateFieldsFragment>) =>
      apply(event({ __typename: 'ViewerStateChanged', conversationId: 'c9', viewerState: state(changes) }));
    const unread = () => conversation('c9')?.viewerState.unreadCount;
    expect(told({ lastReadSeq: 0, unreadCount: 3, revision: 2 })).toEqual([{ fetchConversations: ['c9'] }]);
    expect(unread()).toBe(2);
    apply(added(message(3, { conversationId: 'c9' })));
    expect(unread()).toBe(3);
    told({ lastReadSeq: 2, unreadCount: 2, revision: 3 });
    expect(unread()).toBe(1);
  });

  test('of an older revision changes nothing, and marks never move back', () => {
    apply(
      moved({ lastReadSeq: 2, revision: 5 }),
      moved({ lastReadSeq: 1, unreadCount: 7, revision: 4 }),
      moved({ lastReadSeq: 1, unreadCount: 1, revision: 6 }),
    );
    expect(conversation()?.viewerState).toMatchObject({ lastReadSeq: 2, unreadCount: 0, revision: 6 });
  });
});

test('an answer that a read mark overtook does not take the ticks back', () => {
  apply(event({ __typename: 'ReadMarkerMoved', conversationId: 'c1', userId: 'bia', lastReadSeq: 2, lastDeliveredSeq: 2 }));
  writeGroup(cache, group('c1', [message(1), message(2)]));
  expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 2, othersDeliveredSeq: 2 });
  apply(event({ __typename: 'ReadMarkerMoved', conversationId: 'c1', userId: 'bia', lastReadSeq: 1, lastDeliveredSeq: 2 }));
  expect(conversation()?.viewerState).toMatchObject({ othersReadSeq: 2 });
});

test('an event type that this version does not know is passed over', () => {
  const before = cache.extract();
  expect(apply(event({ __typename: 'SomethingNew' }))).toEqual([{}]);
  expect(cache.extract()).toEqual(before);
});

test('stale state and its events equal a fresh fetch', () => {
  const events = [
    added(message(3)),
    changed(message(2, { text: 'edited', revision: 2 })),
    added(message(4, { author: ana })),
    added(message(5)),
  ];
  apply(...events);
  const fresh = createCache();
  const messages = [message(1), message(2, { text: 'edited', revision: 2 }), message(3), message(4, { author: ana }), message(5)];
  const viewerState = state({ lastReadSeq: 4, unreadCount: 1, othersReadSeq: 5, othersDeliveredSeq: 5 });
  const marked = [member(ana, { lastReadSeq: 4, lastDeliveredSeq: 4 }), member(bia, { lastReadSeq: 5, lastDeliveredSeq: 5 })];
  writeGroup(fresh, group('c1', messages, { viewerState, members: membersOf(marked) }));
  const view = (of: TalkCache) => of.readQuery({ query: ConversationDocument, variables: { id: 'c1', last: 50 } });
  expect(view(cache)).toEqual(view(fresh));
  apply(...events);
  expect(view(cache)).toEqual(view(fresh));
});

describe('mentions', () => {
  const mentioning = (seq: number, changes: Partial<MessageFieldsFragment> = {}) => message(seq, { mentions: [ana], ...changes });
  const counts = () => {
    const { unreadCount, unreadMentions } = conversation()?.viewerState ?? {};
    return [unreadCount, unreadMentions];
  };

  test('count among the unread, those of everyone too, until one answers', () => {
    apply(added(mentioning(3)), added(message(4)), added(message(5, { mentionsEveryone: true })));
    expect(counts()).toEqual([3, 2]);
    apply(added(message(6, { author: ana })));
    expect(counts()).toEqual([0, 0]);
  });

  test('follow edits and deletions', () => {
    apply(added(mentioning(3)), added(message(4)));
    apply(changed(message(3, { revision: 2, editedAt: '2026-11-23T11:00:00.000Z' })));
    expect(counts()).toEqual([2, 0]);
    apply(changed(mentioning(4, { revision: 2, editedAt: '2026-11-23T11:00:00.000Z' })));
    expect(counts()).toEqual([2, 1]);
    apply(changed(message(4, { revision: 3, text: '', deletedAt: '2026-11-23T11:00:00.000Z' })));
    expect(counts()).toEqual([1, 0]);
  });
});

describe('pinned messages', () => {
  const writePins = (...pinnedMessages: MessageFieldsFragment[]) =>
    cache.writeQuery({
      query: PinnedMessagesDocument,
      variables: { id: 'c1' },
      data: { __typename: 'Query', conversation: { __typename: 'Group', id: 'c1', pinnedMessages } },
    });
  const pins = () =>
    cache.readQuery({ query: PinnedMessagesDocument, variables: { id: 'c1' } })?.conversation?.pinnedMessages.map(({ seq }) => seq);

  test('come first when they are new, and go when they are unpinned or deleted', () => {
    writePins(message(1, { pinned: true }));
    apply(changed(message(2, { pinned: true, revision: 2 })));
    expect(pins()).toEqual([2, 1]);
    apply(changed(message(2, { pinned: true, revision: 2 })));
    expect(pins()).toEqual([2, 1]);
    apply(changed(message(1, { pinned: false, revision: 2 })));
    expect(pins()).toEqual([2]);
    apply(changed(message(1, { pinned: true, revision: 1 })));
    expect(pins()).toEqual([2]);
    apply(changed(message(2, { pinned: false, text: '', deletedAt: '2026-11-23T11:00:00.000Z', revision: 3 })));
    expect(pins()).toEqual([]);
  });

  test('come too with what was sent and pinned during an absence', () => {
    writePins(message(1, { pinned: true }));
    apply(added(message(3, { pinned: true, revision: 2 })));
    expect(pins()).toEqual([3, 1]);
    apply(changed(message(3, { pinned: false, revision: 3 })), added(message(3, { pinned: true, revision: 2 })));
    expect(pins()).toEqual([1]);
  });

  test('stay when an answer comes that was given before them, and none that is pinned no more', () => {
    writePins(message(1, { pinned: true }));
    apply(changed(message(2, { pinned: true, revision: 2 })));
    writePins(message(1, { pinned: true }));
    expect(pins()).toEqual([2, 1]);
    apply(changed(message(2, { pinned: false, revision: 3 })));
    writePins(message(1, { pinned: true }));
    expect(pins()).toEqual([1]);
  });

  test('stay in memory when their conversation is left', () => {
    writePins(message(1, { pinned: true }));
    expect(trimMessages(cache, 'c1', 1)).toEqual(['Message:m1']);
    expect(seqs()).toEqual([2]);
    expect(pins()).toEqual([1]);
  });

  test('that were never loaded are not made up', () => {
    apply(changed(message(2, { pinned: true, revision: 2 })));
    expect(cache.readQuery({ query: PinnedMessagesDocument, variables: { id: 'c1' } })).toBeNull();
  });
});
