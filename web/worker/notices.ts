/** Notifications: of pages in the background and of pushes, through one door, so that no message is told twice. */
import type { FromWorker, Notice, NoticeRules } from './messages';

type ShownNotification = { tag: string; data: unknown; close: () => void };
type WindowClient = {
  url: string;
  focused: boolean;
  visibilityState: 'visible' | 'hidden';
  focus: () => Promise<unknown>;
  postMessage: (message: FromWorker) => void;
};
/** What of the worker's world this needs: the DOM's types do not have it. */
export type NoticeWorker = {
  registration: {
    getNotifications: (filter?: { tag: string }) => Promise<ShownNotification[]>;
    showNotification: (title: string, options: object) => Promise<void>;
  };
  clients: {
    matchAll: (options: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly WindowClient[]>;
    openWindow: (url: string) => Promise<unknown>;
  };
};

const rulesCache = 'talk-in-clouds-notice-rules';
const rulesPath = '/notice-rules';
const nothingAllowed: NoticeRules = { allowed: false, quietUntil: null, pushIsOurs: false, fileWord: '' };
/** What was shown since this worker woke up: a notification that was put away does not come back for the same message. */
const shownSeqs = new Map<string, number>();
const mostRemembered = 500;
let last: Promise<void> = Promise.resolve();

/** One after the other: two tabs may tell of the same message at the same time. */
function inTurn(task: () => Promise<void>): Promise<void> {
  const turn = last.then(task);
  // Whoever called hears of a failure; the next one is not held up by it.
  last = turn.catch(() => undefined);
  return turn;
}

export const keepRules = (worker: NoticeWorker, rules: NoticeRules) =>
  inTurn(async () => {
    const cache = await caches.open(rulesCache);
    await cache.put(rulesPath, new Response(JSON.stringify(rules)));
    if (!rules.allowed) for (const notification of await worker.registration.getNotifications()) notification.close();
  });

async function readRules(): Promise<NoticeRules> {
  const kept = await (await caches.open(rulesCache)).match(rulesPath);
  return kept ? ((await kept.json()) as NoticeRules) : nothingAllowed;
}

/**
 * A page tells only while no page is looked at. A push comes when the server thinks that nobody is at this browser, which a
 * page that was left open proves nothing against; only who has the focus sees the message anyway.
 */
export const showNotice = (worker: NoticeWorker, notice: Notice, from: 'page' | 'push') =>
  inTurn(async () => {
    const rules = await readRules();
    if (!rules.allowed || (rules.quietUntil !== null && rules.quietUntil > Date.now())) return;
    if (from === 'push' && !rules.pushIsOurs) return;
    const { conversationId, messageId, seq, title, body } = notice;
    if ((shownSeqs.get(conversationId) ?? 0) >= seq) return;
    const isSeen = (page: WindowClient) => (from === 'page' ? page.visibilityState === 'visible' : page.focused);
    if ((await appPages(worker)).some(isSeen)) return;
    const earlier = await worker.registration.getNotifications({ tag: conversationId });
    if (earlier.some(({ data }) => seqOf(data) >= seq)) return;
    remember(conversationId, seq);
    const look = { icon: '/icon-192.png', tag: conversationId, renotify: true, data: { conversationId, messageId, seq } };
    await worker.registration.showNotification(title, { ...look, body: body || rules.fileWord });
  });

/** Goes to the conversation in a page that is open, or in a new one. */
export async function openNotice(worker: NoticeWorker, notification: ShownNotification): Promise<void> {
  notification.close();
  const { conversationId } = notification.data as { conversationId: string };
  const pages = await appPages(worker);
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0];
  if (!page) return void (await worker.clients.openWindow(`/c/${encodeURIComponent(conversationId)}`));
  page.postMessage({ type: 'open', conversationId });
  await page.focus();
}

/** Null where it is none of ours: what comes from outside is looked at. */
export function asNotice(value: unknown): Notice | null {
  const { conversationId, messageId, seq, title, body } = (value ?? {}) as Record<string, unknown>;
  if (typeof conversationId !== 'string' || typeof messageId !== 'string' || typeof seq !== 'number') return null;
  if (typeof title !== 'string' || typeof body !== 'string') return null;
  return { conversationId, messageId, seq, title, body };
}

/** The pages of the app; the playground is none. */
async function appPages({ clients }: NoticeWorker): Promise<WindowClient[]> {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => !/^\/(graphql|playground)\b/.test(new URL(url).pathname));
}

function seqOf(data: unknown): number {
  const { seq } = (data ?? {}) as { seq?: unknown };
  return typeof seq === 'number' ? seq : 0;
}

function remember(conversationId: string, seq: number): void {
  shownSeqs.delete(conversationId);
  shownSeqs.set(conversationId, seq);
  const [oldest] = shownSeqs.keys();
  if (shownSeqs.size > mostRemembered && oldest !== undefined) shownSeqs.delete(oldest);
}
