import { describe, expect, test } from 'vitest';
import { restartPauseMs } from './restart-pause.js';

describe('the pause before a worker is started again', () => {
  test('is short after the first failure and doubles with each further one', () => {
    expect([0, 1, 2, 3].map((failures) => restartPauseMs(failures, 1))).toEqual([250, 500, 1000, 2000]);
  });

  test('has a longest', () => {
    expect(restartPauseMs(20, 1)).toBe(30_000);
    expect(restartPauseMs(5000, 1)).toBe(30_000);
  });

  test('is spread over its second half', () => {
    expect([0, 0.5, 1].map((random) => restartPauseMs(2, random))).toEqual([500, 750, 1000]);
  });
});
