import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useReadMarks } from './use-read-marks';

const marks: number[] = [];
const services = { outbox: { add: (_id: string, write: { seq: number }) => void marks.push(write.seq) } };
vi.mock('../../apollo/services', () => ({ useServices: () => services }));
vi.mock('../conversations/use-set-preferences', () => ({ useSetPreferences: () => () => undefined }));

beforeEach(() => {
  marks.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('where messages come without a pause there is one mark a second, of the newest, and the last one when somebody leaves', () => {
  const { result, unmount } = renderHook(() => useReadMarks('c1', 0));
  for (let seq = 1; seq <= 30; seq += 1) {
    result.current(seq);
    vi.advanceTimersByTime(100);
  }
  expect(marks).toEqual([3, 13, 23]);
  unmount();
  expect(marks).toEqual([3, 13, 23, 30]);
});
