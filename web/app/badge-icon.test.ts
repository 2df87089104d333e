import { expect, test } from 'vitest';
import { badgeIcon } from './badge-icon';

const textOf = (unreadTotal: number) => /<text[^>]*>(\d+)</.exec(decodeURIComponent(badgeIcon(unreadTotal)))?.[1];

test('the icon of the tab says how many wait, as far as it can be read', () => {
  expect(textOf(1)).toBe('1');
  expect(textOf(42)).toBe('42');
  expect(textOf(12_345)).toBe('99');
  expect(badgeIcon(3)).toMatch(/^data:image\/svg\+xml,%3Csvg/);
});
