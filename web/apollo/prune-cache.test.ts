import type { NormalizedCacheObject } from '@apollo/client';
import { describe, expect, test } from 'vitest';
import { pruneCache, type PruneLimits } from './prune-cache';

const limits: PruneLimits = { conversations: 10, messagesPerConversation: 5, characters: 1_000_000 };
const reference = (id: string) => ({ __ref: id });

/** Conversations c1 (oldest) to cN, each with the same number of messages by one author; and a search that nobody needs later. */
function cacheOf(conversations: number, messages: number): NormalizedCacheObject {
  const entities: Record<string, Record<string, unknown>> = {
    'User:bia': { __typename: 'User', id: 'bia', displayName: 'Bia' },
    'User:stranger': { __typename: 'User', id: 'stranger', displayName: 'Found once' },
    ROOT_QUERY: {
      __typename: 'Query',
      'users({"search":"str"})': { edges: [{ node: reference('User:stranger') }] },
      'conversations:{}': {
        edges: Array.from({ length: conversations }, (_, index) => ({ node: reference(`Conversation:c${index + 1}`) })),
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'end' },
      },
    },
  };
  for (let c = 1; c <= conversations; c += 1) {
    const refs = Array.from({ length: messages }, (_, index) => reference(`Message:c${c}-${index + 1}`));
    entities[`Conversation:c${c}`] = {
      __typename: 'Group',
      id: `c${c}`,
      lastActivityAt: new Date(Date.UTC(2026, 0, c)).toISOString(),
      lastMessage: refs.at(-1) ?? null,
      messages: { __typename: 'MessageConnection', edges: refs.map((node) => ({ node })) },
    };
    for (const { __ref } of refs)
      entities[__ref] = { __typename: 'Message', id: __ref, text: 'x'.repeat(100), author: reference('User:bia') };
  }
  return entities as NormalizedCacheObject;
}

type Kept = Record<string, { messages?: { edges: { node: { __ref: string } }[] } }>;
const runOf = (kept: NormalizedCacheObject, id: string) =>
  (kept as Kept)[`Conversation:${id}`]?.messages?.edges.map(({ node }) => node.__ref);

describe('pruning the cache', () => {
  test('keeps the newest messages of each conversation, their authors, and no searches', () => {
    const kept = pruneCache(cacheOf(2, 8), limits);
    expect(runOf(kept, 'c1')).toEqual([4, 5, 6, 7, 8].map((seq) => `Message:c1-${seq}`));
    expect(kept['Message:c1-3']).toBeUndefined();
    expect(kept['User:bia']).toBeDefined();
    expect(kept['User:stranger']).toBeUndefined();
    expect(Object.keys(kept['ROOT_QUERY'] ?? {})).toEqual(['__typename', 'conversations:{}']);
  });

  test('gives up the oldest conversations’ messages first, and stays under the limit', () => {
    const characters = 4_000;
    const kept = pruneCache(cacheOf(5, 5), { ...limits, characters });
    expect(JSON.stringify(kept).length).toBeLessThan(characters * 1.5);
    expect(runOf(kept, 'c5')).toEqual([1, 2, 3, 4, 5].map((seq) => `Message:c5-${seq}`));
    // Of the oldest only the message that the list shows is left.
    expect(runOf(kept, 'c1')).toEqual(['Message:c1-5']);
    // The list itself is still whole.
    expect(kept['Conversation:c1']).toBeDefined();
  });

  test('a list that lost conversations no longer knows where its next page starts', () => {
    const kept = pruneCache(cacheOf(5, 1), { ...limits, conversations: 3 });
    expect(kept['ROOT_QUERY']?.['conversations:{}']).toMatchObject({ pageInfo: { hasNextPage: true, endCursor: null } });
    expect(kept['Conversation:c2']).toBeUndefined();
  });

  test('never refers to what it did not keep', () => {
    const kept = pruneCache(cacheOf(6, 9), { ...limits, characters: 4_000, conversations: 4 });
    const references = [...JSON.stringify(kept).matchAll(/"__ref":"([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((id) => !(id in kept))).toEqual([]);
  });
});
