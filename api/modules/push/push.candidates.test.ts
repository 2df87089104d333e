import { describe, expect, test } from 'vitest';
import { groupCandidates } from './push.candidates.js';

const people = (count: number) => Array.from({ length: count }, (_, index) => `person ${index}`);

describe('the candidates for notifications', () => {
  test('come in parts of at most 200, across messages, each once and in order', () => {
    const messages = [
      { messageId: 'small', members: people(30) },
      { messageId: 'nobody', members: [] },
      { messageId: 'large', members: people(450) },
      { messageId: 'last', members: people(1) },
    ];
    const parts = [...groupCandidates(messages, ({ members }) => members)];
    expect(parts.map(({ length }) => length)).toEqual([200, 200, 81]);
    expect(parts.flat()).toEqual(messages.flatMap(({ messageId, members }) => members.map((userId) => ({ messageId, userId }))));
  });

  test('of a message are not asked for before those of the messages before it are taken', () => {
    const asked: string[] = [];
    const parts = groupCandidates([{ messageId: 'first' }, { messageId: 'second' }], ({ messageId }) => {
      asked.push(messageId);
      return people(200);
    });
    parts.next();
    expect(asked).toEqual(['first']);
    parts.next();
    expect(asked).toEqual(['first', 'second']);
    expect(parts.next().done).toBe(true);
  });

  test('are none where there is nobody', () => {
    expect([...groupCandidates([{ messageId: 'alone' }], () => [])]).toEqual([]);
  });
});
