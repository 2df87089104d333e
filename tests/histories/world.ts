import { setImmediate as turn } from 'node:timers/promises';
import { createCursorCodec } from '../../api/live/cursor.js';
import type { LiveEngine } from '../../api/live/engine.js';
import { settleSends } from '../../api/modules/conversations/send-marks.js';
import { MemberModel, memberId, type Member } from '../../api/modules/conversations/member.model.js';
import { RecentUsers } from '../../api/modules/users/recent-users.js';
import { createUser } from '../../api/modules/users/user.actions.js';
import { startEngine } from '../../api/start-engine.js';
import { withinDeadline } from '../testkit/wait.js';
import { age, isInHistory, isPastRetention, secondsPerDay } from './catch-up.js';
import type { ChangeLog } from './change-log.js';
import { Client, codeOf } from './client.js';
import type { Ground, Replicas } from './database.js';
import { describeDifference } from './difference.js';
import { EventRules } from './event-rules.js';
import { createGatedSource, type GatedSource } from './gated-source.js';
import { at, Knowledge, type Present } from './knowledge.js';
import type { Call, Person } from './operations.js';

/** For a catch-up that began on an open subscription. */
const catchUpDeadlineMs = 10_000;
const cursorKey = new Uint8Array(32).fill(7);
const cursors = createCursorCodec(cursorKey);

interface Process {
  readonly name: string;
  gated: GatedSource;
  engine: LiveEngine;
  recentUsers: RecentUsers;
}

/** What a history happens to: people, two API processes on one database, and people's devices. */
export class World {
  readonly known: Knowledge;
  readonly processes: Process[] = [];
  readonly clients: Client[] = [];
  readonly problems: string[] = [];
  /** Message ids and how much of the log there was when the message had just been deleted. */
  readonly deletions = new Map<string, number>();
  readonly #ground: Ground;
  readonly #log: ChangeLog;
  readonly #ringEntries: number;

  private constructor(ground: Ground, log: ChangeLog, ringEntries: number, people: readonly Person[]) {
    this.#ground = ground;
    this.#log = log;
    this.#ringEntries = ringEntries;
    this.known = new Knowledge(people);
  }

