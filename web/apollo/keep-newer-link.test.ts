import { beforeEach, describe, expect, test } from 'vitest';
import { createCache, type TalkCache } from './cache';
import { MessageFields } from './documents';
import type { MessageFieldsFragment } from '../generated/graphql';
import { keepNewer } from './keep-newer-link';

const message = (revision: number, text: string): MessageFieldsFragment => ({
  __typename: 'Message',
  id: 'm1',
  conversationId: 'c1',
  seq: 1,
  clientId: 'client-1',
  kind: 'TEXT',
  text,
  createdAt: '2026-11-23T10:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  revision,
  author: null,
  notice: null,
  reactions: [],
});

let cache: TalkCache;
beforeEach(() => {
  cache = createCache();
  cache.writeFragment({ id: 'Message:m1', fragment: MessageFields, fragmentName: 'MessageFields', data: message(2, 'edited') });
});

describe('an answer that a live event overtook', () => {
  const answer = (revision: number, text: string) => ({ conversation: { messages: { edges: [{ node: message(revision, text) }] } } });

  test('does not take the newer text back', () => {
    expect(keepNewer(cache, answer(1, 'first')).conversation.messages.edges[0]?.node).toMatchObject({ text: 'edited', revision: 2 });
  });

  test('is believed when it is as new, or newer', () => {
    expect(keepNewer(cache, answer(3, 'edited again')).conversation.messages.edges[0]?.node).toMatchObject({ text: 'edited again' });
    expect(keepNewer(cache, answer(2, 'edited'))).toEqual(answer(2, 'edited'));
  });
});
