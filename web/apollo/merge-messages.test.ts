import { describe, expect, test } from 'vitest';
import { mergeMessages, type StoredMessageEdge, type StoredMessages } from './merge-messages';

const run = (from: number, to: number, mark = 'm'): StoredMessages => ({
  __typename: 'MessageConnection',
  edges: Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    __typename: 'MessageEdge',
    node: { __ref: `${mark}${from + index}` },
  })),
});
const seqOf = (edge: StoredMessageEdge) => Number(edge.node.__ref.slice(1));
const merged = (existing: StoredMessages | undefined, incoming: StoredMessages) =>
  mergeMessages(existing, incoming, seqOf).edges.map(seqOf);
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('merging a page of messages', () => {
  test('takes the first page as it is', () => expect(merged(undefined, run(5, 9))).toEqual(numbers(5, 9)));
  test('puts an older page in front', () => expect(merged(run(51, 100), run(1, 60))).toEqual(numbers(1, 100)));
  test('joins pages that only touch', () => expect(merged(run(51, 100), run(1, 50))).toEqual(numbers(1, 100)));
  test('keeps what a live event brought after the page was asked for', () =>
    expect(merged(run(1, 52), run(1, 50))).toEqual(numbers(1, 52)));
  test('replaces the run only across a hole, in either direction', () => {
    expect(merged(run(1, 50), run(200, 250))).toEqual(numbers(200, 250));
    expect(merged(run(200, 250), run(1, 50))).toEqual(numbers(1, 50));
  });
  test('keeps the run when the page is empty', () => expect(merged(run(1, 3), run(1, 0))).toEqual([1, 2, 3]));
});
