import { ApolloClient, ApolloLink } from '@apollo/client';
import { of, throwError } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversationCacheId, createCache, messageCacheId, type TalkCache } from '../apollo/cache';
import { BlockedPeopleDocument, MessageFields } from '../apollo/documents';
import { noticesKey } from '../apollo/storage';
import type { MessageFieldsFragment, UserFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import { Notices } from './notices';
import { NoticeConversationFields } from './notices.document';
import { Outbox } from './outbox';

const person = (id: string): UserFieldsFragment => ({
  __typename: 'User',
  id,
  displayName: id,
  username: id,
  photoUrl: null,
  revision: 1,
});
const message = (id: string, seq: number, author = person('bia')): MessageFieldsFragment => ({
  ...{ __typename: 'Message', id, conversationId: 'c1', seq, clientId: id, kind: 'TEXT', text: id, author, revision: 1 },
  ...{
    createdAt: '2026-11-27T10:00:00.000Z',
    editedAt: null,
    deletedAt: null,
    notice: null,
    replyTo: null,
    reactions: [],
    pinned: false,
    mentionsEveryone: false,
    mentions: [],
    attachments: [],
  },
});

let told: string[];
let notifications: { tag: string; data: object; close: () => void }[];
/** What the server answers to who is blocked; undefined: it is not reached. */
let blocked: string[] | undefined;
let asked: number;
let cache: TalkCache;
let outbox: Outbox;
let notices: Notices;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('PROD', true);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('caches', {});
  vi.stubGlobal('Notification', { permission: 'granted' });
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  localStorage.clear();
  localStorage.setItem(noticesKey('ana'), JSON.stringify({ on: true }));
  told = [];
  notifications = [];
  blocked = [];
  asked = 0;
  const postMessage = (sent: { type: string; notice?: { messageId: string } }) => sent.notice && told.push(sent.notice.messageId);
  const ready = Promise.resolve({ active: { postMessage }, getNotifications: () => Promise.resolve(notifications) });
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { ready } });
  cache = createCache();
  const viewerState: ViewerStateFieldsFragment = {
    ...{ __typename: 'ViewerState', role: 'MEMBER', revision: 1, lastReadSeq: 0, unreadCount: 0, unreadMentions: 0, notify: 'ALL' },
    ...{ mutedUntil: null, archived: false, pinned: false, markedUnread: false, othersReadSeq: 0, othersDeliveredSeq: 0 },
  };
  const data = { __typename: 'Group' as const, id: 'c1', kind: 'GROUP' as const, name: 'Walks', viewerState };
  cache.writeFragment({
    id: conversationCacheId('c1'),
    fragment: NoticeConversationFields,
    fragmentName: 'NoticeConversationFields',
    data,
  });
  const link = new ApolloLink(({ operationName }) => {
    // Of push the server says nothing here: that it fails must not matter to the rest.
    if (operationName !== 'BlockedPeople' || blocked === undefined) return throwError(() => new TypeError('Failed to fetch'));
    asked += 1;
    return of({ data: { viewer: { __typename: 'Viewer', blockedUsers: blocked.map(person) } } });
  });
  outbox = new Outbox('ana');
  notices = new Notices({ client: new ApolloClient({ cache, link }), outbox, viewerId: 'ana' });
});
afterEach(() => {
  notices.stop();
  outbox.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

const pass = () => vi.advanceTimersByTimeAsync(2_000);

test('of somebody who is blocked nothing is told, not even in the first moment', async () => {
  blocked = ['bia'];
  notices.consider([message('m1', 1), message('m2', 2, person('caio')), message('m3', 3)]);
  await pass();
  expect(told).toEqual(['m2']);
});

test('while it is not known who is blocked nothing is told; the line brings both', async () => {
  blocked = undefined;
  notices.consider([message('m1', 1)]);
  await pass();
  expect(told).toEqual([]);
  blocked = ['caio'];
  await notices.live();
  notices.consider([message('m2', 2, person('caio'))]);
  await pass();
  expect(told).toEqual(['m1']);
  expect(asked).toBe(1);
});

test('who was blocked a moment ago is told of no more, and what is shown of them goes', async () => {
  notices.consider([message('m1', 1)]);
  await pass();
  expect(told).toEqual(['m1']);
  const close = vi.fn();
  const data = message('m1', 1);
  cache.writeFragment({ id: messageCacheId('m1'), fragment: MessageFields, fragmentName: 'MessageFields', data });
  notifications = [{ tag: 'c1', data: { seq: 1, messageId: 'm1' }, close }];
  blocked = ['bia'];
  notices.viewerChanged();
  notices.consider([message('m2', 2)]);
  await pass();
  expect(told).toEqual(['m1']);
  notices.closeReadSoon();
  await pass();
  expect(close).toHaveBeenCalled();
});

test('a list of before, as the cache kept it, is not enough', async () => {
  cache.writeQuery({ query: BlockedPeopleDocument, data: { __typename: 'Query', viewer: { __typename: 'Viewer', blockedUsers: [] } } });
  blocked = undefined;
  notices.consider([message('m1', 1)]);
  await pass();
  expect(told).toEqual([]);
});
