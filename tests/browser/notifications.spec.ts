/// <reference lib="dom" />
import { createECDH, randomBytes } from 'node:crypto';
import { expect, type Locator, type Page, type Worker } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { openDirect, openFromList, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

type Shown = { title: string; body: string };
/** What of the worker's world the test asks for. */
type WorkerScope = {
  registration: { getNotifications: () => Promise<(Shown & { tag: string })[]> };
  WindowClient: { prototype: object };
  dispatchEvent: (event: Event) => boolean;
  PushEvent: new (type: string, init: { data: string }) => Event;
  NotificationEvent: new (type: string, init: object) => Event;
};

/** No window of a headless browser is ever hidden: page and worker are told what a minimised one would tell them. */
async function hide({ page }: Seat, worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const { prototype } = (self as unknown as WorkerScope).WindowClient;
    Object.defineProperty(prototype, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(prototype, 'focused', { configurable: true, get: () => false });
  });
  await setVisibility(page, 'hidden');
}

const setVisibility = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

const shown = (worker: Worker) =>
  worker.evaluate(async () => {
    const notifications = await (self as unknown as WorkerScope).registration.getNotifications();
    return notifications.map(({ title, body }) => `${title}: ${body}`);
  });

const press = (worker: Worker) =>
  worker.evaluate(async () => {
    const scope = self as unknown as WorkerScope;
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });

/** As a push service would: through the browser, to the worker. */
async function push({ page, context }: Seat, data: object): Promise<void> {
  const session = await context.newCDPSession(page);
  const registrationId = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL.startsWith(server.url));
      if (found) resolve(found.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const delivery = { origin: server.url, registrationId: await registrationId, data: JSON.stringify(data) };
  await session.send('ServiceWorker.deliverPushMessage', delivery);
  await session.detach();
}

/** To the worker itself, and until it has done all of its work: what is not shown then is not shown later. */
const pushInside = (worker: Worker, data: object) =>
  worker.evaluate(async (text) => {
    const scope = self as unknown as WorkerScope;
    const event = new scope.PushEvent('push', { data: text });
    const work: Promise<unknown>[] = [];
    Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => work.push(promise) });
    scope.dispatchEvent(event);
    await Promise.all(work);
  }, JSON.stringify(data));

