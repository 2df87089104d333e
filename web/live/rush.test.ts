import { beforeEach, expect, test } from 'vitest';
import { ConversationDocument } from '../apollo/documents';
import { createCache, type TalkCache } from '../apollo/cache';
import type { MessageFieldsFragment } from '../generated/graphql';
import { ana, bia, group, message } from '../testkit/chat';
import { applyEvents, type LiveEvent } from './apply-event';
import { Rush } from './rush';

const viewer = { viewerId: 'ana' };
const event = (changes: Record<string, unknown>) => ({ cursor: 'cursor', at: '2026-11-23T10:00:00.000Z', ...changes }) as LiveEvent;
const added = (node: MessageFieldsFragment) => event({ __typename: 'MessageAdded', message: node });
const advanced = event({ __typename: 'CursorAdvanced', live: true });

const opened = () => {
  const cache = createCache();
  const data = { __typename: 'Query' as const, conversation: group('c1', [message(1), message(2)]) };
  cache.writeQuery({ query: ConversationDocument, variables: { id: 'c1', last: 50 }, data });
  return cache;
};
const conversationIn = (cache: TalkCache) => {
  const read = cache.readQuery({ query: ConversationDocument, variables: { id: 'c1', last: 50 } });
  if (!read?.conversation) throw new Error('The conversation is not there.');
  const { messages, ...conversation } = read.conversation;
  return { ...conversation, seqs: messages.edges.map(({ node }) => node.seq) };
};

let cache: TalkCache;
beforeEach(() => {
  cache = opened();
});

/** As the page applies them: ten at once. */
function applyRush(events: readonly LiveEvent[], kept: number, look: () => void = () => undefined) {
  const rush = new Rush('c1', events, kept);
  for (let place = 0; place < events.length; place += 10) {
    applyEvents(cache, rush.inOrder(events.slice(place, place + 10)), viewer, rush);
    look();
  }
}

const arriving = Array.from({ length: 50 }, (_, place) => added(message(place + 3, { author: place === 20 ? ana : bia })));

test('of a rush the newest are kept, and all count and move marks', () => {
  const elsewhere = opened();
  applyEvents(elsewhere, arriving, viewer);
  const { seqs: all, ...whole } = conversationIn(elsewhere);
  applyRush(arriving, 15);
  const { seqs, ...conversation } = conversationIn(cache);
  expect(seqs).toEqual(all.slice(-15));
  expect(conversation).toEqual(whole);
  expect(conversation.viewerState).toMatchObject({ lastReadSeq: 23, unreadCount: 29, othersReadSeq: 52 });
  expect(JSON.stringify(cache.extract())).not.toContain('text 30');
});

test('at no moment is the end of the conversation missing, whatever comes in between', () => {
  const events = arriving.flatMap((one, place) => (place % 7 === 0 ? [advanced, one] : [one]));
  const ends: unknown[] = [];
  applyRush(events, 15, () => {
    const { seqs, lastSeq, lastMessage } = conversationIn(cache);
    ends.push([seqs.at(-1) === lastSeq, lastMessage?.seq === lastSeq]);
  });
  expect(ends).toEqual(ends.map(() => [true, true]));
  expect(conversationIn(cache).seqs).toEqual(Array.from({ length: 15 }, (_, place) => place + 38));
});

test('where no more come than are kept nothing is left out, and nothing of another conversation', () => {
  const other = message(1, { id: 'other', conversationId: 'c2' });
  applyRush([...arriving.slice(0, 10), added(other), ...arriving.slice(10, 12)], 12);
  expect(conversationIn(cache).seqs).toEqual(Array.from({ length: 14 }, (_, place) => place + 1));
  expect(JSON.stringify(cache.extract())).toContain('Message:other');
});

test('what was left out continues the run where it comes again, as after a restart in its midst', () => {
  const rush = new Rush('c1', arriving, 15);
  applyEvents(cache, rush.inOrder(arriving.slice(0, 20)), viewer, rush);
  expect(conversationIn(cache)).toMatchObject({ seqs: [1, 2], lastSeq: 2 });
  applyEvents(cache, arriving, viewer);
  expect(conversationIn(cache)).toMatchObject({ lastSeq: 52, viewerState: { unreadCount: 29 } });
  expect(conversationIn(cache).seqs).toHaveLength(52);
});
