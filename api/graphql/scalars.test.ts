import { GraphQLScalarType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { scalarResolvers } from './scalars.js';

const scalar = (name: 'DateTime' | 'Cursor') => {
  const found = scalarResolvers[name];
  if (!(found instanceof GraphQLScalarType)) throw new Error(`${name} is no scalar.`);
  return found;
};

describe('DateTime', () => {
  const dateTime = scalar('DateTime');

  test('goes out in UTC with milliseconds', () => {
    expect(dateTime.serialize(new Date(Date.UTC(2026, 10, 22, 10)))).toBe('2026-11-22T10:00:00.000Z');
    expect(() => dateTime.serialize(new Date(NaN))).toThrow();
    expect(() => dateTime.serialize('2026-11-22T10:00:00.000Z')).toThrow();
  });

  test.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.5-03:00', '2026-11-22T13:00:00.500Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('takes %s', (given, expected) => expect(dateTime.parseValue(given)).toEqual(new Date(expected)));

  test.each([
    '2026-11-22',
    '2026-11-22T10:00:00',
    '2026-02-30T00:00:00Z',
    '2026-11-22T24:00:00Z',
    'tomorrow',
    '',
    1_700_000_000_000,
    null,
    {},
  ])('refuses %j', (given) => expect(() => dateTime.parseValue(given)).toThrow(/ISO 8601/));
});

describe('Cursor', () => {
  test('is a text of at most 512 characters', () => {
    expect(scalar('Cursor').parseValue('abc')).toBe('abc');
    for (const given of ['', 'a'.repeat(513), 7, null]) expect(() => scalar('Cursor').parseValue(given)).toThrow(/Cursor/);
  });
});
