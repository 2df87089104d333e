import { describe, expect, test } from 'vitest';
import type { Change } from '../../live/change.js';
import { userLiveMapper } from './user.live.js';

const id = 'a'.repeat(24);
const change = (operation: Change['operation'], ...changedFields: string[]): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'users',
  operation,
  id,
  changedFields: new Set(changedFields),
  updated: {},
  document: null,
});

const userChanged = { to: { acquaintancesOf: id }, event: { __typename: 'UserChanged', userId: id } };
const viewerChanged = { to: { userId: id }, event: { __typename: 'ViewerChanged' } };

describe('a user in the feed', () => {
  test.each([
    ['a public field: all who know the user hear of it', ['displayName', 'searchWords', 'revision', 'changedAt'], [userChanged]],
    ['a private field: the user alone', ['locale', 'revision', 'changedAt'], [viewerChanged]],
    ['both', ['about', 'email'], [userChanged, viewerChanged]],
    ['the end of the account: all who know the user, and nobody in private', ['displayName', 'email', 'deletedAt'], [userChanged]],
    ['nothing that anybody sees', ['passwordHash', 'changedAt'], []],
  ])('with a change of %s', (_, fields, expected) => expect(userLiveMapper.map(change('update', ...fields))).toEqual(expected));

  test('who just signed up is news for nobody', () => expect(userLiveMapper.map(change('insert'))).toEqual([]));
});
