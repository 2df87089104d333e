import { describe, expect, it } from 'vitest';
import { encodeCursor } from '../../graphql/pages.js';
import { readMessagePlace, windowOf, type MessagePageArgs, type MessageWindow } from './message.window.js';

const cursor = (seq: number) => encodeCursor('message', seq);
const look = (args: MessagePageArgs, lastSeq: number): MessageWindow => {
  const place = readMessagePlace(args);
  if (place.walk === 'aroundTime') throw new Error('Needs the messages.');
  return windowOf(place, lastSeq);
};

describe('a page of messages', () => {
  it.each<[string, MessagePageArgs, number, [number, number, boolean, boolean]]>([
    ['without arguments: the last 50', {}, 120, [71, 120, true, false]],
    ['of few: all', {}, 3, [1, 3, false, false]],
    ['of none', {}, 0, [1, 0, false, false]],
    ['first', { first: 10 }, 120, [1, 10, false, true]],
    ['first of none', { first: 10 }, 0, [1, 0, false, false]],
    ['after', { first: 10, after: cursor(10) }, 120, [11, 20, true, true]],
    ['after without a size', { after: cursor(100) }, 120, [101, 120, true, false]],
    ['after the last', { first: 10, after: cursor(120) }, 120, [121, 120, true, false]],
    ['after what is not there yet', { first: 10, after: cursor(999) }, 120, [1000, 120, true, false]],
    ['last', { last: 10 }, 120, [111, 120, true, false]],
    ['before', { last: 10, before: cursor(21) }, 120, [11, 20, true, true]],
    ['before without a size', { before: cursor(21) }, 120, [1, 20, false, true]],
    ['before the first', { last: 10, before: cursor(1) }, 120, [1, 0, false, true]],
    ['before nothing at all', { last: 10, before: cursor(0) }, 120, [1, 0, false, true]],
    ['before what is not there yet', { last: 10, before: cursor(999) }, 120, [111, 120, true, false]],
    ['around', { around: 60, first: 10 }, 120, [55, 64, true, true]],
    ['around a place near the beginning', { around: 2, first: 10 }, 120, [1, 10, false, true]],
    ['around a place near the end', { around: 119, first: 10 }, 120, [111, 120, true, false]],
    ['around a place beyond', { around: 5000 }, 120, [71, 120, true, false]],
    ['around in a short conversation', { around: 2, first: 10 }, 3, [1, 3, false, false]],
    ['around one', { around: 60, first: 1 }, 120, [60, 60, true, true]],
    ['around in an empty conversation', { around: 1 }, 0, [1, 0, false, false]],
  ])('%s', (_, args, lastSeq, [from, to, hasPreviousPage, hasNextPage]) => {
    const window = look(args, lastSeq);
    expect(window).toMatchObject({ hasPreviousPage, hasNextPage });
    expect([window.from, Math.max(window.to, window.from - 1)]).toEqual([from, Math.max(to, from - 1)]);
  });

  it.each<[string, MessagePageArgs, string, string]>([
    ['both directions', { first: 1, last: 1 }, 'last', 'INVALID'],
    ['two places', { after: cursor(1), before: cursor(9) }, 'before', 'INVALID'],
    ['first with before', { first: 1, before: cursor(9) }, 'before', 'INVALID'],
    ['last with after', { last: 1, after: cursor(9) }, 'after', 'INVALID'],
    ['around with last', { around: 1, last: 2 }, 'around', 'INVALID'],
    ['around with after', { around: 1, after: cursor(2) }, 'around', 'INVALID'],
    ['aroundTime with before', { aroundTime: new Date(), before: cursor(2) }, 'aroundTime', 'INVALID'],
    ['around and aroundTime', { around: 1, aroundTime: new Date() }, 'aroundTime', 'INVALID'],
    ['around below 0', { around: -1 }, 'around', 'OUT_OF_RANGE'],
    ['no messages', { first: 0 }, 'first', 'OUT_OF_RANGE'],
    ['a page below 1', { last: -5 }, 'last', 'OUT_OF_RANGE'],
    ['a page above 100', { last: 101 }, 'last', 'OUT_OF_RANGE'],
    ['a cursor of another list', { after: encodeCursor('member', 1) }, 'after', 'INVALID'],
    ['a cursor that is none', { before: 'nonsense' }, 'before', 'INVALID'],
    ['a cursor without a seq', { before: encodeCursor('message') }, 'before', 'INVALID'],
  ])('refuses %s', (_, args, field, reason) => {
    expect(() => readMessagePlace(args)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field, reason } }));
  });
});
