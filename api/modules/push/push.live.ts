import type { LiveMapper } from '../../live/change.js';

/** Nobody is told of subscriptions; the processes follow them to know whose there are (push.directory.ts). */
export const pushLiveMapper: LiveMapper = {
  collection: 'pushSubscriptions',
  isEphemeral: true,
  needsDocument: false,
  map: () => [],
};
