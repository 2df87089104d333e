import type { WebhookEvent } from '../../generated/schema-types.js';
import { badUserInput } from '../../graphql/errors.js';
import { isPrivateHost } from '../../outbound/public-addresses.js';

const maxUrlLength = 2048;

const complain = (reason: string, message: string) => badUserInput('url', reason, message);

/**
 * As it is called. Throws BAD_USER_INPUT (url: TOO_LONG, INVALID, PRIVATE_ADDRESS). Where a name leads is looked at with every delivery, not here: it may
 * change at any time.
 */
export function cleanWebhookUrl(value: string, privateAddresses: boolean): string {
  if (value.length > maxUrlLength) throw complain('TOO_LONG', `url must have at most ${maxUrlLength} characters.`);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw complain('INVALID', 'url must be an address that starts with http:// or https://.');
  if (url.username || url.password) throw complain('INVALID', 'url must not hold a user name or a password.');
  if (!privateAddresses && (isPrivateHost(url.hostname) || /(^|\.)localhost\.?$/.test(url.hostname)))
    throw complain('PRIVATE_ADDRESS', 'url leads into the own network of the server, where webhooks are not sent.');
  url.hash = '';
  if (url.href.length > maxUrlLength) throw complain('TOO_LONG', `url must have at most ${maxUrlLength} characters.`);
  return url.href;
}

/** Each once. Throws BAD_USER_INPUT (events, EMPTY). */
export function cleanWebhookEvents(events: readonly WebhookEvent[]): WebhookEvent[] {
  if (events.length === 0) throw badUserInput('events', 'EMPTY', 'A webhook needs at least one event.');
  return [...new Set(events)];
}
