import { beforeEach, expect, test } from 'vitest';
import { ConversationDocument } from '../apollo/documents';
import { createCache, type TalkCache } from '../apollo/cache';
import type { MessageFieldsFragment } from '../generated/graphql';
import { ana, bia, group, message, state } from '../testkit/chat';
import { applyEvents, type LiveEvent } from './apply-event';
import { Rush } from './rush';

const viewer = { viewerId: 'ana' };
const event = (changes: Record<string, unknown>) => ({ cursor: 'cursor', at: '2026-11-23T10:00:00.000Z', ...changes }) as LiveEvent;
const added = (node: MessageFieldsFragment) => event({ __typename: 'MessageAdded', message: node });
const changed = (node: MessageFieldsFragment) => event({ __typename: 'MessageChanged', message: node });
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

/** As the page applies them. */
function applyRush(events: readonly LiveEvent[], kept: number) {
  const rush = new Rush('c1', events, kept);
  return applyEvents(cache, rush.events, viewer, [], rush);
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

test('whatever comes in between is applied, and does not stop what is kept from following the other', () => {
  const gone = { text: '', deletedAt: '2026-11-23T11:00:00.000Z', revision: 2 };
  const mentioned = { mentions: [ana], editedAt: '2026-11-23T11:00:00.000Z', revision: 2 };
  const events = arriving.flatMap((one, place) => {
    if (place === 10) return [one, changed(message(13, gone))];
    if (place === 30) return [one, changed(message(33, mentioned))];
    // The first that is kept, and one after it.
    if (place === 35) return [one, changed(message(38, { text: 'worded anew', revision: 2 }))];
    return place === 40 ? [advanced, one, changed(message(43, gone))] : [one];
  });
  const elsewhere = opened();
  applyEvents(elsewhere, events, viewer);
  const { seqs: all, ...whole } = conversationIn(elsewhere);
  expect(applyRush(events, 15).flatMap(({ fetchConversations = [] }) => fetchConversations)).toEqual([]);
  const { seqs, ...conversation } = conversationIn(cache);
  expect(seqs).toEqual(all.slice(-15));
  expect(conversation).toEqual(whole);
  expect(conversation.viewerState).toMatchObject({ unreadCount: 28, unreadMentions: 1 });
});

test('a read mark that is told in its midst is counted exactly, and nothing has to be asked for', () => {
  const told = event({
    __typename: 'ViewerStateChanged',
    conversationId: 'c1',
    viewerState: state({ lastReadSeq: 20, unreadCount: 30, revision: 2 }),
  });
  const fromBia = arriving.map((one, place) => (place === 20 ? added(message(23)) : one));
  const effects = applyRush([...fromBia.slice(0, 30), told, ...fromBia.slice(30)], 15);
  expect(effects.flatMap(({ fetchConversations = [] }) => fetchConversations)).toEqual([]);
  expect(conversationIn(cache)).toMatchObject({ lastSeq: 52, viewerState: { lastReadSeq: 20, unreadCount: 32 } });
});

test('where no more come than are kept nothing is left out, and nothing of another conversation', () => {
  const other = message(1, { id: 'other', conversationId: 'c2' });
  applyRush([...arriving.slice(0, 10), added(other), ...arriving.slice(10, 12)], 12);
  expect(conversationIn(cache).seqs).toEqual(Array.from({ length: 14 }, (_, place) => place + 1));
  expect(JSON.stringify(cache.extract())).toContain('Message:other');
});

test('what was left out stays so when it comes again', () => {
  applyRush(arriving, 15);
  const before = conversationIn(cache);
  applyEvents(cache, arriving, viewer);
  expect(conversationIn(cache)).toEqual(before);
});
