import { compareEventPositions, type CursorCodec, type StreamPosition } from '../../api/live/cursor.js';
import type { ReceivedEvent, Replica } from './replica.js';

interface MessagePart {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
}

export interface RulesOptions {
  /** Null where their key is not known. */
  readonly cursors: CursorCodec | null;
  readonly replica: Replica;
  /** Grows when the process has lost its place in the changes: then what follows, on open subscriptions too, is a catch-up by state. */
  losses(): number;
  /** Whether the text of that message was deleted before the event was put together, as far as the client's engine can know. */
  mustBeGone(messageId: string): boolean;
  /** Whether it was deleted at all by now. */
  wasDeleted(messageId: string): boolean;
}

/** What the contract says of the events themselves, whatever a client makes of them. */
export class EventRules {
  readonly #options: RulesOptions;
  readonly #newestAdded = new Map<string, number>();
  readonly #removed = new Set<string>();
  /** Conversations that were heard of. */
  readonly heard = new Set<string>();
  #position: StreamPosition | null = null;
  #isExact = true;
  #isLive = false;
  #losses = 0;

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  /** The client has asked for everything anew: what it heard before does not join what it will hear. */
  startAnew(): void {
    this.#newestAdded.clear();
    this.#removed.clear();
  }

  /** `isExact`: each change comes once and in order. False for a catch-up by state, where what was known may come again. */
  subscribe(after: string, isExact: boolean): void {
    this.#position = this.#options.cursors?.decode(after) ?? null;
    this.#isExact = isExact;
    this.#isLive = false;
    this.#losses = this.#options.losses();
  }

  /** Whether every change comes, once and in order, since the client subscribed. */
  get isExact(): boolean {
    return this.#isExact && this.#losses === this.#options.losses();
  }

  /** What the event breaks, or null. Call it before the event is applied. */
  check(event: ReceivedEvent): string | null {
    if (this.#losses !== this.#options.losses()) {
      this.#losses = this.#options.losses();
      this.#isExact = false;
      this.#isLive = false;
    }
    return this.#checkCursor(event) ?? this.#checkEvent(event);
  }

  #checkCursor({ cursor }: ReceivedEvent): string | null {
    const before = this.#position;
    const position = this.#options.cursors?.decode(cursor) ?? null;
    this.#position = position;
    const areComparable = before && position && !('head' in before) && !('head' in position) && this.#isExact;
    return areComparable && compareEventPositions(position, before) < 0 ? 'its cursor stands before one that came earlier' : null;
  }

  #checkEvent(event: ReceivedEvent): string | null {
    if (event.__typename === 'CursorAdvanced') this.#isLive ||= event['live'] === true;
    const message = event['message'] as MessagePart | undefined;
    const conversationId = conversationOf(event);
    if (conversationId === null) return null;
    this.heard.add(conversationId);
    if (event.__typename === 'ConversationRemoved') {
      this.#removed.add(conversationId);
      this.#newestAdded.delete(conversationId);
      return null;
    }
    if (event.__typename === 'ConversationChanged') this.#removed.delete(conversationId);
    if (this.#removed.has(conversationId)) return 'it comes after ConversationRemoved';
    if (message && message.text !== '' && this.#mustBeGone(message.id)) return `it brings the deleted text "${message.text}" back`;
    return event.__typename === 'MessageAdded' && message ? this.#checkOrder(message) : null;
  }

  // An engine that has not come to the deletion yet hands out what it has: the revision tells the client that it knows better.
  #mustBeGone(messageId: string): boolean {
    return this.#isLive ? this.#options.mustBeGone(messageId) : this.#options.wasDeleted(messageId);
  }

  #checkOrder({ conversationId, seq }: MessagePart): string | null {
    const added = this.#newestAdded.get(conversationId);
    const known = Math.max(added ?? 0, this.#options.replica.newestSeq(conversationId) ?? Infinity);
    this.#newestAdded.set(conversationId, Math.max(seq, added ?? 0));
    // Where pages of a catch-up are still to come, the rest is too. One that found the viewer's membership ended says nothing of the
    // conversation, although a process that is behind may go on for a while. What is missing for good shows in the comparison.
    if (!this.#isExact) return null;
    if (seq > known + 1) return `message ${seq} comes although the newest before it was ${known}`;
    if (added !== undefined && seq !== added + 1) return `message ${seq} comes after message ${added}`;
    return null;
  }
}

function conversationOf(event: ReceivedEvent): string | null {
  const { conversationId, conversation, message } = event as {
    conversationId?: string;
    conversation?: { id: string };
    message?: { conversationId: string };
  };
  return conversationId ?? conversation?.id ?? message?.conversationId ?? null;
}
