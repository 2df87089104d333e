import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Notice, NoticeRules } from './messages';
import { keepRules, showNotice, type NoticeWorker } from './notices';

const rules: NoticeRules = { allowed: true, quietUntil: null, pushIsOurs: true, fileWord: 'Sent a file' };
let seq = 0;
const notice = (conversationId: string): Notice => ({ conversationId, messageId: 'm', seq: (seq += 1), title: 'Bia', body: 'hello' });

let shown: string[];
let worker: NoticeWorker;
beforeEach(() => {
  const kept = new Map<string, Response>();
  const cache = {
    put: (path: string, response: Response) => Promise.resolve(void kept.set(path, response)),
    match: (path: string) => Promise.resolve(kept.get(path)?.clone()),
  };
  vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
  shown = [];
  worker = {
    registration: {
      getNotifications: () => Promise.resolve([]),
      showNotification: (title) => Promise.resolve(void shown.push(title)),
    },
    clients: { matchAll: () => Promise.resolve([]), openWindow: () => Promise.resolve(null) },
  };
});
afterEach(() => void vi.unstubAllGlobals());

test('a push is shown only where the subscription was made for who is signed in', async () => {
  await keepRules(worker, { ...rules, pushIsOurs: false });
  await showNotice(worker, notice('c1'), 'push');
  expect(shown).toEqual([]);
  await showNotice(worker, notice('c1'), 'page');
  expect(shown).toEqual(['Bia']);
  await keepRules(worker, rules);
  await showNotice(worker, notice('c2'), 'push');
  expect(shown).toEqual(['Bia', 'Bia']);
});

test('rules that an earlier version kept do not say whose a push is', async () => {
  const { pushIsOurs: _unknown, ...earlier } = rules;
  await keepRules(worker, earlier as NoticeRules);
  await showNotice(worker, notice('c3'), 'push');
  expect(shown).toEqual([]);
});

test('nothing is shown where nobody is signed in, or in quiet', async () => {
  await keepRules(worker, { ...rules, allowed: false });
  await showNotice(worker, notice('c4'), 'push');
  await keepRules(worker, { ...rules, quietUntil: Date.now() + 60_000 });
  await showNotice(worker, notice('c4'), 'page');
  expect(shown).toEqual([]);
});
