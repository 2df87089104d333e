import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks (https://www.standardwebhooks.com), symmetric signatures, version 1. */

const prefix = 'whsec_';

/** 256 random bits. */
export const makeWebhookSecret = (): string => prefix + randomBytes(32).toString('base64');

/** Headers that say who sent a body, and when. `secret` as makeWebhookSecret made it. */
export function signDelivery(secret: string, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** The id of what `reference` names on its way to a webhook: always the same, and like no other. No dots, which the signature has between its parts. */
export function deriveDeliveryId(webhookId: string, reference: string): string {
  return `msg_${createHash('sha256').update(`${webhookId} ${reference}`).digest('base64url').slice(0, 32)}`;
}
