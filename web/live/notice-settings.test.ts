import { ApolloClient, ApolloLink } from '@apollo/client';
import { of, throwError } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCache } from '../apollo/cache';
import { noticesKey } from '../apollo/storage';
import { NoticeSettings } from './notice-settings';

const hourMs = 3_600_000;
/** Of the server, as text: what the browser knows of a subscription is its bytes. */
const key = btoa('a key of this server');

type Rules = { allowed: boolean; pushIsOurs: boolean };
type Subscription = { endpoint: string; options: object; unsubscribe: () => Promise<boolean>; toJSON: () => object };
/** The browser's push subscription, which is one for all who use it. */
let subscription: Subscription | null;
let mayUnsubscribe: boolean;
let made: number;
/** What the server was told, in order; while `isOnline` is false it is not reached. */
let told: string[];
let isOnline: boolean;
let rules: Rules | null;
let settings: NoticeSettings;

function subscribed(endpoint: string): Subscription {
  return {
    endpoint,
    options: { applicationServerKey: Uint8Array.from(atob(key), (character) => character.charCodeAt(0)).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: () => {
      if (mayUnsubscribe) subscription = null;
      return Promise.resolve(mayUnsubscribe);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('PROD', true);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('caches', {});
  vi.stubGlobal('Notification', { permission: 'granted' });
  localStorage.clear();
  [subscription, mayUnsubscribe, made, told, isOnline, rules] = [null, true, 0, [], true, null];
  const pushManager = {
    getSubscription: () => Promise.resolve(subscription),
    // As browsers do: what is there is given again.
    subscribe: () => Promise.resolve((subscription ??= subscribed(`https://push.test/${(made += 1)}`))),
  };
  const active = { postMessage: (message: { rules: Rules }) => (rules = message.rules) };
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { ready: Promise.resolve({ active, pushManager }) } });
});
afterEach(() => {
  settings.stop();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

/** The page of somebody who has notifications on here. */
async function open(viewerId: string): Promise<NoticeSettings> {
  if (!localStorage.getItem(noticesKey(viewerId))) localStorage.setItem(noticesKey(viewerId), JSON.stringify({ on: true }));
  const link = new ApolloLink(({ operationName, variables }) => {
    if (!isOnline) return throwError(() => new TypeError('Failed to fetch'));
    if (operationName === 'PushKey') return of({ data: { serverInfo: { __typename: 'ServerInfo', vapidPublicKey: key } } });
    told.push(`${operationName} ${String(variables['endpoint']).slice(-1)}`);
    return of({ data: { registerPush: true, unregisterPush: true } });
  });
  settings = new NoticeSettings({ client: new ApolloClient({ cache: createCache(), link }), viewerId });
  await settings.syncPush();
  return settings;
}

/** What is kept of a person goes with the sign-out. */
function signOut(viewerId: string): void {
  settings.stop();
  localStorage.removeItem(noticesKey(viewerId));
}

test('a subscription that was made for the person is used again', async () => {
  await open('ana');
  settings.stop();
  await open('ana');
  expect(told).toEqual(['RegisterPush 1', 'RegisterPush 1']);
  expect(rules).toMatchObject({ allowed: true, pushIsOurs: true });
});

test('what somebody else has left is not taken over: their messages may still come by it', async () => {
  await open('ana');
  signOut('ana');
  await open('bia');
  expect(told).toEqual(['RegisterPush 1', 'RegisterPush 2']);
  expect(rules).toMatchObject({ pushIsOurs: true });
});

test('where it cannot be ended, pushes are shown to nobody, and that is said', async () => {
  await open('ana');
  signOut('ana');
  mayUnsubscribe = false;
  const { now } = await open('bia');
  expect(now.reach).toBe('failed');
  expect(told).toEqual(['RegisterPush 1']);
  expect(rules).toMatchObject({ pushIsOurs: false });
  mayUnsubscribe = true;
  await settings.syncPush();
  expect(settings.now.reach).toBe('closed');
  expect(told).toEqual(['RegisterPush 1', 'RegisterPush 2']);
});

test('in quiet the server sends nothing, and goes on by itself afterwards', async () => {
  await open('ana');
  await settings.pause(Date.now() + hourMs);
  expect(told).toEqual(['RegisterPush 1', 'UnregisterPush 1']);
  // The line was lost and is back.
  await settings.syncPush();
  expect(told.slice(2)).toEqual(['UnregisterPush 1']);
  await vi.advanceTimersByTimeAsync(hourMs);
  expect(told.slice(3)).toEqual(['RegisterPush 1']);
  expect(settings.now.reach).toBe('closed');
});

test('quiet that ended while no page was open, or without a line, is over with the next start', async () => {
  await open('ana');
  await settings.pause(Date.now() + hourMs);
  settings.stop();
  await vi.advanceTimersByTimeAsync(hourMs);
  expect(told).toHaveLength(2);
  isOnline = false;
  await open('ana');
  expect(settings.now.reach).toBe('failed');
  isOnline = true;
  await settings.syncPush();
  expect(told.slice(2)).toEqual(['RegisterPush 1']);
});

test('quiet that another tab ends or begins holds for this one', async () => {
  await open('ana');
  const choice = { on: true, quietUntil: Date.now() + hourMs, pushEndpoint: 'https://push.test/1' };
  localStorage.setItem(noticesKey('ana'), JSON.stringify(choice));
  dispatchEvent(new StorageEvent('storage', { key: noticesKey('ana') }));
  await settings.syncPush();
  expect(told.slice(1)).toEqual(['UnregisterPush 1']);
  await settings.pause(null);
  expect(told.slice(2)).toEqual(['RegisterPush 1']);
});

test('what comes late after a sign-out keeps nothing', async () => {
  await open('ana');
  const late = settings.syncPush();
  subscription = null;
  signOut('ana');
  await late;
  expect(localStorage.getItem(noticesKey('ana'))).toBeNull();
});
