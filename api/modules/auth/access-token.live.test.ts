import { describe, expect, test } from 'vitest';
import type { Change } from '../../live/change.js';
import { accessTokenLiveMapper } from './access-token.live.js';

const ownerId = 'a'.repeat(24);
const tokenId = 'b'.repeat(24);
const document = { userId: 'c'.repeat(24), ownerId };

const change = (fields: Partial<Change>): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'accessTokens',
  operation: 'update',
  id: tokenId,
  changedFields: new Set(Object.keys(fields.updated ?? {})),
  updated: {},
  document,
  ...fields,
});

const viewerChanged = { to: { userId: ownerId }, event: { __typename: 'ViewerChanged' } };

describe('an access token in the feed', () => {
  test('that is made is news for its owner, not for the bot it speaks for', () => {
    expect(accessTokenLiveMapper.map(change({ operation: 'insert' }))).toEqual([viewerChanged]);
  });

  test('that is revoked closes its sockets first', () => {
    expect(accessTokenLiveMapper.map(change({ updated: { endedAt: new Date(1) } }))).toEqual([{ endedSessionId: tokenId }, viewerChanged]);
  });

  test('that has expired, and was deleted, closes its sockets', () => {
    expect(accessTokenLiveMapper.map(change({ operation: 'delete', document: null }))).toEqual([{ endedSessionId: tokenId }]);
  });

  test('that is only used is no news', () => {
    expect(accessTokenLiveMapper.map(change({ updated: { lastUsedAt: new Date(1) } }))).toEqual([]);
  });
});
