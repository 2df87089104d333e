import { refusalOf } from '../apollo/errors';
import { SessionLocked } from '../apollo/refusal';
import type { Outbox } from './outbox';
import type { OutboxItem } from './outbox-item';

const firstRetryMs = 500;
const longestRetryMs = 30_000;
/** A fault of the server may be temporary, but is not retried for ever. */
const mostFaults = 5;

/** Codes that another try may get over. All other codes are refusals. */
const temporary: readonly string[] = ['UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED'];

type Timer = ReturnType<typeof setTimeout>;

/**
 * Does what waits in the outbox: per conversation in order, one at a time; conversations beside each other. Only the leading
 * tab runs it. An item leaves the outbox when it is done; a refusal stays there as failed and lets the next one pass.
 */
export class OutboxReplay {
  #running = false;
  readonly #busy = new Set<string>();
  readonly #waiting = new Map<string, Timer>();
  #unsubscribe: (() => void) | null = null;

  constructor(
    private readonly outbox: Outbox,
    /** Does one write. When it resolves, its answer is on the screen, or, where the page is hidden, will be with its next frame. */
    private readonly perform: (item: OutboxItem) => Promise<void>,
    /** Hears of refusals that no row of a conversation can show. */
    private readonly onDropped: (item: OutboxItem, code: string) => void,
  ) {}

  start(): void {
    this.#running = true;
    this.#unsubscribe = this.outbox.subscribe(() => this.#pump());
    this.#pump();
  }

  stop(): void {
    this.#running = false;
    this.#unsubscribe?.();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  /** The line is back: nobody waits for a back-off any longer. */
  wake(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#pump();
  }

  #pump(): void {
    if (!this.#running) return;
    const started = new Set<string>();
    for (const item of this.outbox.items) {
      const { conversationId } = item;
      if (item.refusedWith !== null || started.has(conversationId)) continue;
      started.add(conversationId);
      if (this.#busy.has(conversationId) || this.#waiting.has(conversationId)) continue;
      void this.#do(item, 0);
    }
  }

  async #do(item: OutboxItem, attempts: number): Promise<void> {
    const { conversationId } = item;
    this.#busy.add(conversationId);
    let retryAfterMs: number | null = null;
    try {
      await this.perform(item);
      this.outbox.done(item);
    } catch (error) {
      const refusal = refusalOf(error);
      const faulty = refusal?.code === 'INTERNAL_SERVER_ERROR' && attempts + 1 < mostFaults;
      if (error instanceof SessionLocked) {
        // The next start of the replay, after signing in again, takes it up.
        this.#running = false;
      } else if (refusal && !temporary.includes(refusal.code) && !faulty) {
        this.#settleRefusal(item, refusal.code);
      } else {
        retryAfterMs = refusal?.retryAfterMs ?? Math.min(firstRetryMs * 2 ** attempts, longestRetryMs) * (0.75 + Math.random() / 2);
      }
    }
    this.#busy.delete(conversationId);
    if (retryAfterMs !== null && this.#running) this.#retryLater(item, attempts + 1, retryAfterMs);
    else this.#pump();
  }

  #settleRefusal(item: OutboxItem, code: string): void {
    const { kind } = item.write;
    // Other tabs hear of it, too: what is only removed was done.
    this.outbox.refuse(item.id, code);
    if (kind !== 'markRead' && kind !== 'preferences') return;
    this.outbox.remove(item.id);
    this.#keepOthers(item, code);
    // A read mark that is refused (the conversation is gone) concerns nobody.
    if (kind === 'preferences') this.onDropped(item, code);
  }

  /** Of preferences that wait together, only the pin can clash: the others are not lost with it. */
  #keepOthers({ conversationId, write }: OutboxItem, code: string): void {
    if (write.kind !== 'preferences' || code !== 'CONFLICT' || write.changes.pinned === undefined) return;
    const { pinned: _refused, ...changes } = write.changes;
    if (Object.keys(changes).length > 0) this.outbox.add(conversationId, { kind: 'preferences', changes });
  }

  #retryLater(item: OutboxItem, attempts: number, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(item.conversationId);
      const next = this.outbox.items.find(
        (candidate) => candidate.conversationId === item.conversationId && candidate.refusedWith === null,
      );
      if (next && !this.#busy.has(item.conversationId)) void this.#do(next, next.id === item.id ? attempts : 0);
    }, afterMs);
    this.#waiting.set(item.conversationId, timer);
  }
}
