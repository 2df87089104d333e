import type { ApolloClient } from '@apollo/client';
import { withLock } from '../apollo/locks';
import { canNotify, readNoticeChoice, tellNoticeRules, writeNoticeChoice, type NoticeChoice } from '../apollo/notice-rules';
import { noticesKey } from '../apollo/storage';
import { registerPush, unregisterPush, withdrawPush, type OwnPush, type PushReach } from './push-registration';

const longestTimerMs = 2_147_483_000;
const nothingChosen: NoticeChoice = { on: false, quietUntil: null, pushEndpoint: null };

export type NoticesNow = NoticeChoice & {
  permission: 'unsupported' | NotificationPermission;
  /** Whether they come with no page open, too; null: not known yet, or in quiet. */
  reach: PushReach | 'failed' | null;
};

export type NoticeSettingsOptions = { client: ApolloClient; viewerId: string };

/**
 * What the person chose for notifications on this device, the same in all tabs, and that the server pushes accordingly. In quiet it sends nothing: a push
 * that shows nothing costs a site its permission in some browsers.
 */
export class NoticeSettings {
  #now: NoticesNow;
  #stopped = false;
  /** The server was told to send nothing, and has to be told when quiet is over. */
  #isWithdrawn = false;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: NoticeSettingsOptions;
  readonly #listeners = new Set<() => void>();
  readonly #cleanUps: (() => void)[] = [];

  constructor(options: NoticeSettingsOptions) {
    this.#options = options;
    this.#now = { ...(readNoticeChoice(options.viewerId) ?? nothingChosen), permission: permissionNow(), reach: null };
    const onStorage = ({ key }: StorageEvent) => {
      if (key !== noticesKey(options.viewerId)) return;
      this.#set(readNoticeChoice(options.viewerId) ?? nothingChosen);
      this.#awaitEndOfQuiet();
    };
    const onVisible = () => {
      // Permission may have been given or taken in the browser's own settings meanwhile.
      this.#set({ permission: permissionNow() });
      // The timer of a page that was frozen did not run.
      if (this.#isWithdrawn && !isQuiet(this.#now)) void this.syncPush();
    };
    addEventListener('storage', onStorage);
    document.addEventListener('visibilitychange', onVisible);
    this.#cleanUps.push(
      () => removeEventListener('storage', onStorage),
      () => document.removeEventListener('visibilitychange', onVisible),
    );
    this.#awaitEndOfQuiet();
  }

  get now(): NoticesNow {
    return this.#now;
  }

  /** Quiet is the service worker's business: it asks for what is told here, too. */
  get areOn(): boolean {
    return this.#now.on && this.#now.permission === 'granted' && !this.#stopped;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** To be called by the press of a button: browsers ask for permission only then. */
  async turnOn(): Promise<void> {
    if (this.#now.permission === 'unsupported') return;
    const permission = await Notification.requestPermission();
    if (this.#stopped) return;
    this.#set({ permission });
    if (permission !== 'granted') return;
    this.#choose({ on: true, quietUntil: null });
    await this.syncPush();
  }

  async turnOff(): Promise<void> {
    this.#choose({ on: false, quietUntil: null, pushEndpoint: null });
    this.#set({ reach: null });
    // Without a line the server hears from the push service that this browser is gone.
    await withLock('push', () => unregisterPush(this.#options.client)).catch(() => undefined);
  }

  /** Epoch milliseconds; null: no quiet any more. */
  async pause(quietUntil: number | null): Promise<void> {
    this.#choose({ quietUntil });
    await this.syncPush();
  }

  /** Has the server push to this browser, or not while it is quiet. Tabs take turns. Never rejects: without a line it is due again when that is back. */
  async syncPush(): Promise<void> {
    if (!this.areOn) return;
    try {
      const reach = await withLock('push', () => this.#syncInTurn());
      if (!this.#stopped) this.#set({ reach });
    } catch {
      // The screen says so and offers another try; the next time that the line is back is one.
      if (!this.#stopped) this.#set({ reach: 'failed' });
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#quietTimer);
    for (const cleanUp of this.#cleanUps) cleanUp();
  }

  async #syncInTurn(): Promise<PushReach | null> {
    const { client, viewerId } = this.#options;
    // Another tab may have chosen while this one waited.
    const choice = readNoticeChoice(viewerId) ?? this.#now;
    if (!choice.on || !this.areOn) return null;
    const own: OwnPush = { endpoint: choice.pushEndpoint, note: (pushEndpoint) => this.#choose({ pushEndpoint }) };
    this.#isWithdrawn = isQuiet(choice);
    if (!this.#isWithdrawn) return registerPush(client, own);
    await withdrawPush(client, own);
    return null;
  }

  #awaitEndOfQuiet(): void {
    clearTimeout(this.#quietTimer);
    const { quietUntil } = this.#now;
    if (quietUntil === null || !isQuiet(this.#now)) return;
    this.#isWithdrawn = true;
    this.#quietTimer = setTimeout(() => void this.syncPush(), Math.min(quietUntil - Date.now(), longestTimerMs));
  }

  #choose(change: Partial<NoticeChoice>): void {
    // A late answer must not bring back what a sign-out took away.
    if (this.#stopped) throw new Error('The notifications of this person have ended here.');
    const { viewerId } = this.#options;
    const { on, quietUntil, pushEndpoint } = { ...(readNoticeChoice(viewerId) ?? this.#now), ...change };
    const choice = { on, quietUntil, pushEndpoint };
    writeNoticeChoice(viewerId, choice);
    this.#set(choice);
    this.#awaitEndOfQuiet();
    void tellNoticeRules(choice);
  }

  #set(change: Partial<NoticesNow>): void {
    this.#now = { ...this.#now, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const permissionNow = (): NoticesNow['permission'] => (canNotify() ? Notification.permission : 'unsupported');
const isQuiet = ({ quietUntil }: NoticeChoice) => quietUntil !== null && quietUntil > Date.now();
