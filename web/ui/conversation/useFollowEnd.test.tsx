import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useFollowEnd } from './useFollowEnd';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A list of rows that stands at its end, 600 px of it in sight. */
function standAtEnd() {
  const scroller = document.createElement('div');
  let height = 2_000;
  Object.defineProperty(scroller, 'scrollHeight', { get: () => height });
  scroller.scrollTop = 1_400;
  const list = { current: null };
  const { result, rerender } = renderHook(({ rows }) => useFollowEnd(list, scroller, rows, true), { initialProps: { rows: ['one'] } });
  vi.advanceTimersByTime(5_000);
  return {
    bring: (...rows: string[]) => rerender({ rows }),
    move: (top: number, newHeight = height) => {
      height = newHeight;
      scroller.scrollTop = top;
      scroller.dispatchEvent(new Event('scroll'));
    },
    turnWheel: () => scroller.dispatchEvent(new Event('wheel')),
    follows: () => result.current.follows(),
  };
}

test('rows that come and take the place of what others shrink by do not send anybody away from the end', () => {
  const seat = standAtEnd();
  seat.bring('one', 'two');
  seat.move(1_362);
  expect(seat.follows()).toBe(true);
});

test('rows that shrink do not either, nor what moves shortly after', () => {
  const seat = standAtEnd();
  seat.move(1_362, 1_962);
  seat.move(1_324);
  expect(seat.follows()).toBe(true);
});

test('whoever turns the wheel up leaves the end at once, also while rows come', () => {
  const seat = standAtEnd();
  seat.bring('one', 'two');
  seat.turnWheel();
  seat.move(1_300);
  expect(seat.follows()).toBe(false);
});

test('a list at rest that is moved up without a wheel or a key, as by a search of the browser, has been left', () => {
  const seat = standAtEnd();
  seat.move(1_100);
  expect(seat.follows()).toBe(false);
});
