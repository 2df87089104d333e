import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useUnreadBadge } from './use-unread-badge';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('the first number is shown at once, and the newest one a second later, however many came in between', () => {
  const { rerender, unmount } = renderHook((total: number) => useUnreadBadge(total), { initialProps: 1 });
  vi.advanceTimersByTime(0);
  expect(document.title).toBe('(1) Talk-In-Clouds');
  for (const total of [2, 3, 4]) {
    rerender(total);
    vi.advanceTimersByTime(300);
  }
  expect(document.title).toBe('(1) Talk-In-Clouds');
  vi.advanceTimersByTime(100);
  expect(document.title).toBe('(4) Talk-In-Clouds');
  unmount();
  expect(document.title).toBe('Talk-In-Clouds');
});
