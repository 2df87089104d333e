import type { ToWorker } from './worker/messages';
import { asNotice, keepRules, openNotice, showNotice, type NoticeWorker } from './worker/notices';

/**
 * Keeps the built app in the browser's cache, so that it opens without a network, and shows notifications. It knows nothing
 * else of the chat: data lives in the page. vite.config.ts puts the list of built files in place of `shellFiles`, and their digest in place of `shellVersion`.
 */
declare const shellFiles: readonly string[];
declare const shellVersion: string;

type ExtendableEvent = Event & { waitUntil: (promise: Promise<unknown>) => void };
type FetchEvent = ExtendableEvent & { request: Request; respondWith: (response: Promise<Response>) => void };
type PushEvent = ExtendableEvent & { data: { json: () => unknown } | null };
type NotificationEvent = ExtendableEvent & { notification: Parameters<typeof openNotice>[1] };
type WorkerEvents = {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  message: ExtendableEvent & { data: ToWorker };
  push: PushEvent;
  notificationclick: NotificationEvent;
};
type ShellWorker = NoticeWorker & {
  location: Location;
  skipWaiting: () => Promise<void>;
  clients: NoticeWorker['clients'] & { claim: () => Promise<void> };
  addEventListener: <Name extends keyof WorkerEvents>(name: Name, listener: (event: WorkerEvents[Name]) => void) => void;
};
const worker = self as unknown as ShellWorker;

const cachePrefix = 'talk-in-clouds-shell-';
const cacheName = cachePrefix + shellVersion;
/** What the server answers itself; never an app page. */
const serverPaths = ['/graphql', '/playground', '/healthz', '/readyz', '/metrics'];

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) =>
      // Past the HTTP cache: an index.html of yesterday beside today's files would be a broken app.
      cache.addAll(shellFiles.map((path) => new Request(path, { cache: 'reload' }))),
    ),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(removeOldShells().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const { data } = event;
  if (data === 'take-over') return event.waitUntil(worker.skipWaiting());
  event.waitUntil(data.type === 'rules' ? keepRules(worker, data.rules) : showNotice(worker, data.notice, 'page'));
});

worker.addEventListener('push', (event) => {
  const notice = asNotice(event.data?.json());
  if (notice) event.waitUntil(showNotice(worker, notice, 'push'));
});

worker.addEventListener('notificationclick', (event) => {
  event.waitUntil(openNotice(worker, event.notification));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (serverPaths.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return;
  if (request.mode === 'navigate') event.respondWith(answerFromShell('/index.html', request));
  else if (url.pathname.startsWith('/assets/') || shellFiles.includes(url.pathname))
    event.respondWith(answerFromShell(url.pathname, request));
});

async function answerFromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  // A page of the version before asks for its own files, which carry other names.
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

/** The one before stays: a page that runs on it may still load one of its parts. */
async function removeOldShells(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}
