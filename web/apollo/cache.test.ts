import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ana, group, message } from '../testkit/chat';
import { createCache, messageCacheId, userCacheId, type TalkCache } from './cache';
import { ConversationDocument, MessageFields, UserFields } from './documents';

let cache: TalkCache;
/** What a reader was told of the first message. */
let told: (string | undefined)[] = [];

function edit(text: string): void {
  const data = message(1, { text });
  cache.writeFragment({ id: messageCacheId(data.id), fragment: MessageFields, fragmentName: 'MessageFields', data });
}

beforeEach(() => {
  vi.useFakeTimers();
  cache = createCache();
  const about = { query: ConversationDocument, variables: { id: 'c1', last: 50 } };
  cache.writeQuery({ ...about, data: { __typename: 'Query', conversation: group('c1', [message(1)]) } });
  cache.watch({
    ...about,
    optimistic: true,
    immediate: true,
    callback: ({ result }) => told.push(result?.conversation?.messages?.edges?.[0]?.node?.text),
  });
  told = [];
});
afterEach(() => void vi.useRealTimers());

describe('what is changed quietly', () => {
  test('is told when that is said, also after it was prepared, and once', () => {
    cache.changeQuietly(() => edit('second'));
    cache.prepare();
    expect(told).toEqual([]);
    cache.tell();
    cache.tell();
    expect(told).toEqual(['second']);
  });

  test('is told with another change', () => {
    cache.changeQuietly(() => edit('second'));
    cache.writeFragment({ id: userCacheId('ana'), fragment: UserFields, fragmentName: 'UserFields', data: ana });
    expect(told).toEqual(['second']);
  });

  test('is told a moment later where nobody waits for it', () => {
    cache.changeQuietly(() => edit('second'));
    cache.tellSoon();
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual(['second']);
  });
});
