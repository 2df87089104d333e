import type { ApolloClient } from '@apollo/client';
import { PushKeyDocument, RegisterPushDocument, UnregisterPushDocument } from './notices.document';

/** Whether messages reach this browser while no page is open. `open`: they do not, for a reason that will not pass by itself. */
export type PushReach = 'closed' | 'open';

/** Which subscription of this browser was made for the person. */
export type OwnPush = { endpoint: string | null; note: (endpoint: string | null) => void };

/** Has the server's pushes come to this browser, for the session of now. Throws where the server was not reached or refused. */
export async function registerPush(client: ApolloClient, own: OwnPush): Promise<PushReach> {
  const { data } = await client.query({ query: PushKeyDocument, fetchPolicy: 'no-cache' });
  const key = data?.serverInfo.vapidPublicKey ?? null;
  const subscription = key === null ? null : await subscribe(key, own);
  if (!subscription) return 'open';
  const { endpoint, keys } = subscription.toJSON();
  if (endpoint === undefined || !keys?.['p256dh'] || !keys['auth']) return 'open';
  // Before the server knows of it: whatever comes by an address that is new is for this person.
  own.note(endpoint);
  const variables = { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] };
  await client.mutate({ mutation: RegisterPushDocument, variables, fetchPolicy: 'no-cache' });
  return 'closed';
}

/** For a while the server sends nothing; the browser keeps its subscription. */
export async function withdrawPush(client: ApolloClient, { endpoint }: OwnPush): Promise<void> {
  if (endpoint === null) return;
  await client.mutate({ mutation: UnregisterPushDocument, variables: { endpoint }, fetchPolicy: 'no-cache' });
}

/** Ends it in the browser first: that holds without a line, too. */
export async function unregisterPush(client: ApolloClient): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager?.getSubscription();
  if (!subscription) return;
  await subscription.unsubscribe();
  const variables = { endpoint: subscription.endpoint };
  await client.mutate({ mutation: UnregisterPushDocument, variables, fetchPolicy: 'no-cache' });
}

/** Null where the browser has no push service, or cannot reach it: some are built without one. */
async function subscribe(key: string, own: OwnPush): Promise<PushSubscription | null> {
  const { pushManager } = await navigator.serviceWorker.ready;
  if (!pushManager) return null;
  const applicationServerKey = bytesOf(key);
  const known = await pushManager.getSubscription().catch(() => null);
  if (known && known.endpoint === own.endpoint && isSameKey(known.options.applicationServerKey, applicationServerKey)) return known;
  // Made for another key, as before a database was set up anew: nothing would ever come through it. Or left by somebody else, whose
  // messages may still be on their way through it: what cannot be ended must not be taken over.
  own.note(null);
  if (known && !(await known.unsubscribe())) throw new Error('The push subscription that was here before could not be ended.');
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  } catch {
    return null;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function isSameKey(stored: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const bytes = stored && new Uint8Array(stored);
  return bytes?.length === wanted.length && bytes.every((byte, index) => byte === wanted[index]);
}
