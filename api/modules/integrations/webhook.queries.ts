import type { Types } from 'mongoose';
import type { WebhookDeliveriesArgs } from '../../generated/schema-types.js';
import { decodeCursor, encodeCursor, forwardPage, integerPart, pageSize, type Page } from '../../graphql/pages.js';
import { keptDeliveries, maxWebhooks } from './webhook.access.js';
import { WebhookDeliveryModel, WebhookModel, type Webhook, type WebhookDelivery } from './webhook.model.js';

const cursorKind = 'webhookDeliveries';

/** Newest first. */
export async function findWebhooks(ownerId: Types.ObjectId): Promise<Webhook[]> {
  return WebhookModel.find({ ownerId }).sort({ _id: -1 }).limit(maxWebhooks).lean<Webhook[]>();
}

/** Newest first. */
export async function pageDeliveries(webhook: Webhook, args: Partial<WebhookDeliveriesArgs>): Promise<Page<WebhookDelivery>> {
  const size = pageSize('first', args.first, 20, keptDeliveries);
  const before = typeof args.after === 'string' ? integerPart('after', decodeCursor('after', cursorKind, args.after)[0]) : null;
  const filter = { webhookId: webhook._id, ...(before !== null && { number: { $lt: before } }) };
  const deliveries = await WebhookDeliveryModel.find(filter)
    .sort({ number: -1 })
    .limit(size + 1)
    .lean<WebhookDelivery[]>();
  return forwardPage(deliveries, size, before !== null, ({ number }) => encodeCursor(cursorKind, number));
}
