import type { TFunction } from 'i18next';
import { describe, expect, test } from 'vitest';
import type { OutboxItem, Write } from '../../live/outbox-item';
import { conversationItems, type ItemsInput } from './conversation-items';
import type { ShownConversation } from './conversation-view';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
const group = (id: string, minute: number, changes: object = {}) =>
  ({
    __typename: 'Group',
    kind: 'GROUP',
    id,
    name: id,
    photoUrl: null,
    lastActivityAt: at(minute),
    lastSeq: 3,
    lastMessage: {
      id: `${id}-3`,
      clientId: `${id}-client`,
      kind: 'TEXT',
      text: 'hi',
      seq: 3,
      deletedAt: null,
      author: { id: 'bia', displayName: 'Bia' },
    },
    viewerState: state(),
    ...changes,
  }) as unknown as ShownConversation;
const state = (changes: object = {}) => ({
  unreadCount: 2,
  unreadMentions: 1,
  mutedUntil: null,
  othersReadSeq: 0,
  othersDeliveredSeq: 0,
  pinned: false,
  archived: false,
  markedUnread: false,
  notify: 'ALL',
  ...changes,
});
const waiting = (conversationId: string, write: Write, minute = 30): OutboxItem => ({
  id: `${minute}`,
  conversationId,
  write,
  at: Date.parse(at(minute)),
  refusedWith: null,
});
const itemsOf = (changes: Partial<ItemsInput>) =>
  conversationItems({
    conversations: [group('old', 1), group('new', 2)],
    pins: [],
    outbox: [],
    drafts: new Map(),
    typing: new Map(),
    presences: new Map(),
    followedId: null,
    viewerId: 'ana',
    now: Date.parse(at(40)),
    t: ((key: string) => key) as TFunction,
    language: 'en',
    ...changes,
  });

describe('the conversation list', () => {
  test('has nothing unread where somebody reads along', () => {
    const unread = (id: string) => group(id, 1, { viewerState: state({ unreadCount: 3, unreadMentions: 1 }) });
    const [here, there] = itemsOf({ conversations: [unread('here'), unread('there')], followedId: 'here' });
    expect(here).toMatchObject({ id: 'here', unreadCount: 0, unreadMentions: 0 });
    expect(there).toMatchObject({ id: 'there', unreadCount: 3, unreadMentions: 1 });
  });

  test('goes by activity, newest first; a send that waits is activity', () => {
    expect(itemsOf({}).map((item) => item.id)).toEqual(['new', 'old']);
    const [first] = itemsOf({ outbox: [waiting('old', { kind: 'send', clientId: 'x', text: 'soon' })] });
    expect(first).toMatchObject({ id: 'old', preview: { text: 'soon', own: true, status: 'pending' } });
  });

  test('shows pinned ones first, in the order in which they were pinned, one that waits to be pinned last of them', () => {
    const pinned = (id: string, minute: number) => group(id, minute, { viewerState: state({ pinned: true }) });
    const conversations = [group('quiet', 1), group('busy', 20), pinned('first', 2), pinned('second', 9)];
    const outbox = [waiting('quiet', { kind: 'preferences', changes: { pinned: true } })];
    expect(itemsOf({ conversations, pins: ['first', 'second'], outbox }).map((item) => item.id)).toEqual([
      'first',
      'second',
      'quiet',
      'busy',
    ]);
  });

  test('counts as set what waits to be set', () => {
    const changes = { archived: true, markedUnread: true, mutedUntil: at(59), notify: 'MENTIONS' } as const;
    expect(itemsOf({ outbox: [waiting('new', { kind: 'preferences', changes })] })[0]).toMatchObject({
      archived: true,
      markedUnread: true,
      muted: true,
      notify: 'MENTIONS',
    });
  });

  test('a send that is stored already is not shown as waiting', () => {
    const outbox = [waiting('new', { kind: 'send', clientId: 'new-client', text: 'hi' })];
    expect(itemsOf({ outbox })[0]?.preview).toMatchObject({ author: 'Bia', status: null });
  });

  test('what was read without a line is not unread any more', () => {
    expect(itemsOf({ outbox: [waiting('new', { kind: 'markRead', seq: 3 })] })[0]).toMatchObject({ unreadCount: 0, unreadMentions: 0 });
    expect(itemsOf({ outbox: [waiting('new', { kind: 'markRead', seq: 2 })] })[0]?.unreadCount).toBe(2);
  });

  test('shows drafts, who is typing, and a mute only until it ends', () => {
    const muted = (minute: number) => group('new', 2, { viewerState: state({ unreadCount: 0, mutedUntil: at(minute) }) });
    const shown = itemsOf({ conversations: [muted(50)], drafts: new Map([['new', 'unsaid']]), typing: new Map([['new', ['Bia']]]) });
    expect(shown[0]).toMatchObject({ draft: 'unsaid', typing: ['Bia'], muted: true });
    expect(itemsOf({ conversations: [muted(39)] })[0]?.muted).toBe(false);
  });
});
