import { Types } from 'mongoose';
import { expect, it } from 'vitest';
import type { Change } from '../../live/change.js';
import { messageLiveMapper } from './message.live.js';

const conversationId = 'c'.repeat(24);
const messageId = 'e'.repeat(24);
const document = { conversationId: new Types.ObjectId(conversationId), text: 'hello' };
const change = (operation: Change['operation'], parts: Partial<Change> = {}): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'messages',
  operation,
  id: messageId,
  changedFields: new Set(),
  updated: {},
  document,
  ...parts,
});
const changed = [{ to: { conversationId }, event: { __typename: 'MessageChanged', conversationId, messageId } }];

it.each<[string, Change, unknown[]]>([
  [
    'a new message comes with its record',
    change('insert'),
    [{ to: { conversationId }, event: { __typename: 'MessageAdded', conversationId, messageId, document } }],
  ],
  ['an edited one', change('update', { changedFields: new Set(['text']) }), changed],
  ['one whose words for search were added', change('update', { changedFields: new Set(['words']) }), []],
  ['one whose text changed with its words', change('update', { changedFields: new Set(['words', 'text']) }), changed],
  ['a replaced one', change('replace'), changed],
  ['an update of one that is gone', change('update', { document: null }), []],
  ['a deleted record', change('delete', { document: null }), []],
])('%s', (_, given, expected) => {
  expect(messageLiveMapper.map(given)).toEqual(expected);
});