  static async begin(ground: Ground, log: ChangeLog, ringEntries: number): Promise<World> {
    await ground.empty();
    await log.begin();
    const people = await Promise.all(
      ['Ana', 'Bia', 'Caio', 'Davi'].map(async (name) => {
        const username = name.toLowerCase();
        const user = await createUser({ username, displayName: name, email: `${username}@example.test`, passwordHash: '', locale: 'en' });
        return { id: user._id.toHexString(), name };
      }),
    );
    const world = new World(ground, log, ringEntries, people);
    for (const name of ['process 1', 'process 2']) world.processes.push(await world.#startProcess(name));
    return world;
  }

  async #startProcess(name: string): Promise<Process> {
    const gated = createGatedSource(this.#log);
    const recentUsers = new RecentUsers();
    const ring = { maxEntries: this.#ringEntries, maxBytes: 32 * 1024 * 1024 };
    const engine = await startEngine({ source: gated.source, cursorKey, log: this.#ground.log, ring }, recentUsers);
    return { name, gated, engine, recentUsers };
  }

  /** As after a crash: its subscriptions end, and it knows nothing. */
  async restart(process: Process): Promise<void> {
    await process.engine.stop();
    Object.assign(process, await this.#startProcess(process.name));
  }

  async addClient(person: Person, process: Process, kind: keyof Replicas): Promise<void> {
    const replica = this.#ground.replicas[kind](person.id, (document, variables) => client.ask(document, variables));
    const rules = new EventRules({
      cursors,
      replica,
      losses: () => this.processes.find((one) => one === client.home)?.gated.losses ?? 0,
      mustBeGone: (id) => (this.processes.find((one) => one === client.home)?.gated.seen ?? 0) >= (this.deletions.get(id) ?? Infinity),
      wasDeleted: (id) => this.deletions.has(id),
    });
    const client: Client = new Client(
      {
        name: `${person.name}'s device ${this.clients.length + 1} (${kind})`,
        userId: person.id,
        ground: this.#ground,
        replica,
        rules,
        mayExpire: (cursor) => isPastRetention(cursors.decode(cursor)),
        isExact: (cursor) => isInHistory(cursors.decode(cursor), this.#log.lostBefore),
        report: (problem) => this.problems.push(problem),
      },
      process,
    );
    this.clients.push(client);
    await client.startAnew();
  }

  process(number: number): Process {
    return at(this.processes, number);
  }

  client(number: number): Client {
    return at(this.clients, number);
  }

  /** Who is in which conversation now. */
  async roster(): Promise<Present[]> {
    const present = await MemberModel.find({ leftAt: null }, { conversationId: 1, userId: 1, role: 1 }).sort({ _id: 1 }).lean<Member[]>();
    return present.map(({ conversationId, userId, role }) => ({ conversationId: String(conversationId), userId: String(userId), role }));
  }

  /** Asks a process for a mutation, and notes what it made. Answers with the code of a refusal, or null. */
  async perform(who: Person, { engine }: Process, { document, variables }: Call): Promise<string | null> {
    const { data, errors } = await this.#ground.request(who.id, engine, document, variables);
    if (errors?.[0]) return codeOf(errors[0]) ?? String(errors[0].stack);
    const answer = data as Record<string, unknown>;
    this.known.note(who, answer, variables);
    await this.#noteDeletion(answer);
    return null;
  }

  async #noteDeletion({ deleteMessage }: Record<string, unknown>): Promise<void> {
    if (!deleteMessage) return;
    await this.#log.settle();
    const { id } = deleteMessage as { id: string };
    if (!this.deletions.has(id)) this.deletions.set(id, this.#log.entries.length);
  }

  /** The database keeps no change from before now. */
  loseHistory(): void {
    this.#log.lose();
  }

  /**
   * Nobody can wait for days, so the past is made older instead: the processes stop, all that the database says of when something
   * changed, and the cursors that devices hold, move into the past, and no change from before is kept. To a process that starts then,
   * it is as if it had all been that many days ago.
   */
  async letDaysPass(days: number): Promise<void> {
    for (const client of this.clients) await client.disconnect();
    await Promise.all(this.processes.map(({ engine }) => engine.stop()));
    await this.#ground.age(days * secondsPerDay);
    await this.#log.begin({ isLost: true });
    for (const client of this.clients) {
      client.cursor = cursors.encode(age(cursors.decode(client.cursor), days * secondsPerDay));
    }
    for (const id of this.deletions.keys()) this.deletions.set(id, 0);
    for (const process of this.processes) Object.assign(process, await this.#startProcess(process.name));
  }

  /** Everything that can happen by itself has happened: feeds are at their gates, devices have taken what there is. */
  async rest(): Promise<void> {
    await settleSends();
    await this.#log.settle();
    const isResting = () => this.processes.every(({ gated }) => gated.isAtGate) && this.clients.every(({ isIdle }) => isIdle);
    const rested = (async () => {
      for (let calm = 0; calm < 3; calm = isResting() ? calm + 1 : 0) await turn();
    })();
    await withinDeadline(rested, () => `no rest: ${this.#describeUnrest()}`);
  }

  #describeUnrest(): string {
    const feeds = this.processes.map(({ name, gated }) => `${name} ${gated.isAtGate ? 'at its gate' : 'on its way'}`);
    const devices = this.clients.map(({ name, isIdle, isLive }) => `${name} ${isIdle ? 'idle' : 'busy'}${isLive ? ', live' : ''}`);
    return [...feeds, ...devices].join('; ');
  }

  /** Brings everybody to the live edge and compares what each device holds with what it would be told now. */
  async compare(): Promise<void> {
    for (const { gated } of this.processes) gated.open();
    for (const client of this.clients) client.goOn();
    await this.rest();
    await this.#untilLive();
    await this.rest();
    for (const client of this.clients) {
      const difference = await this.#differenceOf(client);
      if (difference.length > 0) this.problems.push([`${client.name} differs from a fresh query:`, ...difference].join('\n    '));
    }
    await this.#checkEars();
  }

  async #differenceOf(client: Client): Promise<readonly string[]> {
    const untilMs = performance.now() + catchUpDeadlineMs;
    for (;;) {
      const difference = describeDifference(client.replica.held(), await client.replica.fresh());
      if (difference.length === 0 || client.isExact || performance.now() > untilMs) return difference;
    }
  }

  /** Those who are not connected, or lose the connection once more, connect. */
  async #untilLive(): Promise<void> {
    const live = (async () => {
      while (this.problems.length === 0 && !this.clients.every(({ isLive }) => isLive)) {
        for (const client of this.clients) if (!client.isConnected && client.isIdle) await client.connect(client.home);
        await turn();
      }
    })();
    await withinDeadline(live, () => `somebody does not get to the live edge: ${this.#describeUnrest()}`);
  }

  /** Nobody may have heard of a conversation without ever having been in it. */
  async #checkEars(): Promise<void> {
    const heard = this.clients.flatMap(({ userId, heard }) => [...heard].map((conversationId) => memberId(conversationId, userId)));
    const known = new Set((await MemberModel.find({ _id: { $in: heard } }, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id));
    for (const id of heard) if (!known.has(id)) this.problems.push(`somebody who never was a member heard of a conversation (${id})`);
  }

  async end(): Promise<void> {
    for (const client of this.clients) await client.disconnect();
    await Promise.all(this.processes.map(({ engine }) => engine.stop()));
  }
}
