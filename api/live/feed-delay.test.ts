import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FeedDelay } from './feed-delay.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a feed', () => {
  test('is late as long as the last that it told was committed half a second before', () => {
    const delay = new FeedDelay();
    expect(delay.isLate()).toBe(false);
    delay.note(new Date(Date.now() - 501));
    expect(delay.isLate()).toBe(true);
    delay.note(new Date(Date.now() - 20));
    expect(delay.isLate()).toBe(false);
  });

  test('is late where it has told nothing for longer than heartbeats take', () => {
    const delay = new FeedDelay();
    delay.note(new Date());
    vi.advanceTimersByTime(4_000);
    expect(delay.isLate()).toBe(false);
    vi.advanceTimersByTime(1_001);
    expect(delay.isLate()).toBe(true);
  });
});
