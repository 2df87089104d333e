import { mongo } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { AppError, notFound } from '../../graphql/errors.js';
import { attemptDelivery, type Outcome } from './delivery.attempt.js';
import { accessDelivery, keptDeliveries } from './webhook.access.js';
import { WebhookDeliveryModel, WebhookModel, type WebhookDelivery } from './webhook.model.js';
import { webhookSettings } from './webhook.settings.js';

/** Schema: Mutation.redeliverWebhook. */
const redeliverEveryMs = 1_000;

/** The record of a delivery: made where there is none yet. Older ones than the last 100 of its webhook go. */
export async function openDelivery(draft: Omit<WebhookDelivery, 'number'>): Promise<WebhookDelivery> {
  const { _id, webhookId } = draft;
  const known = await WebhookDeliveryModel.findOne({ _id }).lean<WebhookDelivery>();
  if (known) return known;
  const newest = await WebhookDeliveryModel.findOne({ webhookId }, { number: 1 })
    .sort({ number: -1 })
    .lean<Pick<WebhookDelivery, 'number'>>();
  const delivery = { ...draft, number: (newest?.number ?? 0) + 1 };
  try {
    await WebhookDeliveryModel.db.collection<WebhookDelivery>('webhookDeliveries').insertOne(delivery);
  } catch (error) {
    // Whoever worked at the webhook before was not quite gone yet.
    if (!(error instanceof mongo.MongoServerError && error.code === 11000)) throw error;
  }
  await WebhookDeliveryModel.deleteMany({ webhookId, number: { $lte: delivery.number - keptDeliveries } });
  return delivery;
}

/** Notes an attempt that was part of the schedule. When to try again; null where that is never: it was delivered, or this was the last attempt. */
export async function noteAttempt(delivery: WebhookDelivery, outcome: Outcome): Promise<Date | null> {
  if (outcome.kind === 'hidden') return null;
  const now = new Date();
  const isDelivered = outcome.kind === 'delivered';
  const pause = webhookSettings().retrySeconds[delivery.failures];
  const nextAttemptAt = isDelivered || pause === undefined ? null : new Date(now.getTime() + pause * 1000);
  await WebhookDeliveryModel.updateOne(
    { _id: delivery._id },
    {
      $set: { status: outcome.status, lastAttemptAt: now, nextAttemptAt, ...(isDelivered && { deliveredAt: now }) },
      $inc: { attempts: 1, failures: isDelivered ? 0 : 1 },
    },
  );
  return nextAttemptAt;
}

/** One attempt out of turn. Throws NOT_FOUND for what is not the viewer's, or not the viewer's to see any more, RATE_LIMITED within a second of the last attempt. */
export async function redeliverWebhook(viewer: ViewerIdentity, deliveryId: string): Promise<WebhookDelivery> {
  const { webhook, delivery } = await accessDelivery(viewer, deliveryId);
  const { _id } = delivery;
  const now = new Date();
  const { matchedCount } = await WebhookDeliveryModel.updateOne(
    { _id, $or: [{ lastAttemptAt: null }, { lastAttemptAt: { $lte: new Date(now.getTime() - redeliverEveryMs) } }] },
    { $set: { lastAttemptAt: now } },
  );
  if (matchedCount === 0) throw new AppError('RATE_LIMITED', 'This was tried within the last second.', { retryAfterMs: redeliverEveryMs });
  const outcome = await attemptDelivery(webhook, delivery, new AbortController().signal);
  if (outcome.kind === 'hidden') throw notFound('delivery');
  const isFirst = outcome.kind === 'delivered' && delivery.deliveredAt === null;
  const updated = await WebhookDeliveryModel.findOneAndUpdate(
    { _id },
    { $set: { status: outcome.status, ...(isFirst && { deliveredAt: new Date() }) }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<WebhookDelivery>();
  if (!updated) throw notFound('delivery');
  // Whoever waits with the next attempt need not wait any more.
  if (isFirst) await WebhookModel.updateOne({ _id: webhook._id }, { $inc: { version: 1 } });
  return updated;
}
