import type { Types } from 'mongoose';
import { findPresentMemberships } from '../conversations/conversation.access.js';
import { memberId } from '../conversations/member.model.js';
import { findActiveUsers } from '../users/user.access.js';
import { eventOf } from './webhook.events.js';
import type { Webhook, WebhookDelivery } from './webhook.model.js';
import { postJson } from './webhook.request.js';
import { webhookSettings } from './webhook.settings.js';
import { signDelivery } from './webhook.signature.js';

export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  /** `status` null: no answer came. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly reason: string }
  /** Not the owner's to see any more, or gone: nothing was sent. */
  | { readonly kind: 'hidden' };

/**
 * One attempt: what the owner may see of it now goes to where the webhook leads now. Throws, without having sent anything, where the database is away, and
 * where `signal` says so.
 */
export async function attemptDelivery(webhook: Webhook, delivery: WebhookDelivery, signal: AbortSignal): Promise<Outcome> {
  if (!(await maySee(webhook.ownerId, delivery))) return { kind: 'hidden' };
  const settings = webhookSettings();
  const data = await settings.render(webhook.ownerId.toHexString(), eventOf(delivery));
  if (!data) return { kind: 'hidden' };
  const body = JSON.stringify({ id: delivery._id, event: delivery.event, at: delivery.at.toISOString(), data });
  const headers = signDelivery(webhook.secret, delivery._id, body, new Date());
  try {
    const status = await postJson(webhook.url, body, headers, { privateAddresses: settings.privateAddresses, signal });
    return status >= 200 && status < 300 ? { kind: 'delivered', status } : { kind: 'failed', status, reason: `status ${status}` };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', status: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the database, never a cache. That the owner was removed is the owner's to know. */
async function maySee(ownerId: Types.ObjectId, { event, conversationId }: WebhookDelivery): Promise<boolean> {
  const membership = memberId(conversationId, ownerId);
  const [active, present] = await Promise.all([
    findActiveUsers([ownerId]),
    event === 'CONVERSATION_REMOVED' ? new Set([membership]) : findPresentMemberships([membership]),
  ]);
  return active.has(ownerId.toHexString()) && present.has(membership);
}
