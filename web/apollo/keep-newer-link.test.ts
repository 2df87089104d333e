import { beforeEach, describe, expect, test } from 'vitest';
import { createCache, type TalkCache } from './cache';
import { ConversationPosition, GroupFace, MessageFields } from './documents';
import type { ConversationPositionFragment } from '../generated/graphql';
import { message as messageAtSeq } from '../testkit/chat';
import { keepNewer } from './keep-newer-link';

const message = (revision: number, text: string) => messageAtSeq(1, { revision, text });

let cache: TalkCache;
beforeEach(() => {
  cache = createCache();
  cache.writeFragment({ id: 'Message:m1', fragment: MessageFields, fragmentName: 'MessageFields', data: message(2, 'edited') });
});

describe('an answer that a live event overtook', () => {
  const answer = (revision: number, text: string) => ({ conversation: { messages: { edges: [{ node: message(revision, text) }] } } });

  test('does not take the newer text back', () => {
    expect(keepNewer(cache, answer(1, 'first'), 'ana').conversation.messages.edges[0]?.node).toMatchObject({ text: 'edited', revision: 2 });
  });

  test('is believed when it is as new, or newer', () => {
    expect(keepNewer(cache, answer(3, 'edited again'), 'ana').conversation.messages.edges[0]?.node).toMatchObject({ text: 'edited again' });
    expect(keepNewer(cache, answer(2, 'edited'), 'ana')).toEqual(answer(2, 'edited'));
  });
});

test('an answer does not take back the newer name of a group', () => {
  const group = (revision: number, name: string) => ({
    __typename: 'Group' as const,
    id: 'c1',
    name,
    description: '',
    photoUrl: null,
    revision,
  });
  const { id: _id, ...known } = group(3, 'Clouds');
  cache.writeFragment({ id: 'Conversation:c1', fragment: GroupFace, fragmentName: 'GroupFace', data: known });
  expect(keepNewer(cache, group(2, 'Weather'), 'ana')).toMatchObject({ name: 'Clouds', revision: 3 });
  expect(keepNewer(cache, group(4, 'Sky'), 'ana')).toMatchObject({ name: 'Sky', revision: 4 });
});

describe('a first page that was asked for before its conversation went on', () => {
  const messageAt = (seq: number) => ({ ...message(1, `text ${seq}`), id: `at${seq}`, seq, clientId: `client-at${seq}` });
  const preferences = { notify: 'ALL', mutedUntil: null, pinned: false, archived: false, markedUnread: false };
  const state = { __typename: 'ViewerState', role: 'MEMBER', ...preferences, revision: 1 };
  const marks = { lastReadSeq: 0, unreadCount: 0, unreadMentions: 0, othersReadSeq: 0, othersDeliveredSeq: 0 };
  const group = (lastSeq: number, seqs: number[]) => ({
    __typename: 'Group',
    id: 'c1',
    lastSeq,
    lastActivityAt: '2026-11-23T10:00:00.000Z',
    revision: 1,
    memberCount: 2,
    lastMessage: lastSeq > 0 ? messageAt(lastSeq) : null,
    viewerState: { ...state, ...marks },
    messages: { __typename: 'MessageConnection', edges: seqs.map((seq) => ({ __typename: 'MessageEdge', node: messageAt(seq) })) },
  });
  const know = (lastSeq: number, seqs: number[]) => {
    for (const seq of seqs) {
      cache.writeFragment({ id: `Message:at${seq}`, fragment: MessageFields, fragmentName: 'MessageFields', data: messageAt(seq) });
    }
    const { messages: _messages, ...data } = group(lastSeq, []);
    const position = { id: 'Conversation:c1', fragment: ConversationPosition, fragmentName: 'ConversationPosition' };
    cache.writeFragment({ ...position, data: data as ConversationPositionFragment });
  };
  const seqsOf = (answer: ReturnType<typeof group>) => keepNewer(cache, answer, 'ana').messages.edges.map(({ node }) => node.seq);

  test('is continued by what arrived since', () => {
    know(3, [1, 2, 3]);
    expect(seqsOf(group(1, [1]))).toEqual([1, 2, 3]);
    expect(seqsOf(group(0, []))).toEqual([1, 2, 3]);
    expect(keepNewer(cache, group(1, [1]), 'ana')).toMatchObject({ lastSeq: 3, lastMessage: { seq: 3 } });
  });

  test('counts what arrived since on top of what it tells, whatever was counted here before', () => {
    const unread = (answer: ReturnType<typeof group>, unreadCount: number, lastReadSeq = 0) => ({
      ...answer,
      viewerState: { ...answer.viewerState, unreadCount, lastReadSeq },
    });
    know(3, [1, 2, 3]);
    expect(keepNewer(cache, unread(group(1, [1]), 1), 'ana').viewerState.unreadCount).toBe(3);
    // From another read mark it is another count.
    expect(keepNewer(cache, unread(group(1, [1]), 9, 1), 'ana').viewerState.unreadCount).toBe(0);
  });

  test('is not continued across a hole', () => {
    know(4, [2, 4]);
    expect(seqsOf(group(1, [1]))).toEqual([1]);
  });

  test('is left alone when it is an older page', () => {
    know(9, [8, 9]);
    expect(seqsOf(group(7, [1, 2]))).toEqual([1, 2]);
  });
});
