import { expect, test } from 'vitest';
import { rankWords } from './rankWords';

test('what begins as it was typed comes before what has words that do', () => {
  expect(rankWords('New group', 'new g')).toBe(0);
  expect(rankWords('New group', 'gro')).toBe(1);
  expect(rankWords('Mark as unread', 'un ma')).toBe(1);
  expect(rankWords('Renew', 'new')).toBeNull();
  expect(rankWords('anything', '')).toBe(0);
});

test('beginnings of words may be put together, in their order', () => {
  expect(rankWords('New conversation', 'nc')).toBe(2);
  expect(rankWords('New conversation', 'newcon')).toBe(2);
  expect(rankWords('New conversation', 'cn')).toBeNull();
  expect(rankWords('Mark as unread', 'munr')).toBe(2);
});

test('case and accents do not matter, nor what stands between words', () => {
  expect(rankWords('Aparência: Escuro', 'aparencia esc')).toBe(0);
  expect(rankWords('João', 'JOA')).toBe(0);
  expect(rankWords('…', 'a')).toBeNull();
});
