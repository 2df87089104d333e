import { describe, expect, test } from 'vitest';
import { isInAudience, usersInAudience } from './audience.js';
import type { Audience } from './change.js';
import { MembershipIndex } from './membership.js';

const at = (seconds: number) => ({ seconds, increment: 0, index: 0 });

function indexOf(...pairs: readonly string[]): MembershipIndex {
  const index = new MembershipIndex();
  for (const pair of pairs) {
    const [conversationId = '', userId = ''] = pair.split(':');
    index.apply(conversationId, userId, true, null);
  }
  return index;
}

async function* scan(...pairs: readonly string[]) {
  for (const pair of pairs) {
    const [conversationId = '', userId = ''] = pair.split(':');
    yield await Promise.resolve({ conversationId, userId });
  }
}

describe('the membership index', () => {
  test('knows both ways round, and effects may come twice', () => {
    const index = indexOf('c:ana', 'c:bia', 'd:ana');
    index.apply('c', 'ana', true, at(1));
    index.apply('d', 'ana', false, at(2));
    index.apply('d', 'ana', false, at(2));
    expect([...index.membersOf('c')]).toEqual(['ana', 'bia']);
    expect([...index.conversationsOf('ana')]).toEqual(['c']);
    expect([...index.membersOf('d')]).toEqual([]);
    expect(index.isMember('d', 'ana')).toBe(false);
  });

  test('knows since when somebody is in, where it saw them come', () => {
    const index = indexOf('c:ana');
    index.apply('c', 'bia', true, at(5));
    expect(index.isMemberSince('c', 'ana', at(1))).toBe(true);
    expect(index.isMemberSince('c', 'bia', at(4))).toBe(false);
    expect(index.isMemberSince('c', 'bia', at(5))).toBe(true);
    index.apply('c', 'bia', false, at(6));
    expect(index.isMemberSince('c', 'bia', at(7))).toBe(false);
  });

  test('is replaced by a scan in one step', async () => {
    const index = indexOf('c:ana');
    const reloading = index.reload(scan('c:bia', 'd:bia'));
    expect(index.isMember('c', 'ana')).toBe(true);
    await reloading;
    expect(index.isMember('c', 'ana')).toBe(false);
    expect([...index.conversationsOf('bia')]).toEqual(['c', 'd']);
  });
});

describe('audiences', () => {
  const index = indexOf('c:ana', 'c:bia', 'd:bia', 'd:caio', 'e:davi');
  const everybody = new Map(['ana', 'bia', 'caio', 'davi'].map((userId) => [userId, true]));
  const cases: readonly (readonly [string, Audience, readonly string[]])[] = [
    ['the members of a conversation', { conversationId: 'c' }, ['ana', 'bia']],
    ['the members but one', { conversationId: 'c', exceptUserId: 'ana' }, ['bia']],
    ['the members, as there are few enough', { conversationId: 'c', unlessMoreThan: 2 }, ['ana', 'bia']],
    ['nobody, as there are too many', { conversationId: 'c', unlessMoreThan: 1 }, []],
    ['one user', { userId: 'caio' }, ['caio']],
    ['a user and who shares a conversation with them, once each', { acquaintancesOf: 'bia' }, ['bia', 'ana', 'caio']],
    ['nobody, in a conversation that is not there', { conversationId: 'x' }, []],
  ];

  test.each(cases)('%s', (_name, audience, expected) => {
    expect([...usersInAudience(index, audience, everybody)].sort()).toEqual([...expected].sort());
    expect([...everybody.keys()].filter((userId) => isInAudience(index, audience, userId)).sort()).toEqual([...expected].sort());
  });

  test('hold only who is listening, whichever set is smaller', () => {
    expect([...usersInAudience(index, { conversationId: 'c' }, new Map([['bia', true]]))]).toEqual(['bia']);
    expect([...usersInAudience(index, { acquaintancesOf: 'bia' }, new Map([['caio', true]]))]).toEqual(['caio']);
  });
});
