import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCache, type TalkCache } from './cache';
import { UserFields, ViewerDocument } from './documents';
import { restoreCache, startPersistence, type Persistence, type StreamPosition } from './persistence';
import { cacheKey, readStored, wipeStoredOf } from './storage';

let cache: TalkCache;
let persistence: Persistence | null = null;
let mayWrite = true;
let position: StreamPosition = { cursor: 'one', asOf: 1 };

const start = () => {
  persistence = startPersistence({ cache, userId: 'ana', position: () => position, mayWrite: () => mayWrite });
  return persistence;
};
const change = (displayName: string) =>
  cache.writeQuery({
    query: ViewerDocument,
    data: {
      __typename: 'Query',
      viewer: {
        __typename: 'Viewer',
        email: 'ana@example.test',
        user: { __typename: 'User', id: 'ana', username: 'ana', displayName, photoUrl: null, revision: 1, about: '' },
      },
    },
  });
const restored = () => {
  const other = createCache();
  const at = restoreCache(other, 'ana');
  return { at, name: other.readFragment({ id: 'User:ana', fragment: UserFields, fragmentName: 'UserFields' })?.displayName ?? null };
};

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  cache = createCache();
  mayWrite = true;
  position = { cursor: 'one', asOf: 1 };
});
afterEach(() => {
  persistence?.stop();
  vi.useRealTimers();
});

describe('the persisted cache', () => {
  test('holds the cursor that belongs to it', () => {
    start().lead();
    change('Ana');
    position = { cursor: 'two', asOf: 2 };
    vi.advanceTimersByTime(1_000);
    position = { cursor: 'three', asOf: 3 };
    expect(restored()).toEqual({ at: { cursor: 'two', asOf: 2 }, name: 'Ana' });
  });

  test('is written by the leading tab only, and what changed before it led is not lost', () => {
    const started = start();
    change('Ana');
    vi.advanceTimersByTime(5_000);
    expect(readStored(cacheKey('ana'))).toBeNull();
    started.lead();
    vi.advanceTimersByTime(1_000);
    expect(restored().name).toBe('Ana');
  });

  test('does not come back after a sign-out', () => {
    start().lead();
    change('Ana');
    vi.advanceTimersByTime(1_000);
    wipeStoredOf('ana');
    mayWrite = false;
    change('Ana again');
    vi.advanceTimersByTime(1_000);
    persistence?.stop();
    expect(readStored(cacheKey('ana'))).toBeNull();
  });

  test('that cannot be read is an empty one', () => {
    localStorage.setItem(cacheKey('ana'), '{"cursor":"one","entities"');
    expect(restored()).toEqual({ at: { cursor: null, asOf: null }, name: null });
  });

  test('is written smaller, or not at all, when the quota is reached', () => {
    start().lead();
    change('Ana');
    vi.advanceTimersByTime(1_000);
    change('Ana Maria');
    const real = localStorage;
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', { setItem: refuse, removeItem: (key: string) => real.removeItem(key) });
    vi.advanceTimersByTime(1_000);
    vi.unstubAllGlobals();
    expect(readStored(cacheKey('ana'))).toBeNull();
  });
});
