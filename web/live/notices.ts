import type { ApolloClient } from '@apollo/client';
import { conversationCacheId, messageCacheId } from '../apollo/cache';
import { MessageFields } from '../apollo/documents';
import { canNotify, readNoticeChoice, tellNoticeRules, writeNoticeChoice, type NoticeChoice } from '../apollo/notice-rules';
import { noticesKey } from '../apollo/storage';
import type { MessageFieldsFragment } from '../generated/graphql';
import { noticeOf, readSeqOf, wantsNotice } from './notice-wish';
import { BlockedIdsDocument, NoticeConversationFields } from './notices.document';
import type { Outbox } from './outbox';
import { registerPush, unregisterPush, type PushReach } from './push-registration';

/** Whoever reads at another device moves the read mark meanwhile; then there is nothing to tell. */
const collectMs = 1_000;
const closeReadMs = 400;
/** After a long absence: the newest conversations, not a wall of notifications. */
const mostAtOnce = 5;
const mostConversations = 50;
const mostOfOne = 50;

export type NoticesNow = NoticeChoice & {
  permission: 'unsupported' | NotificationPermission;
  /** Whether they come with no page open, too; null: not known yet. */
  reach: PushReach | 'failed' | null;
};

export type NoticesOptions = { client: ApolloClient; outbox: Outbox; viewerId: string };

/** Tells of new messages while no page of the app is looked at, and takes back what has been read. What is shown, the service worker decides. */
export class Notices {
  #now: NoticesNow;
  #blockedIds: ReadonlySet<string> = new Set();
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The newest messages of each conversation that nobody was told of yet. */
  readonly #waiting = new Map<string, readonly MessageFieldsFragment[]>();
  readonly #removed = new Set<string>();
  readonly #options: NoticesOptions;
  readonly #listeners = new Set<() => void>();
  readonly #cleanUps: (() => void)[] = [];

