import { expect, test } from 'vitest';
import type { MessageFieldsFragment } from '../../generated/graphql';
import type { OutboxItem, Write } from '../../live/outbox-item';
import { pinnedHits } from './pinned-hits';

const message = (id: string, changes: Partial<MessageFieldsFragment> = {}): MessageFieldsFragment => ({
  __typename: 'Message',
  id,
  conversationId: 'c1',
  seq: 1,
  clientId: id,
  author: null,
  kind: 'TEXT',
  text: id,
  createdAt: '2026-11-23T10:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  revision: 1,
  notice: null,
  reactions: [],
  attachments: [],
  pinned: true,
  mentionsEveryone: false,
  mentions: [],
  replyTo: null,
  ...changes,
});
const waiting = (write: Write, refusedWith: string | null = null): OutboxItem => ({
  id: '1',
  conversationId: 'c1',
  at: 0,
  write,
  refusedWith,
});
const conversation = { __typename: 'Group' as const, id: 'c1', name: 'Clouds', photoUrl: null };
const textsOf = (pinned: MessageFieldsFragment[], outbox: OutboxItem[], messages: MessageFieldsFragment[] = []) =>
  pinnedHits({ pinned, messages, outbox, conversation, viewerId: 'ana', nobody: '' }).map(({ text }) => text);

test('pins are as the person left them, and nothing that was refused', () => {
  const loaded = [message('c', { pinned: false })];
  const pins = [message('a'), message('b')];
  expect(textsOf(pins, [waiting({ kind: 'pin', messageId: 'c' }), waiting({ kind: 'unpin', messageId: 'a' })], loaded)).toEqual(['c', 'b']);
  expect(textsOf(pins, [waiting({ kind: 'edit', messageId: 'b', text: 'better' })])).toEqual(['a', 'better']);
  expect(textsOf(pins, [waiting({ kind: 'delete', messageId: 'a' })])).toEqual(['b']);
  expect(textsOf(pins, [waiting({ kind: 'unpin', messageId: 'a' }, 'FORBIDDEN')])).toEqual(['a', 'b']);
});

test('what events unpinned or deleted since the list was asked for is none of them', () => {
  expect(textsOf([message('a', { pinned: false }), message('b', { deletedAt: '2026-11-23T11:00:00.000Z' }), message('c')], [])).toEqual([
    'c',
  ]);
});

test('what an event pinned while the first list was on its way comes first', () => {
  const loaded = [message('old', { seq: 1 }), message('new', { seq: 2 }), message('never', { seq: 3, pinned: false })];
  expect(textsOf([message('a')], [], [...loaded, ...loaded])).toEqual(['new', 'old', 'a']);
  expect(textsOf([message('a')], [waiting({ kind: 'unpin', messageId: 'new' })], loaded)).toEqual(['old', 'a']);
});
