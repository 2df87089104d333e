import { expect, test } from 'vitest';
import { createCache, messageCacheId, type TalkCache } from './cache';
import { ConversationDocument, MessageFields } from './documents';
import { group, message } from '../testkit/chat';

/** Every text that can be reached from a value, by whatever way. */
function textsIn(value: unknown, seen = new Set<unknown>()): Set<unknown> {
  const waiting = [value];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (next === null || (typeof next !== 'object' && typeof next !== 'function' && typeof next !== 'string') || seen.has(next)) continue;
    seen.add(next);
    if (typeof next === 'string') continue;
    if (next instanceof Map) waiting.push(...next.keys(), ...next.values());
    else if (next instanceof Set) waiting.push(...next);
    for (const key of Reflect.ownKeys(next)) waiting.push(key, Reflect.getOwnPropertyDescriptor(next, key)?.value);
  }
  return seen;
}

const write = (cache: TalkCache, seq: number) => {
  const data = message(seq);
  cache.writeFragment({ id: messageCacheId(data.id), fragment: MessageFields, fragmentName: 'MessageFields', data });
};

test('of a message that was taken out nothing stays in memory, also after the cache was filled anew', () => {
  const cache = createCache();
  write(cache, 1);
  expect(textsIn(cache)).toContain('Message:m1');
  cache.evict({ id: messageCacheId('m1') });
  cache.restore({});
  write(cache, 2);
  cache.evict({ id: messageCacheId('m2') });
  cache.gc({ resetResultCache: true });
  for (const id of ['Message:m1', 'Message:m2']) expect(textsIn(cache)).not.toContain(id);
});

test('what is shown is read once, with and without the layers that there are not', () => {
  const cache = createCache();
  const about = { query: ConversationDocument, variables: { id: 'c1', last: 50 } };
  cache.writeQuery({ ...about, data: { __typename: 'Query', conversation: group('c1', [message(1)]) } });
  const read = (optimistic: boolean) => cache.diff({ ...about, optimistic }).result?.conversation;
  expect(read(false)?.id).toBe('c1');
  expect(read(false)).toBe(read(true));
});
