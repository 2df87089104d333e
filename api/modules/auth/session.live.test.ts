import { describe, expect, test } from 'vitest';
import type { Change } from '../../live/change.js';
import { sessionLiveMapper } from './session.live.js';

const userId = 'a'.repeat(24);
const sessionId = 'b'.repeat(24);

const change = (fields: Partial<Change>): Change => ({
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(0),
  collection: 'sessions',
  operation: 'update',
  id: sessionId,
  changedFields: new Set(Object.keys(fields.updated ?? {})),
  updated: {},
  document: { userId },
  ...fields,
});

const viewerChanged = { to: { userId }, event: { __typename: 'ViewerChanged' } };

describe('a session in the feed', () => {
  test('that starts is news for the user', () => {
    expect(sessionLiveMapper.map(change({ operation: 'insert' }))).toEqual([viewerChanged]);
  });

  test('that ends closes its sockets first', () => {
    expect(sessionLiveMapper.map(change({ updated: { endedAt: new Date(1) } }))).toEqual([{ endedSessionId: sessionId }, viewerChanged]);
    expect(sessionLiveMapper.map(change({ operation: 'replace', document: { userId, endedAt: new Date(1) } }))).toEqual([
      { endedSessionId: sessionId },
      viewerChanged,
    ]);
  });

  test('that is deleted closes its sockets, though nobody knows any more whose it was', () => {
    expect(sessionLiveMapper.map(change({ operation: 'delete', document: null }))).toEqual([{ endedSessionId: sessionId }]);
    expect(sessionLiveMapper.map(change({ updated: { endedAt: new Date(1) }, document: null }))).toEqual([{ endedSessionId: sessionId }]);
  });

  test('that only refreshes is no news', () => {
    expect(sessionLiveMapper.map(change({ updated: { refreshHash: 'x', rotatedAt: new Date(1), expiresAt: new Date(2) } }))).toEqual([]);
  });
});
