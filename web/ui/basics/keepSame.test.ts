import { expect, test } from 'vitest';
import { keepSame, saysTheSame } from './keepSame';

const item = (id: string, text: string) => ({ id, preview: { text, files: [{ kind: 'IMAGE' }] }, typing: ['Bia'], draft: null });

test('what says the same is the object of before, and the list is the list of before', () => {
  const before = [item('a', 'one'), item('b', 'two')];
  expect(keepSame(before, [item('a', 'one'), item('b', 'two')])).toBe(before);
});

test('what changed is new, and the others stay', () => {
  const before = [item('a', 'one'), item('b', 'two')];
  const next = keepSame(before, [item('b', 'three'), item('a', 'one'), item('c', 'four')]);
  expect(next.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(next[1]).toBe(before[0]);
  expect(next[0]?.preview.text).toBe('three');
});

test('another order is another list, of the same objects', () => {
  const before = [item('a', 'one'), item('b', 'two')];
  const next = keepSame(before, [item('b', 'two'), item('a', 'one')]);
  expect(next).not.toBe(before);
  expect(next).toEqual([before[1], before[0]]);
  expect(next[0]).toBe(before[1]);
});

test('a list is no object, and what is missing is not what is undefined', () => {
  expect(saysTheSame([], {})).toBe(false);
  expect(saysTheSame({ a: undefined }, { b: undefined })).toBe(false);
  expect(saysTheSame({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
});
