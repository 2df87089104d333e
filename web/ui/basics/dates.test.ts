import { describe, expect, test } from 'vitest';
import { daysAgo, dayTitle, listTime, momentOf, timeOfDay } from './dates';

const at = (year: number, month: number, day: number, hour = 12, minute = 0) => new Date(year, month - 1, day, hour, minute).getTime();
const now = at(2026, 11, 23, 14, 2);

test('days are counted by the calendar, not by 24 hours', () => {
  expect(daysAgo(at(2026, 11, 22, 23, 59), at(2026, 11, 23, 0, 1))).toBe(1);
  expect(daysAgo(at(2026, 11, 23, 0, 1), at(2026, 11, 23, 23, 59))).toBe(0);
  expect(daysAgo(at(2025, 12, 31), at(2026, 1, 1))).toBe(1);
  expect(daysAgo(at(2026, 3, 1), at(2026, 4, 1))).toBe(31);
});

describe('the time in the conversation list', () => {
  test('is a time today, a word yesterday, a weekday within the week, else a date', () => {
    expect(listTime(at(2026, 11, 23, 9, 5), now, 'pt-BR')).toBe('09:05');
    expect(listTime(at(2026, 11, 22, 23, 59), now, 'pt-BR')).toBe('ontem');
    expect(listTime(at(2026, 11, 22), now, 'en')).toBe('yesterday');
    expect(listTime(at(2026, 11, 21), now, 'en')).toBe('Sat');
    expect(listTime(at(2026, 11, 21), now, 'pt-BR')).toBe('sáb');
    expect(listTime(at(2026, 11, 16), now, 'en')).toBe('Nov 16');
    expect(listTime(at(2025, 2, 10), now, 'pt-BR')).toBe('10/02/2025');
  });

  test('is a time for a clock that runs a little ahead', () => {
    expect(listTime(at(2026, 11, 24, 0, 1), at(2026, 11, 23, 23, 59), 'pt-BR')).toBe('00:01');
  });
});

test('day titles name today, yesterday, weekdays and dates, in capitals where a line begins', () => {
  expect(dayTitle(now, now, 'pt-BR')).toBe('Hoje');
  expect(dayTitle(at(2026, 11, 22), now, 'en')).toBe('Yesterday');
  expect(dayTitle(at(2026, 11, 19), now, 'pt-BR')).toBe('Quinta-feira');
  expect(dayTitle(at(2026, 11, 2), now, 'en')).toBe('Monday, November 2');
  expect(dayTitle(at(2025, 11, 2), now, 'pt-BR')).toBe('2 de novembro de 2025');
});

test('a moment has its date unless it is today', () => {
  expect(momentOf(now, now, 'pt-BR')).toBe(timeOfDay(now, 'pt-BR'));
  expect(momentOf(at(2026, 11, 20, 8, 30), now, 'pt-BR')).toBe('20 de nov., 08:30');
});
