import { expect, it } from 'vitest';
import type { Change } from '../../live/change.js';
import { typingLiveMapper } from './typing.live.js';

const conversationId = 'c'.repeat(24);
const userId = 'a'.repeat(24);
const id = `${conversationId}:${userId}`;
const change = (operation: Change['operation'], document: Change['document']): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'typing',
  operation,
  id,
  changedFields: new Set(),
  updated: {},
  document,
});
const to = { conversationId, exceptUserId: userId };
const started = [
  { to, key: id, signal: { conversationId, userId, typing: true }, endsAfterMs: 6000, ending: { conversationId, userId, typing: false } },
];

it.each<[string, Change, unknown[]]>([
  ['the first note', change('insert', { typing: true }), started],
  ['a note that repeats it', change('replace', { typing: true }), started],
  ['a note that ends it', change('replace', { typing: false }), [{ to, key: id, signal: { conversationId, userId, typing: false } }]],
  ['a note that is too old to keep', change('delete', null), []],
])('%s', (_, given, expected) => {
  expect(typingLiveMapper.map(given)).toEqual(expected);
});
