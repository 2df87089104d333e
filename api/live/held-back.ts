import type { Logger } from 'pino';
import type { Position } from './change.js';
import { comparePositions } from './cursor.js';
import type { MembershipIndex } from './membership.js';

/** What is held back is told that much later, once for all that came until then. */
const holdBackMs = 2_000;
/** How far before a cursor a change may stand that its client was not told of yet: longer than it is held back, by any clock. */
const lookBackSeconds = 10;
const maxConversations = 10_000;

export interface HeldBackOptions {
  readonly membership: MembershipIndex;
  /** What members would be shown, in short: where it is what it was, they are not told. */
  fingerprintOf(conversationId: string): Promise<string>;
  /** Tells the members now. */
  tell(conversationId: string): void;
  isHeard(conversationId: string): boolean;
  readonly log: Logger;
}

/**
 * Events that come so often, to so many, that they are told at most once in two seconds for each conversation, and only where that changes what
 * anybody sees: the marks of others in large conversations. A cursor may so stand after a change that its client has not been told of;
 * `missedBefore` says which conversations to tell of when it comes back.
 */
export class HeldBack {
  readonly #options: HeldBackOptions;
  /** Where each conversation's newest change stands that was held back, the latest last. */
  readonly #newest = new Map<string, Position>();
  readonly #fingerprints = new Map<string, string>();
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #isTelling = false;

  constructor(options: HeldBackOptions) {
    this.#options = options;
  }

  note(conversationId: string, position: Position, isLive: boolean): void {
    if (!this.#options.membership.isLarge(conversationId)) return;
    remember(this.#newest, conversationId, position);
    if (!isLive || !this.#options.isHeard(conversationId)) return;
    this.#waiting.add(conversationId);
    this.#schedule();
  }

  /** Of the viewer's large conversations, those of which a client with the cursor `after` may not have been told. */
  missedBefore(after: Position, userId: string, isKnown: (from: Position) => boolean): string[] {
    const from = { seconds: after.seconds - lookBackSeconds, increment: 0, index: -1 };
    const { membership } = this.#options;
    const large = [...membership.conversationsOf(userId)].filter((id) => membership.isLarge(id));
    // Further back than this process has seen: each may have changed.
    if (!isKnown(from)) return large;
    return large.filter((conversationId) => {
      const newest = this.#newest.get(conversationId);
      // What stands after the cursor is replayed anyway.
      return newest !== undefined && comparePositions(newest, from) >= 0 && comparePositions(newest, after) <= 0;
    });
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.clear();
  }

  #schedule(): void {
    if (this.#timer || this.#isTelling) return;
    this.#timer = setTimeout(() => void this.#tellAll(), holdBackMs);
    this.#timer.unref();
  }

  async #tellAll(): Promise<void> {
    this.#timer = null;
    this.#isTelling = true;
    const due = [...this.#waiting];
    this.#waiting.clear();
    for (const conversationId of due) await this.#tell(conversationId);
    this.#isTelling = false;
    if (this.#waiting.size > 0) this.#schedule();
  }

  async #tell(conversationId: string): Promise<void> {
    try {
      const fingerprint = await this.#options.fingerprintOf(conversationId);
      if (this.#fingerprints.get(conversationId) === fingerprint) return;
      remember(this.#fingerprints, conversationId, fingerprint);
      this.#options.tell(conversationId);
    } catch (error) {
      // The database is away: tried again, for as long as somebody is there to be told.
      this.#options.log.warn({ err: error, conversationId }, 'what is held back could not be compared');
      if (this.#options.isHeard(conversationId)) this.#waiting.add(conversationId);
    }
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxConversations) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
