import { expect, test } from 'vitest';
import type { MessageRow } from '../view';
import { keepRows } from './keepRows';

const row = (key: string, more: Partial<MessageRow> = {}): MessageRow => ({
  key,
  id: key,
  seq: 1,
  kind: 'TEXT',
  own: false,
  author: { id: 'ana', displayName: 'Ana', username: 'ana', photoUrl: null },
  text: 'text',
  notice: null,
  at: 0,
  edited: false,
  deleted: false,
  status: null,
  failure: null,
  attachments: [],
  reactions: [{ emoji: '👍', count: 1, mine: false, names: ['Bia'] }],
  replyTo: null,
  canReply: true,
  canEdit: false,
  canDelete: false,
  canReact: true,
  canPin: true,
  pinned: false,
  mentions: [],
  mentionsEveryone: false,
  ...more,
});

test('rows that say the same are the same objects, in the order of the next ones', () => {
  const previous = [row('a'), row('b')];
  const kept = keepRows(previous, [row('c'), row('b'), row('a')]);
  expect(kept.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  expect(kept[1]).toBe(previous[1]);
  expect(kept[2]).toBe(previous[0]);
});

test.each<[string, Partial<MessageRow>]>([
  ['its text', { text: 'other' }],
  ['its status', { status: 'read' }],
  ['its failure', { failure: { reason: 'no' } }],
  ["its author's name", { author: { id: 'ana', displayName: 'Ana B.', username: 'ana', photoUrl: null } }],
  ['who reacted', { reactions: [{ emoji: '👍', count: 1, mine: false, names: ['Caio'] }] }],
  ['a reaction more', { reactions: [] }],
  ['what may be done with it', { canDelete: true }],
])('a row changes with %s', (_, more) => {
  const next = row('a', more);
  expect(keepRows([row('a')], [next])[0]).toBe(next);
});
