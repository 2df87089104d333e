import type { LiveMapper } from '../../live/change.js';
import type { PresenceStatus } from '../../live/events.js';

/** The best of what the processes say of somebody. */
export function statusOf(on: unknown): PresenceStatus {
  const statuses = typeof on === 'object' && on !== null ? Object.values(on).map(readStatus) : [];
  if (statuses.includes('ONLINE')) return 'ONLINE';
  return statuses.includes('AWAY') ? 'AWAY' : 'OFFLINE';
}

const readStatus = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'status' in entry ? entry.status : undefined;

/** Where somebody is connected, as one state: a second device, or another process, may change nothing of it. */
export const presenceLiveMapper: LiveMapper = {
  collection: 'presence',
  isEphemeral: true,
  // An update names the entry of one process; what counts are all of them.
  needsDocument: true,
  map: ({ operation, id, changedFields, document }) => {
    if (operation === 'update' && !changedFields.has('on')) return [];
    return [{ presenceOf: id, status: statusOf(document?.on) }];
  },
};
