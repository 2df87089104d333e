import { expect, test } from 'vitest';
import type { Change } from '../../live/change.js';
import { presenceLiveMapper } from './presence.live.js';

const change: Change = {
  position: { seconds: 1, increment: 1, index: 0 },
  at: new Date(),
  collection: 'presence',
  operation: 'update',
  id: 'ana',
  changedFields: new Set(['on', 'processes']),
  updated: {},
  document: null,
};
const on = (...statuses: readonly string[]) => ({
  on: Object.fromEntries(statuses.map((status, index) => [`process-${index}`, { status, active: [] }])),
});

test.each([
  ['ONLINE', ['AWAY', 'ONLINE']],
  ['AWAY', ['AWAY']],
  ['OFFLINE', []],
])('somebody is %s of %j on different processes', (status, statuses) => {
  expect(presenceLiveMapper.map({ ...change, document: on(...statuses) })).toEqual([{ presenceOf: 'ana', status }]);
});

test('a record that is gone is somebody OFFLINE', () => {
  expect(presenceLiveMapper.map({ ...change, operation: 'delete', changedFields: new Set() })).toEqual([
    { presenceOf: 'ana', status: 'OFFLINE' },
  ]);
});

test('a report of activity alone announces nothing', () => {
  expect(presenceLiveMapper.map({ ...change, changedFields: new Set(['report']), document: on('ONLINE') })).toEqual([]);
});