async function openNotifications({ page, name }: Seat): Promise<Locator> {
  await page.getByRole('button', { name: `Menu of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Notifications' }).click();
  return page.getByRole('main');
}

const closeSettings = ({ page }: Seat) => page.getByRole('button', { name: 'Back to conversations' }).first().click();

async function workerOf({ page, context }: Seat): Promise<Worker> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The page has no service worker.');
  return worker;
}

/** Resolves when the server has answered an operation of that name. */
const heardByServer = ({ page }: Seat, operationName: string) =>
  page.waitForResponse((response) => response.request().postData()?.includes(`"${operationName}"`) === true && response.ok());

/** Chromium alone has no push service. What one would give is handed to the page instead, and the server takes it. */
async function givePushService({ page }: Seat): Promise<void> {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const keys = { p256dh: pair.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  await page.evaluate(
    ({ place, keys }) => {
      let made = 0;
      let subscription: PushSubscription | null = null;
      const { prototype } = PushManager;
      prototype.getSubscription = () => Promise.resolve(subscription);
      prototype.subscribe = (options = {}) => {
        const endpoint = `${place}/${(made += 1)}`;
        const unsubscribe = () => {
          subscription = null;
          return Promise.resolve(true);
        };
        subscription ??= { endpoint, options, unsubscribe, toJSON: () => ({ endpoint, keys }) } as unknown as PushSubscription;
        return Promise.resolve(subscription);
      };
    },
    { place: `https://push.example.test/${randomBytes(8).toString('hex')}`, keys },
  );
}

test('a message is notified once while nobody looks, leads to its conversation, and goes when it is read', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await openDirect(bia, ana);
  await openDirect(caio, ana);
  await openDirect(ana, bia);
  await openDirect(ana, caio);
  const caioPath = new URL(ana.page.url()).pathname;
  const worker = await workerOf(ana);
  const row = (name: string) => ana.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name });

  await givePushService(ana);
  const settings = await openNotifications(ana);
  await expect(settings).toContainText('Notifications are off');
  await ana.context.grantPermissions(['notifications'], { origin: server.url });
  await settings.getByRole('button', { name: 'Turn on' }).click();
  await expect(settings).toContainText('also while this page is closed');
  await closeSettings(ana);

  await write(bia, 'while she looks');
  await expect(row('Bia')).toContainText('while she looks');
  await hide(ana, worker);
  await write(bia, 'are you **there**?');
  await expect.poll(() => shown(worker)).toEqual(['Bia: are you there?']);
  await write(bia, 'hello?');
  await expect.poll(() => shown(worker)).toEqual(['Bia: hello?']);
  await setVisibility(ana.page, 'visible');
  await openFromList(ana, 'Bia');
  await expect.poll(() => shown(worker)).toEqual([]);

  await row('Bia').click({ button: 'right' });
  await ana.page.getByRole('menuitem', { name: 'For 8 hours' }).click();
  await expect(row('Bia').getByRole('img', { name: 'Muted' })).toBeVisible();
  await setVisibility(ana.page, 'hidden');
  await write(bia, 'of this she wants to hear nothing');
  await write(caio, 'of this she does');
  await expect.poll(() => shown(worker)).toEqual(['Caio: of this she does']);
  await press(worker);
  await expect(ana.page).toHaveURL(server.url + caioPath);
  await expect(ana.page.getByRole('log')).toContainText('of this she does');
  await expect.poll(() => shown(worker)).toEqual([]);

  // A push, with no page that has the focus: shown, but not in quiet hours, and not to who is signed out.
  const conversationId = caioPath.split('/')[2];
  const notice = (seq: number, body: string, of = conversationId) => {
    return { type: 'MESSAGE', conversationId: of, messageId: `m${seq}`, seq, title: 'Caio', body };
  };
  const elsewhere = '0'.repeat(24);
  await pushInside(worker, notice(1, 'long known'));
  expect(await shown(worker)).toEqual([]);
  await push(ana, notice(90, ''));
  await expect.poll(() => shown(worker)).toEqual(['Caio: Sent a file']);
  const withdrawn = heardByServer(ana, 'UnregisterPush');
  await (await openNotifications(ana)).getByRole('button', { name: 'For 1 hour' }).click();
  await expect(settings).toContainText('Quiet until');
  await withdrawn;
  await pushInside(worker, notice(91, 'in quiet hours', elsewhere));
  expect(await shown(worker)).toEqual(['Caio: Sent a file']);
  const registered = heardByServer(ana, 'RegisterPush');
  await settings.getByRole('button', { name: 'End quiet' }).click();
  await expect(settings.getByRole('button', { name: 'For 1 hour' })).toBeVisible();
  await registered;
  await pushInside(worker, notice(92, 'after them'));
  await expect.poll(() => shown(worker)).toEqual(['Caio: after them']);
  // Pressed while the page shows something that is no chat, it leads there all the same.
  await ana.page.goto(`${server.url}/forgot-password`);
  await expect(ana.page.getByRole('heading', { level: 1 })).toBeVisible();
  await press(worker);
  await expect(ana.page).toHaveURL(server.url + caioPath);
  await ana.page.getByRole('button', { name: 'Menu of Ana' }).click();
  await ana.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ana.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => shown(worker)).toEqual([]);
  await pushInside(worker, notice(93, 'to nobody'));
  expect(await shown(worker)).toEqual([]);
});

test('who refuses is told how to change it, and nothing else is asked', async ({ browser }) => {
  const [ana] = await takeSeats(browser, server.url, 'Ana');
  await ana.page.evaluate(() => {
    Object.defineProperty(Notification, 'permission', { configurable: true, get: () => 'denied' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const settings = await openNotifications(ana);
  await expect(settings).toContainText('Your browser blocks them');
  await expect(settings.getByRole('button', { name: 'Turn on' })).toHaveCount(0);
});
