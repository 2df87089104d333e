import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useJump } from './use-jump';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
const tell = vi.fn();
vi.mock('../../apollo/services', () => ({ useServices: () => ({ tell }) }));
afterEach(cleanup);

/** Places are loaded when it is said, in any order. */
function render() {
  const loads = new Map<number, { done: () => void; failed: () => void }>();
  const loadPlace = (seq: number) =>
    new Promise<never>((resolve, reject) => loads.set(seq, { done: resolve as () => void, failed: () => reject(new Error('No line.')) }));
  const { result } = renderHook(() => useJump({ messages: [], loadPlace, error: undefined }, null));
  const settle = (seq: number, how: 'done' | 'failed' = 'done') => act(async () => loads.get(seq)?.[how]());
  return { now: () => result.current, jump: (seq: number) => act(() => result.current.jumpTo(seq)), settle };
}

test('of two quick jumps the last one counts, whichever place comes first', async () => {
  const { now, jump, settle } = render();
  jump(10);
  jump(500);
  await settle(500);
  await settle(10);
  expect(now().target).toEqual({ seq: 500 });
});

test('whoever has gone to the end meanwhile stays there, and hears nothing of a place that was not loaded', async () => {
  const { now, jump, settle } = render();
  jump(10);
  jump(20);
  act(() => now().stay());
  await settle(20);
  await settle(10, 'failed');
  expect(now().target).toBeNull();
  expect(tell).not.toHaveBeenCalled();
});
