import fc from 'fast-check';
import { mongo } from 'mongoose';
import { startTwoProcesses } from '../flows/two-processes.js';
import { people, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { at, expectedRefusals, Knowledge, sceneFor, type Present } from './knowledge.js';
import { operations } from './operations.js';
import { isLostConnection, RemoteDevice } from './remote-device.js';
import { step as anyStep, type OperationStep, type Step } from './steps.js';

/** Operations that are under way at once. */
const atOnce = 4;
const stepsPerDraw = 40;
const catchUpDeadlineMs = 90_000;

export interface RemoteOptions {
  readonly seed: number;
  /** Entries that the embedded database's history of changes holds. */
  readonly oplogEntries: number;
  /** Asked before each round of steps. */
  readonly goOn: (steps: number) => boolean;
}

export interface RemoteResult {
  readonly acknowledged: number;
  readonly received: number;
  readonly kills: number;
}

/**
 * Two real processes on one database, four people with a device each, operations several at once, SIGKILL and lost connections in
 * between: when it is quiet again, every device must come to hold what a fresh query tells. Throws what is wrong, with the steps.
 */
export async function runRemotely({ seed, oplogEntries, goOn }: RemoteOptions): Promise<RemoteResult> {
  const { first, second, databaseUri } = await startTwoProcesses({ EMBEDDED_DB_OPLOG_ENTRIES: String(oplogEntries) });
  const servers = [first, second];
  const client = await mongo.MongoClient.connect(databaseUri);
  const problems: string[] = [];
  const told: string[] = [];
  let killing = Promise.resolve();
  const result = { acknowledged: 0, received: 0, kills: 0 };
  const { ana, bia, caio, davi } = await people(first, 'ana', 'bia', 'caio', 'davi');
  const persons = [ana, bia, caio, davi];
  const known = new Knowledge(persons.map(({ id, displayName }) => ({ id, name: displayName })));
  const devices = persons.map((person) => new RemoteDevice(`${person.displayName}'s device`, person, (problem) => problems.push(problem)));

  try {
    const { who, calls } = sceneFor(known.people);
    for (const call of calls) await ask(personOf(who.id), 0, call);
    for (const [index, device] of devices.entries()) await device.connect(at(servers, index));
    for (let draw = 0, steps = 0; goOn(steps) && problems.length === 0; draw += 1) {
      const drawn = fc.sample(anyStep, { numRuns: stepsPerDraw, seed: seed + draw });
      while (drawn.length > 0 && goOn(steps) && problems.length === 0) {
        const round = drawn.splice(0, atOnce);
        const roster = await readRoster();
        await Promise.all(round.map((step, index) => take(step, roster, `text ${steps + index}`)));
        steps += round.length;
      }
    }
    await comeTogether();
  } finally {
    for (const device of devices) await device.disconnect();
    await client.close();
    await second.stop();
    await first.stop();
  }
  result.received = devices.reduce((sum, device) => sum + device.received, 0);
  return result;

  function personOf(id: string): Person {
    return persons.find((person) => person.id === id) ?? ana;
  }

  async function readRoster(): Promise<Present[]> {
    const members = await client.db().collection('members').find({ leftAt: null }).sort({ _id: 1 }).toArray();
    return members.map(({ conversationId, userId, role }) => ({
      conversationId: String(conversationId),
      userId: String(userId),
      role: String(role),
    }));
  }

  async function take(step: Step, roster: readonly Present[], freshText: string): Promise<void> {
    if (step.kind === 'operation') return operate(step, roster, freshText);
    if (step.kind === 'restart') return kill(at(servers, step.engine), step.engine);
    if (step.kind === 'disconnect') {
      told.push(`${at(devices, step.client).name} disconnects`);
      return at(devices, step.client).disconnect();
    }
    if (step.kind === 'connect') {
      told.push(`${at(devices, step.client).name} connects to process ${step.engine + 1}`);
      return at(devices, step.client).connect(at(servers, step.engine));
    }
  }

  async function operate(step: OperationStep, roster: readonly Present[], freshText: string): Promise<void> {
    const operation = at(operations, step.operation);
    const choice = known.choose(roster, operation, step, freshText);
    const call = operation.call(choice);
    if (!call) return;
    const outcome = await ask(personOf(choice.who.id), step.number, call);
    told.push(`${choice.who.name} ${call.words} (${outcome})`);
  }

  /** In words what came of it. */
  async function ask(person: Person, server: number, call: { document: string; variables: Record<string, unknown> }): Promise<string> {
    try {
      const data = await person.on(at(servers, server)).request<Record<string, unknown>>(call.document, call.variables);
      known.note({ id: person.id, name: person.displayName }, data, call.variables);
      result.acknowledged += 1;
      return 'done';
    } catch (error) {
      if (isLostConnection(error)) return 'no answer';
      if (error instanceof RequestRefused && expectedRefusals.has(error.code)) return error.code ?? '';
      problems.push(`a mutation fails: ${call.document} ${JSON.stringify(call.variables)}: ${String(error)}`);
      return 'fails';
    }
  }

  /** One at a time: a process that is killed while it starts would only start later. */
  function kill(server: TestServer, number: number): Promise<void> {
    killing = killing.then(() => killNow(server, number));
    return killing;
  }

  async function killNow(server: TestServer, number: number): Promise<void> {
    told.push(`process ${number + 1} is killed and starts again`);
    result.kills += 1;
    await server.kill('SIGKILL');
    await server.restart();
  }

  /** Everybody connects; what is written late has been written when nothing differs any more. */
  async function comeTogether(): Promise<void> {
    for (const [index, device] of devices.entries()) if (!device.isConnected) await device.connect(at(servers, index));
    let differences: readonly string[] = [];
    const tell = () => known.named([...told.slice(-60), '', ...problems, ...differences].join('\n'));
    await waitFor(
      async () => {
        if (problems.length > 0) return true;
        differences = (await Promise.all(devices.map((device) => device.difference()))).flat();
        return differences.length === 0;
      },
      tell,
      catchUpDeadlineMs,
    );
    if (problems.length > 0) throw new Error(tell());
  }
}
