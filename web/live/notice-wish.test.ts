import { describe, expect, test } from 'vitest';
import type { MessageFieldsFragment, NoticeConversationFieldsFragment, UserFieldsFragment } from '../generated/graphql';
import { noticeOf, wantsNotice } from './notice-wish';
import type { OutboxItem, Write } from './outbox-item';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const person = (id: string, displayName: string) =>
  ({ __typename: 'User', id, displayName, username: id, photoUrl: null, revision: 1 }) as UserFieldsFragment;
const ana = person('ana', 'Ana');
const bia = person('bia', 'Bia');

type Mentions = { mentionsEveryone: boolean; mentions: readonly UserFieldsFragment[] };
const message = (changes: Partial<MessageFieldsFragment & Mentions> = {}) =>
  ({
    __typename: 'Message',
    id: 'm3',
    conversationId: 'c1',
    seq: 3,
    kind: 'TEXT',
    text: 'hello',
    deletedAt: null,
    author: bia,
    mentionsEveryone: false,
    mentions: [],
    ...changes,
  }) as unknown as MessageFieldsFragment & Mentions;

type Group = Extract<NoticeConversationFieldsFragment, { __typename: 'Group' }>;
const group = (state: Partial<Group['viewerState']> = {}) =>
  ({
    __typename: 'Group',
    id: 'c1',
    kind: 'GROUP',
    name: 'Walks',
    viewerState: { lastReadSeq: 2, notify: 'ALL', mutedUntil: null, archived: false, ...state },
  }) as Group;

const waiting = (write: Write): OutboxItem => ({ id: 'o1', conversationId: 'c1', write, at: now, refusedWith: null });
const wants = (
  about: MessageFieldsFragment & Mentions,
  conversation: NoticeConversationFieldsFragment = group(),
  outbox: OutboxItem[] = [],
  blocked: string[] = [],
) => wantsNotice(about, { viewerId: 'ana', conversation, outbox, blockedIds: new Set(blocked), now });

describe('a tab in the background tells', () => {
  test('of what others write, and of nothing else', () => {
    expect(wants(message())).toBe(true);
    expect(wants(message({ author: ana }))).toBe(false);
    expect(wants(message({ author: null }))).toBe(false);
    expect(wants(message({ kind: 'MEMBER_LEFT' }))).toBe(false);
    expect(wants(message({ deletedAt: '2026-11-23T11:59:00.000Z' }))).toBe(false);
    expect(wants(message(), group(), [], ['bia'])).toBe(false);
  });

  test('not of what was read here or at another device', () => {
    expect(wants(message(), group({ lastReadSeq: 3 }))).toBe(false);
    expect(wants(message(), group(), [waiting({ kind: 'markRead', seq: 3 })])).toBe(false);
  });

  test('what the conversation is set to, with what still waits for the line', () => {
    expect(wants(message(), group({ notify: 'NONE' }))).toBe(false);
    expect(wants(message(), group({ archived: true }))).toBe(false);
    expect(wants(message(), group({ mutedUntil: '2026-11-23T12:00:01.000Z' }))).toBe(false);
    expect(wants(message(), group({ mutedUntil: '2026-11-23T11:59:59.000Z' }))).toBe(true);
    expect(wants(message(), group(), [waiting({ kind: 'preferences', changes: { notify: 'NONE' } })])).toBe(false);
    expect(wants(message(), group({ notify: 'NONE' }), [waiting({ kind: 'preferences', changes: { notify: 'ALL' } })])).toBe(true);
  });

  test('of mentions alone, where that is chosen', () => {
    const mentions = group({ notify: 'MENTIONS' });
    expect(wants(message(), mentions)).toBe(false);
    expect(wants(message({ mentions: [ana] }), mentions)).toBe(true);
    expect(wants(message({ mentionsEveryone: true }), mentions)).toBe(true);
    expect(wants(message({ mentions: [ana] }), group({ notify: 'MENTIONS', mutedUntil: '2027-01-01T00:00:00.000Z' }))).toBe(false);
  });
});

test('a notification says who and what, without marks, at most 200 characters of it', () => {
  expect(noticeOf(message({ text: '**hello**\nthere' }), group())).toEqual({
    conversationId: 'c1',
    messageId: 'm3',
    seq: 3,
    title: 'Walks',
    body: 'Bia: hello there',
  });
  const direct = { ...group(), __typename: 'DirectConversation' } as unknown as NoticeConversationFieldsFragment;
  expect(noticeOf(message(), direct)).toMatchObject({ title: 'Bia', body: 'hello' });
  expect([...noticeOf(message({ text: '😀'.repeat(300) }), direct).body]).toHaveLength(200);
  expect(noticeOf(message({ text: '' }), direct).body).toBe('');
});
