import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FeedDelay } from './feed-delay.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ['as one', 0],
  ['ten minutes apart, the process ahead', -600_000],
  ['ten minutes apart, the process behind', 600_000],
])('a feed is late by what it tells later than it used to, with clocks that go %s', (_name, skewMs) => {
  const delay = new FeedDelay();
  const committedAgo = (ms: number) => delay.note(new Date(Date.now() + skewMs - ms));
  // What was there before the process began.
  committedAgo(120_000);
  committedAgo(20);
  expect(delay.isLate()).toBe(false);
  committedAgo(2_000);
  expect(delay.isLate()).toBe(true);
  committedAgo(300);
  expect(delay.isLate()).toBe(false);
});

test('a feed that tells nothing is late', () => {
  const delay = new FeedDelay();
  delay.note(new Date());
  vi.advanceTimersByTime(6_000);
  expect(delay.isLate()).toBe(true);
});
