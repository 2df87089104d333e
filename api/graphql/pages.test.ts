import { describe, expect, it } from 'vitest';
import { connectionOf, datePart, decodeCursor, encodeCursor, forwardPage, idPart, integerPart, pageSize } from './pages.js';

const refusal = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    return (error as { extensions: unknown }).extensions;
  }
  return 'nothing was refused';
};

describe('cursors', () => {
  it('come back as they were made', () => {
    const cursor = encodeCursor('member', 1763769600000, '0123456789abcdef01234567', 'ção 🎉');
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor('after', 'member', cursor)).toEqual(['1763769600000', '0123456789abcdef01234567', 'ção 🎉']);
  });

  it.each([
    ['nothing', ''],
    ['no base64url', 'not a cursor!'],
    ['no JSON', Buffer.from('hello').toString('base64url')],
    ['no array', Buffer.from('{"a":1}').toString('base64url')],
    ['parts that are not strings', Buffer.from('["message",{"$gt":0}]').toString('base64url')],
    ['a cursor of another list', encodeCursor('member', 1)],
    ['something endless', 'A'.repeat(513)],
  ])('are refused by field when they are %s', (_, cursor) => {
    expect(refusal(() => decodeCursor('before', 'message', cursor))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'before',
      reason: 'INVALID',
    });
  });

  it('have parts that are checked', () => {
    const invalid = { code: 'BAD_USER_INPUT', field: 'after', reason: 'INVALID' };
    expect(integerPart('after', '12')).toBe(12);
    expect(datePart('after', '0')).toEqual(new Date(0));
    expect(idPart('after', '0123456789abcdef01234567')).toBe('0123456789abcdef01234567');
    for (const part of [undefined, '', '-1', '1.5', '1e3', 'NaN', '99999999999999999'])
      expect(refusal(() => integerPart('after', part))).toEqual(invalid);
    expect(refusal(() => datePart('after', '9007199254740991'))).toEqual(invalid);
    for (const part of [undefined, '', '0123', '0123456789ABCDEF0123456g']) expect(refusal(() => idPart('after', part))).toEqual(invalid);
  });
});

describe('pages', () => {
  it('have a size between 1 and the maximum', () => {
    expect([
      pageSize('first', undefined, 30, 100),
      pageSize('first', null, 30, 100),
      pageSize('first', 1, 30, 100),
      pageSize('first', 100, 30, 100),
    ]).toEqual([30, 30, 1, 100]);
    for (const size of [0, -1, 101])
      expect(refusal(() => pageSize('last', size, 30, 100))).toEqual({ code: 'BAD_USER_INPUT', field: 'last', reason: 'OUT_OF_RANGE' });
  });

  it('tell by one node too many that there is more', () => {
    const page = forwardPage([1, 2, 3], 2, true, String);
    expect(page).toEqual({
      edges: [
        { cursor: '1', node: 1 },
        { cursor: '2', node: 2 },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: '1', endCursor: '2' },
    });
    expect(forwardPage([1, 2], 2, false, String).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('without nodes have no cursors', () => {
    expect(connectionOf([], String, { hasNextPage: false, hasPreviousPage: true }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });
});
