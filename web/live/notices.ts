import type { ApolloClient } from '@apollo/client';
import { conversationCacheId, messageCacheId } from '../apollo/cache';
import { MessageFields } from '../apollo/documents';
import type { MessageFieldsFragment } from '../generated/graphql';
import { BlockedPeople } from './blocked-people';
import { NoticeSettings } from './notice-settings';
import { noticeOf, readSeqOf, wantsNotice } from './notice-wish';
import { NoticeConversationFields } from './notices.document';
import type { Outbox } from './outbox';

/** Whoever reads at another device moves the read mark meanwhile; then there is nothing to tell. */
const collectMs = 1_000;
const closeReadMs = 400;
/** After a long absence: the newest conversations, not a wall of notifications. */
const mostAtOnce = 5;
const mostConversations = 50;
const mostOfOne = 50;

export type NoticesOptions = { client: ApolloClient; outbox: Outbox; viewerId: string };

/** Tells of new messages while no page of the app is looked at, and takes back what has been read. What is shown, the service worker decides. */
export class Notices {
  readonly settings: NoticeSettings;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The newest messages of each conversation that nobody was told of yet. */
  readonly #waiting = new Map<string, readonly MessageFieldsFragment[]>();
  readonly #removed = new Set<string>();
  readonly #options: NoticesOptions;
  readonly #blocked: BlockedPeople;
  readonly #unfollowOutbox: () => void;

  constructor(options: NoticesOptions) {
    this.#options = options;
    this.#blocked = new BlockedPeople(options.client);
    this.settings = new NoticeSettings(options);
    this.#unfollowOutbox = options.outbox.subscribe(() => this.closeReadSoon());
  }

  /** The line is (back) up: what only the server can do is done now. */
  async live(): Promise<void> {
    this.#blocked.doubt();
    this.closeReadSoon();
    if (this.#waiting.size > 0) this.#tellSoon();
    await this.settings.syncPush();
  }

  /** Whom the viewer has blocked may be another than before. */
  viewerChanged(): void {
    this.#blocked.doubt();
    this.closeReadSoon();
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
    this.settings.stop();
    clearTimeout(this.#timer);
    clearTimeout(this.#closeTimer);
    this.#unfollowOutbox();
  }

  get #works(): boolean {
    return this.settings.areOn && !this.#stopped;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => void this.#tell(), collectMs);
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const { viewerId, outbox } = this.#options;
    const { ids: blockedIds } = this.#blocked;
    if (!blockedIds) return this.#askWhoIsBlocked();
    const circumstances = { viewerId, outbox: outbox.items, blockedIds, now: Date.now() };
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

  /** Until it is known nothing is said of anybody: what waits is looked at again with the answer, or when the line is back. */
  async #askWhoIsBlocked(): Promise<void> {
    if (!this.#works) return;
    try {
      await this.#blocked.ask();
      // Asked again where the answer was overtaken.
      if (this.#blocked.ids) await this.#tell();
      else this.#tellSoon();
    } catch {
      // The line is lost: live() goes on with it.
    }
  }

  /** What was read, here or at another device, or deleted, is not news any more; nor is what somebody wrote who is blocked now. */
  async #closeRead(): Promise<void> {
    this.#closeTimer = undefined;
    const registration = await navigator.serviceWorker.ready;
    for (const notification of await registration.getNotifications()) {
      const { seq = 0, messageId = '' } = (notification.data ?? {}) as { seq?: number; messageId?: string };
      const conversation = this.#readConversation(notification.tag);
      const isRead = conversation !== null && readSeqOf(conversation, this.#options.outbox.items) >= seq;
      const message = this.#readMessage(messageId);
      const isOver = message && (message.deletedAt !== null || this.#blocked.has(message.author?.id ?? ''));
      if (isRead || this.#removed.has(notification.tag) || isOver) notification.close();
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
}
