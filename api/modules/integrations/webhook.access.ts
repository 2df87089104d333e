import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { WebhookDeliveryModel, WebhookModel, type Webhook, type WebhookDelivery } from './webhook.model.js';

/** Schema: Mutation.createWebhook. */
export const maxWebhooks = 20;
/** Schema: Webhook.deliveries. */
export const keptDeliveries = 100;

type Viewer = Pick<ViewerIdentity, 'userId'>;

/** Throws NOT_FOUND for missing, malformed and somebody else's alike. */
export async function accessWebhook(viewer: Viewer, webhookId: string): Promise<Webhook> {
  const _id = parseId(webhookId);
  const webhook = _id && (await WebhookModel.findOne({ _id, ownerId: new Types.ObjectId(viewer.userId) }).lean<Webhook>());
  if (!webhook) throw notFound('webhook');
  return webhook;
}

/** A delivery of one of the viewer's webhooks. NOT_FOUND in the same cases. */
export async function accessDelivery(viewer: Viewer, deliveryId: string): Promise<{ webhook: Webhook; delivery: WebhookDelivery }> {
  const delivery = await WebhookDeliveryModel.findOne({ _id: deliveryId }).lean<WebhookDelivery>();
  const ownerId = new Types.ObjectId(viewer.userId);
  const webhook = delivery && (await WebhookModel.findOne({ _id: delivery.webhookId, ownerId }).lean<Webhook>());
  if (!delivery || !webhook) throw notFound('delivery');
  return { webhook, delivery };
}
