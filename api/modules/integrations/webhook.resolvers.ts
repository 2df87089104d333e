import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import { redeliverWebhook } from './delivery.actions.js';
import { createWebhook, deleteWebhook, updateWebhook } from './webhook.actions.js';
import { findWebhooks, pageDeliveries } from './webhook.queries.js';

export const webhookResolvers: Resolvers = {
  Mutation: {
    createWebhook: async (_, { input }, context) => {
      const webhook = await createWebhook(requireViewer(context), input, context.live.currentCursor());
      return { webhook, secret: webhook.secret };
    },
    updateWebhook: (_, args, context) => updateWebhook(requireViewer(context), args),
    deleteWebhook: async (_, { id }, context) => {
      await deleteWebhook(requireViewer(context), id);
      return true;
    },
    redeliverWebhook: (_, { deliveryId }, context) => redeliverWebhook(requireViewer(context), deliveryId),
  },
  Viewer: {
    webhooks: (viewer) => findWebhooks(viewer._id),
  },
  Webhook: {
    id: (webhook) => webhook._id.toHexString(),
    conversationId: ({ conversationId }) => conversationId?.toHexString() ?? null,
    deliveries: (webhook, args) => pageDeliveries(webhook, args),
  },
  WebhookDelivery: {
    id: ({ _id }) => _id,
  },
};
