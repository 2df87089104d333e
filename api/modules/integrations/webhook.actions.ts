import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { CreateWebhookInput, MutationUpdateWebhookArgs } from '../../generated/schema-types.js';
import { conflict, notFound } from '../../graphql/errors.js';
import { storeInFreeSlot } from '../../graphql/slots.js';
import { accessMembership } from '../conversations/conversation.access.js';
import { accessWebhook, maxWebhooks } from './webhook.access.js';
import { cleanWebhookEvents, cleanWebhookUrl } from './webhook.input.js';
import { WebhookDeliveryModel, WebhookModel, type Webhook } from './webhook.model.js';
import { webhookSettings } from './webhook.settings.js';
import { makeWebhookSecret } from './webhook.signature.js';

/**
 * A webhook that hears what comes after `cursor`. Throws BAD_USER_INPUT (url, events), NOT_FOUND for a conversation that the viewer is not in, CONFLICT
 * where the viewer has 20 already.
 */
export async function createWebhook(viewer: ViewerIdentity, input: CreateWebhookInput, cursor: string): Promise<Webhook> {
  const url = cleanWebhookUrl(input.url, webhookSettings().privateAddresses);
  const events = cleanWebhookEvents(input.events);
  const conversationId =
    typeof input.conversationId === 'string' ? (await accessMembership(viewer, input.conversationId)).conversationId : null;
  const ownerId = new Types.ObjectId(viewer.userId);
  const webhook: Omit<Webhook, 'slot'> = {
    _id: new Types.ObjectId(),
    ownerId,
    url,
    events,
    conversationId,
    secret: makeWebhookSecret(),
    createdAt: new Date(),
    disabledAt: null,
    cursor,
    version: 1,
  };
  const isStored = await storeInFreeSlot(
    maxWebhooks,
    () => findTakenSlots(ownerId),
    (slot) => insertWebhook({ ...webhook, slot }),
  );
  if (!isStored) throw conflict('url', `One account has at most ${maxWebhooks} webhooks: delete one first.`, 'TOO_MANY');
  return { ...webhook, slot: 0 };
}

async function findTakenSlots(ownerId: Types.ObjectId): Promise<number[]> {
  const webhooks = await WebhookModel.find({ ownerId }, { slot: 1 }).lean<Pick<Webhook, 'slot'>[]>();
  return webhooks.map(({ slot }) => slot);
}

async function insertWebhook(webhook: Webhook): Promise<boolean> {
  try {
    await WebhookModel.collection.insertOne(webhook);
    return true;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return false;
    throw error;
  }
}

/** What is left out, or null, stays. What waits for its next attempt is tried at once, with the whole schedule before it, where the webhook is started or leads elsewhere. */
export async function updateWebhook(viewer: ViewerIdentity, args: MutationUpdateWebhookArgs): Promise<Webhook> {
  const { _id } = await accessWebhook(viewer, args.id);
  const changes: Partial<Webhook> = {
    ...(typeof args.url === 'string' && { url: cleanWebhookUrl(args.url, webhookSettings().privateAddresses) }),
    ...(args.events && { events: cleanWebhookEvents(args.events) }),
    ...(args.active === true && { disabledAt: null }),
  };
  if (changes.url !== undefined || args.active === true)
    await WebhookDeliveryModel.updateMany({ webhookId: _id, deliveredAt: null }, { $set: { failures: 0, nextAttemptAt: null } });
  if (args.active === false) await disableWebhook(_id);
  const updated = await WebhookModel.findOneAndUpdate(
    { _id },
    { $set: changes, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<Webhook>();
  if (!updated) throw notFound('webhook');
  return updated;
}

/** It stops where it is; one that is disabled stays as it is. */
export async function disableWebhook(_id: Types.ObjectId): Promise<void> {
  await WebhookModel.updateOne({ _id, disabledAt: null }, { $set: { disabledAt: new Date() }, $inc: { version: 1 } });
}

export async function deleteWebhook(viewer: ViewerIdentity, webhookId: string): Promise<void> {
  const { _id } = await accessWebhook(viewer, webhookId);
  await removeWebhooks({ _id });
}

/** When the group is deleted. Repeating it completes it. */
export async function removeWebhooksOfConversation(conversationId: Types.ObjectId): Promise<void> {
  await removeWebhooks({ conversationId });
}

/** When the account is deleted. Repeating it completes it. */
export async function removeWebhooksOfOwner(ownerId: Types.ObjectId): Promise<void> {
  await removeWebhooks({ ownerId });
}

/** Their deliveries first, so that repeating it finds them. */
async function removeWebhooks(
  which: Partial<Pick<Webhook, '_id' | 'ownerId'>> & { readonly conversationId?: Types.ObjectId },
): Promise<void> {
  const webhooks = await WebhookModel.find(which, { _id: 1 }).lean<Pick<Webhook, '_id'>[]>();
  const ids = webhooks.map(({ _id }) => _id);
  if (ids.length === 0) return;
  await WebhookDeliveryModel.deleteMany({ webhookId: { $in: ids } });
  await WebhookModel.deleteMany({ _id: { $in: ids } });
  // What was begun before they were gone.
  await WebhookDeliveryModel.deleteMany({ webhookId: { $in: ids } });
}
