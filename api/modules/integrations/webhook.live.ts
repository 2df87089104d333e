import type { LiveMapper } from '../../live/change.js';

/** Changes of webhooks are nobody's news: they are followed for whoever delivers (webhook.dispatcher.ts). */
export const webhookLiveMapper: LiveMapper = {
  collection: 'webhooks',
  needsDocument: false,
  map: () => [],
};