  constructor(options: NoticesOptions) {
    this.#options = options;
    this.#now = { ...readNoticeChoice(options.viewerId), permission: permissionNow(), reach: null };
    const onStorage = ({ key }: StorageEvent) => key === noticesKey(options.viewerId) && this.#set(readNoticeChoice(options.viewerId));
    // Permission may have been given or taken in the browser's own settings meanwhile.
    const onVisible = () => this.#set({ permission: permissionNow() });
    addEventListener('storage', onStorage);
    document.addEventListener('visibilitychange', onVisible);
    this.#cleanUps.push(
      () => removeEventListener('storage', onStorage),
      () => document.removeEventListener('visibilitychange', onVisible),
      options.outbox.subscribe(() => this.closeReadSoon()),
    );
  }

  get now(): NoticesNow {
    return this.#now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** To be called by the press of a button: browsers ask for permission only then. */
  async turnOn(): Promise<void> {
    if (this.#now.permission === 'unsupported') return;
    const permission = await Notification.requestPermission();
    this.#set({ permission });
    if (permission !== 'granted') return;
    this.#choose({ on: true, quietUntil: null });
    await this.live();
  }

  async turnOff(): Promise<void> {
    this.#choose({ on: false, quietUntil: null });
    this.#set({ reach: null });
    // Without a line the server hears from the push service that this browser is gone.
    await unregisterPush(this.#options.client).catch(() => undefined);
  }

  /** Epoch milliseconds; null: no quiet any more. */
  pause(quietUntil: number | null): void {
    this.#choose({ on: this.#now.on, quietUntil });
  }

  /** The line is (back) up: what only the server can do is done now. */
  async live(): Promise<void> {
    this.closeReadSoon();
    if (!this.#works) return;
    try {
      this.#set({ reach: await registerPush(this.#options.client) });
      await this.viewerChanged();
    } catch {
      // The screen says so and offers another try; the next time that the line is back is one.
      if (!this.#stopped) this.#set({ reach: 'failed' });
    }
  }

  /** Whom the viewer has blocked may be another than before. */
  async viewerChanged(): Promise<void> {
    if (!this.#works) return;
    const { data } = await this.#options.client.query({ query: BlockedIdsDocument, fetchPolicy: 'no-cache' });
    this.#blockedIds = new Set(data?.viewer?.blockedUsers.map(({ id }) => id));
  }

  /** New messages that the cache holds by now. */
  consider(messages: readonly MessageFieldsFragment[]): void {
    if (!this.#works || document.visibilityState === 'visible') return;
    for (const message of messages) {
      const earlier = this.#waiting.get(message.conversationId) ?? [];
      this.#waiting.delete(message.conversationId);
      this.#waiting.set(message.conversationId, [...earlier, message].slice(-mostOfOne));
    }
    for (const id of [...this.#waiting.keys()].slice(0, -mostConversations)) this.#waiting.delete(id);
    if (messages.length > 0) this.#tellSoon();
  }

  /** It was not in the cache when a message of it came. */
  conversationFetched(conversationId: string): void {
    this.#removed.delete(conversationId);
    if (this.#waiting.has(conversationId)) this.#tellSoon();
  }

  /** Who is no member any more is shown nothing of it. */
  conversationRemoved(conversationId: string): void {
    this.#waiting.delete(conversationId);
    this.#removed.add(conversationId);
    this.closeReadSoon();
  }

  closeReadSoon(): void {
    if (this.#works) this.#closeTimer ??= setTimeout(() => void this.#closeRead(), closeReadMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#closeTimer);
    for (const cleanUp of this.#cleanUps) cleanUp();
  }

  get #works(): boolean {
    return this.#now.on && this.#now.permission === 'granted' && !this.#stopped;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => void this.#tell(), collectMs);
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const { viewerId, outbox } = this.#options;
    const circumstances = { viewerId, outbox: outbox.items, blockedIds: this.#blockedIds, now: Date.now() };
    const wanted = [...this.#waiting].flatMap(([conversationId, messages]) => {
      const conversation = this.#readConversation(conversationId);
      if (!conversation) return [];
      this.#waiting.delete(conversationId);
      const now = messages.map((message) => this.#readMessage(message.id) ?? message);
      const newest = now.findLast((message) => wantsNotice(message, { ...circumstances, conversation }));
      return newest ? [noticeOf(newest, conversation)] : [];
    });
    const { active } = await navigator.serviceWorker.ready;
    if (!this.#works) return;
    for (const notice of wanted.slice(-mostAtOnce)) active?.postMessage({ type: 'notice', notice });
  }

  /** What was read, here or at another device, or deleted, is not news any more. */
  async #closeRead(): Promise<void> {
    this.#closeTimer = undefined;
    const registration = await navigator.serviceWorker.ready;
    for (const notification of await registration.getNotifications()) {
      const { seq = 0, messageId = '' } = (notification.data ?? {}) as { seq?: number; messageId?: string };
      const conversation = this.#readConversation(notification.tag);
      const isRead = conversation !== null && readSeqOf(conversation, this.#options.outbox.items) >= seq;
      if (isRead || this.#removed.has(notification.tag) || this.#readMessage(messageId)?.deletedAt) notification.close();
    }
  }

  #readMessage(id: string) {
    const { cache } = this.#options.client;
    return cache.readFragment({ id: messageCacheId(id), fragment: MessageFields, fragmentName: 'MessageFields' });
  }

  #readConversation(id: string) {
    const { cache } = this.#options.client;
    const place = { id: conversationCacheId(id), fragment: NoticeConversationFields, fragmentName: 'NoticeConversationFields' };
    return cache.readFragment(place);
  }

  #choose(choice: NoticeChoice): void {
    writeNoticeChoice(this.#options.viewerId, choice);
    this.#set(choice);
    void tellNoticeRules(choice);
  }

  #set(change: Partial<NoticesNow>): void {
    this.#now = { ...this.#now, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const permissionNow = (): NoticesNow['permission'] => (canNotify() ? Notification.permission : 'unsupported');
