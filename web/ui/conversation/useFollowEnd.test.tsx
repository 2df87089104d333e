import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useFollowEnd } from './useFollowEnd';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A list of rows that stands at its end, 600 px of it in sight. */
function standAtEnd({ opensAtEnd } = { opensAtEnd: true }) {
  const scroller = document.createElement('div');
  let height = 2_000;
  Object.defineProperty(scroller, 'scrollHeight', { get: () => height });
  let room = 600;
  Object.defineProperty(scroller, 'clientHeight', { get: () => room });
  scroller.scrollTop = 1_400;
  const { result, rerender } = renderHook(({ rows }) => useFollowEnd(scroller, rows, opensAtEnd), {
    initialProps: { rows: ['one'] },
  });
  return {
    wait: (ms: number) => void vi.advanceTimersByTime(ms),
    noteBottom: (atBottom: boolean) => result.current.noteBottom(atBottom, true),
    jump: () => result.current.leave(),
    bring: (...rows: string[]) => rerender({ rows }),
    move: (top: number, newHeight = height) => {
      height = newHeight;
      scroller.scrollTop = top;
      scroller.dispatchEvent(new Event('scroll'));
    },
    grow: (by: number) => void (room += by),
    turnWheel: () => scroller.dispatchEvent(new Event('wheel')),
    follows: () => result.current.follows(),
  };
}

test('rows that come and take the place of what others shrink by do not send anybody away from the end', () => {
  const seat = standAtEnd();
  seat.wait(5_000);
  seat.bring('one', 'two');
  seat.move(1_362);
  expect(seat.follows()).toBe(true);
});

test('rows that shrink do not either, nor what moves shortly after', () => {
  const seat = standAtEnd();
  seat.wait(5_000);
  seat.move(1_362, 1_962);
  seat.move(1_324);
  expect(seat.follows()).toBe(true);
});

test('whoever turns the wheel up leaves the end at once, also while rows come', () => {
  const seat = standAtEnd();
  seat.wait(5_000);
  seat.bring('one', 'two');
  seat.turnWheel();
  seat.move(1_300);
  expect(seat.follows()).toBe(false);
});

test('a list that is moved far up by a script or a search has been left, also while rows come', () => {
  const seat = standAtEnd();
  seat.bring('one', 'two');
  seat.move(1_150);
  expect(seat.follows()).toBe(false);
});

test('a list at rest that is moved up without a wheel or a key has been left', () => {
  const seat = standAtEnd();
  seat.wait(5_000);
  seat.move(1_380);
  expect(seat.follows()).toBe(false);
});

test('a list whose room grows, so that less of it is above, has not been left', () => {
  const seat = standAtEnd();
  seat.wait(5_000);
  seat.grow(300);
  seat.move(1_100);
  expect(seat.follows()).toBe(true);
});

test('a jump is not taken to the end because its way led over it', () => {
  const seat = standAtEnd();
  seat.jump();
  seat.noteBottom(true);
  seat.wait(100);
  seat.noteBottom(false);
  expect(seat.follows()).toBe(false);
});

test('nor is a list that opens at a place above its end', () => {
  const seat = standAtEnd({ opensAtEnd: false });
  seat.noteBottom(true);
  seat.noteBottom(false);
  expect(seat.follows()).toBe(false);
});

test('whoever comes to the end by themselves is at the end', () => {
  const seat = standAtEnd({ opensAtEnd: false });
  seat.wait(5_000);
  seat.noteBottom(true);
  expect(seat.follows()).toBe(true);
});
