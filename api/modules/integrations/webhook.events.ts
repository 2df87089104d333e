import type { WebhookEvent } from '../../generated/schema-types.js';
import type { DeliveredEvent } from '../../live/events.js';
import { deriveDeliveryId } from './webhook.signature.js';
import type { Webhook, WebhookDelivery } from './webhook.model.js';

type Told = Extract<DeliveredEvent, { readonly __typename: (typeof typeNames)[WebhookEvent] }>;

const typeNames = {
  MESSAGE_ADDED: 'MessageAdded',
  MESSAGE_CHANGED: 'MessageChanged',
  CONVERSATION_CHANGED: 'ConversationChanged',
  CONVERSATION_REMOVED: 'ConversationRemoved',
} as const satisfies Record<WebhookEvent, DeliveredEvent['__typename']>;

const allEvents = Object.keys(typeNames) as WebhookEvent[];

/** What to subscribe to for a webhook: its events, and the cursors between them. */
export const subscribedTypes = ({ events }: Pick<Webhook, 'events'>): DeliveredEvent['__typename'][] => [
  ...events.map((event) => typeNames[event]),
  'CursorAdvanced',
];

/** The delivery of an event to a webhook, its number aside; null where it is not for that webhook. */
export function draftDelivery(webhook: Webhook, event: DeliveredEvent): Omit<WebhookDelivery, 'number'> | null {
  const name = webhook.events.find((candidate) => typeNames[candidate] === event.__typename);
  if (!name || !isTold(event)) return null;
  const { conversationId, cursor, at } = event;
  if (webhook.conversationId && webhook.conversationId.toHexString() !== conversationId) return null;
  const messageId = 'messageId' in event ? event.messageId : null;
  // A message is added once, wherever in the history of changes that is found; all else is told by its place there.
  const reference = name === 'MESSAGE_ADDED' ? `${name} ${messageId}` : `${name} ${cursor}`;
  return {
    _id: deriveDeliveryId(webhook._id.toHexString(), reference),
    webhookId: webhook._id,
    event: name,
    conversationId,
    messageId,
    at,
    attempts: 0,
    failures: 0,
    status: null,
    lastAttemptAt: null,
    nextAttemptAt: null,
    deliveredAt: null,
  };
}

/** The event again, without what it brought along when it was new: what is read for it is the state of now. */
export function eventOf({ event, conversationId, messageId, at }: WebhookDelivery): DeliveredEvent {
  const place = { cursor: '', at };
  switch (event) {
    case 'MESSAGE_ADDED':
    case 'MESSAGE_CHANGED':
      return { ...place, __typename: typeNames[event], conversationId, messageId: messageId ?? '' };
    case 'CONVERSATION_CHANGED':
    case 'CONVERSATION_REMOVED':
      return { ...place, __typename: typeNames[event], conversationId };
  }
}

const isTold = (event: DeliveredEvent): event is Told => allEvents.some((name) => typeNames[name] === event.__typename);
