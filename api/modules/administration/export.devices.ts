import type { Types } from 'mongoose';
import { AccessTokenModel, type AccessToken } from '../auth/access-token.model.js';
import { SessionModel, type Session } from '../auth/session.model.js';
import { WebhookDeliveryModel, WebhookModel, type Webhook, type WebhookDelivery } from '../integrations/webhook.model.js';
import { PresenceModel, type PresenceRecord } from '../presence/presence.model.js';
import { PushSubscriptionModel, type PushSubscription } from '../push/push.model.js';

/** What is read of the database at a time. */
const batchSize = 500;

/** Without what would let somebody in. */
export async function* exportSessions(userId: Types.ObjectId): AsyncIterable<object> {
  const sessions = SessionModel.find({ userId }).lean<Session[]>().cursor({ batchSize });
  for await (const { _id, deviceName, createdAt, lastUsedAt, expiresAt, endedAt } of sessions) {
    yield { id: _id, deviceName, createdAt, lastUsedAt, expiresAt, endedAt };
  }
}

/** Of the account and its bots, without the secrets. */
export async function* exportAccessTokens(userId: Types.ObjectId): AsyncIterable<object> {
  const tokens = AccessTokenModel.find({ ownerId: userId }).lean<AccessToken[]>().cursor({ batchSize });
  for await (const { _id, userId: speaksFor, name, scopes, createdAt, lastUsedAt, expiresAt, endedAt } of tokens) {
    yield { id: _id, userId: speaksFor, name, scopes, createdAt, lastUsedAt, expiresAt, endedAt };
  }
}

/** Without the secrets. */
export async function* exportWebhooks(userId: Types.ObjectId): AsyncIterable<object> {
  for await (const { _id, url, events, conversationId, createdAt, disabledAt } of WebhookModel.find({ ownerId: userId })
    .lean<Webhook[]>()
    .cursor({ batchSize })) {
    yield { id: _id, url, events, conversationId, createdAt, disabledAt };
  }
}

/** Without what was in it: that stands in the conversations, for whoever may see it. */
export async function* exportWebhookDeliveries(userId: Types.ObjectId): AsyncIterable<object> {
  for (const webhookId of await WebhookModel.distinct('_id', { ownerId: userId })) {
    const deliveries = WebhookDeliveryModel.find({ webhookId }).sort({ number: 1 }).lean<WebhookDelivery[]>().cursor({ batchSize });
    for await (const { event, at, attempts, status, lastAttemptAt, deliveredAt } of deliveries) {
      yield { webhookId, event, at, attempts, status, lastAttemptAt, deliveredAt };
    }
  }
}

/** Of the address only whose it is: whoever has all of it can send there. */
export async function* exportPushSubscriptions(userId: Types.ObjectId): AsyncIterable<object> {
  const subscriptions = PushSubscriptionModel.find({ userId }).lean<PushSubscription[]>().cursor({ batchSize });
  for await (const { sessionId, endpoint, createdAt } of subscriptions) yield { sessionId, service: new URL(endpoint).origin, createdAt };
}

/** One record, or none. */
export async function* exportPresence(userId: Types.ObjectId): AsyncIterable<object> {
  const record = await PresenceModel.findOne({ _id: userId }).lean<PresenceRecord>();
  if (!record) return;
  const { on, lastSeenAt, report } = record;
  const connections = Object.values(on ?? {}).map(({ status, active }) => ({ status, activeSessionIds: active }));
  const activity = report ? { sessionId: report.sessionId, active: report.active, at: report.at } : null;
  yield { lastSeenAt, connections, activity };
}
