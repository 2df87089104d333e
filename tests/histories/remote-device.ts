import { setTimeout as delay } from 'node:timers/promises';
import type { Address, Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { describeDifference } from './difference.js';
import { EventRules } from './event-rules.js';
import type { ReceivedEvent, Replica } from './replica.js';
import { createStateReplica } from './state-replica.js';

const retryMs = 100;

interface Line {
  isOpen: boolean;
  stop: () => void;
}

/** A device on a real socket: it comes back after every loss with its last cursor, for as long as it is not told to stay away. */
export class RemoteDevice {
  readonly name: string;
  readonly #owner: Person;
  readonly #report: (problem: string) => void;
  readonly #replica: Replica;
  readonly #rules: EventRules;
  #there: Person;
  #cursor: string | null = null;
  #line: Line | null = null;
  #isLive = false;
  #following: Promise<void> = Promise.resolve();
  received = 0;

  constructor(name: string, owner: Person, report: (problem: string) => void) {
    this.name = name;
    this.#owner = owner;
    this.#there = owner;
    this.#report = report;
    this.#replica = createStateReplica(owner.id, (document, variables) => this.#there.request(document as string, variables));
    // Acknowledgements and events cross on the way, so nothing can be said here of what must be gone when an event comes.
    this.#rules = new EventRules({
      cursors: null,
      replica: this.#replica,
      losses: () => 0,
      mustBeGone: () => false,
      wasDeleted: () => false,
    });
  }

  async connect(address: Address): Promise<void> {
    await this.disconnect();
    this.#there = this.#owner.on(address);
    const line: Line = { isOpen: true, stop: () => {} };
    this.#line = line;
    this.#following = this.#follow(line);
  }

  async disconnect(): Promise<void> {
    const line = this.#line;
    if (!line) return;
    this.#line = null;
    line.isOpen = false;
    line.stop();
    await this.#following;
    this.#there.disconnect();
  }

  get isConnected(): boolean {
    return this.#line !== null;
  }

  /** Where it differs from a fresh query now; that it is not in step yet is a difference too. */
  async difference(): Promise<readonly string[]> {
    if (!this.#isLive) return [`${this.name} is not live`];
    const lines = describeDifference(this.#replica.held(), await this.#replica.fresh());
    return lines.map((line) => `${this.name}: ${line}`);
  }

  async #follow(line: Line): Promise<void> {
    while (line.isOpen) {
      this.#isLive = false;
      try {
        if (this.#cursor === null) await this.#startAnew();
        else await this.#read(line, this.#cursor);
      } catch (error) {
        if (!isLostConnection(error)) return this.#report(`${this.name}: ${error instanceof Error ? String(error.stack) : String(error)}`);
      }
      if (line.isOpen) await delay(retryMs);
    }
  }

  async #startAnew(): Promise<void> {
    const cursor = await this.#there.eventCursor();
    await this.#replica.startAnew();
    this.#rules.startAnew();
    this.#cursor = cursor;
  }

  async #read(line: Line, after: string): Promise<void> {
    // The history of changes is short: any return may be a catch-up by state.
    this.#rules.subscribe(after, false);
    const stream = this.#there.live<ReceivedEvent>(this.#replica.eventsDocument as string, { after });
    line.stop = () => stream.stop();
    const events = stream.items();
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done) {
        const code = next.value.kind === 'refused' ? next.value.errors[0]?.extensions.code : null;
        if (code && code !== 'UNAVAILABLE') this.#report(`${this.name}'s subscription ends: ${JSON.stringify(next.value)}`);
        return;
      }
      const event = next.value;
      const broken = this.#rules.check(event);
      if (broken !== null) this.#report(`${this.name} gets ${JSON.stringify(event)}, but ${broken}`);
      await this.#replica.apply(event);
      this.#cursor = event.cursor;
      this.received += 1;
      if (event.__typename === 'CursorAdvanced' && event['live'] === true) this.#isLive = true;
    }
  }
}

/** What happens to requests when a process or its database is away: safe to try again. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof RequestRefused ? error.code === 'UNAVAILABLE' : error instanceof TypeError && error.message === 'fetch failed';
}
