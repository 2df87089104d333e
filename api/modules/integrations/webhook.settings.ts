import type { DeliveredEvent } from '../../live/events.js';

export interface WebhookSettings {
  /** Addresses of the server's own network are called, too. */
  readonly privateAddresses: boolean;
  /** Pauses after the first failed attempt, the second, …; after the attempt that follows the last of them the webhook is disabled. */
  readonly retrySeconds: readonly number[];
  /**
   * What an event is to its owner now, in the shapes of the API; null where it is gone. Whether the owner may see it is asked before. Throws UNAVAILABLE
   * where the database is away.
   */
  render(ownerId: string, event: DeliveredEvent): Promise<Readonly<Record<string, unknown>> | null>;
}

let current: WebhookSettings | null = null;

/** Called once, at start-up. */
export function setWebhookSettings(settings: WebhookSettings): void {
  current = settings;
}

export function webhookSettings(): WebhookSettings {
  if (!current) throw new Error('setWebhookSettings was not called at start.');
  return current;
}
