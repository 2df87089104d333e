import type { LiveMapper } from '../../live/change.js';

/** News for the one who blocks, on all devices; the other is told nothing. First it holds for what is delivered, then it is told. The record's id names both: `blockerId:blockedId`. */
export const blockLiveMapper: LiveMapper = {
  collection: 'blocks',
  needsDocument: false,
  map: ({ operation, id }) => {
    const [blockerId = '', blockedId = ''] = id.split(':');
    if (!blockerId || !blockedId || operation === 'update') return [];
    return [
      { block: { blockerId, blockedId, present: operation !== 'delete' } },
      { to: { userId: blockerId }, event: { __typename: 'ViewerChanged' } },
    ];
  },
};
