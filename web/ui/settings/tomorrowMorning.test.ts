import { expect, test } from 'vitest';
import { tomorrowMorning } from './tomorrowMorning';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test('quiet until tomorrow ends with the coming morning, never with a morning after the next', () => {
  expect(tomorrowMorning(at(23, 14, 5))).toBe(at(24, 8));
  expect(tomorrowMorning(at(30, 22))).toBe(new Date(2026, 11, 1, 8).getTime());
  expect(tomorrowMorning(at(23, 8))).toBe(at(24, 8));
  expect(tomorrowMorning(at(23, 1))).toBe(at(23, 8));
});
