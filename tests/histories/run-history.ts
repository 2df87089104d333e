import type { ChangeLog } from './change-log.js';
import type { Ground } from './database.js';
import { at, expectedRefusals, sceneFor } from './knowledge.js';
import { operations } from './operations.js';
import type { History, OperationStep, Step } from './steps.js';
import { World } from './world.js';

/** A history after which somebody holds something else than the truth. The message tells the steps in words. */
export class HistoryFailed extends Error {
  override name = 'HistoryFailed';
}

/** Runs a history from an empty database and throws HistoryFailed where it does not end well. */
export async function runHistory(ground: Ground, log: ChangeLog, history: History): Promise<void> {
  const complaintsBefore = ground.complaints.length;
  const told: string[] = [];
  const world = await World.begin(ground, log, history.ringEntries);
  try {
    await setTheScene(world, history);
    told.push(`Rings of ${history.ringEntries}. ${world.clients.map((client) => `${client.name} at ${client.home.name}`).join(', ')}.`);
    for (const step of history.steps) {
      const words = await take(world, step, told.length);
      if (words !== null) told.push(words);
      if (world.problems.length > 0) break;
    }
    if (world.problems.length === 0) await world.compare();
  } catch (error) {
    world.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await world.end();
  }
  const problems = [...world.problems, ...ground.complaints.slice(complaintsBefore).map((line) => `the server complains: ${line}`)];
  if (problems.length > 0) throw new HistoryFailed(tell(world, told, problems));
}

async function setTheScene(world: World, { clients }: History): Promise<void> {
  const { who, calls } = sceneFor(world.known.people);
  for (const call of calls) await world.perform(who, world.process(0), call);
  await world.rest();
  for (const { person, engine, kind } of clients) await world.addClient(at(world.known.people, person), world.process(engine), kind);
  await world.rest();
}

/** Takes a step and tells it; null where there was nothing to do. */
async function take(world: World, step: Step, place: number): Promise<string | null> {
  const words = await act(world, step, place);
  if (words !== null) await world.rest();
  return words;
}

async function act(world: World, step: Step, place: number): Promise<string | null> {
  switch (step.kind) {
    case 'operation':
      return operate(world, step, place);
    case 'hold':
      if (world.process(step.engine).gated.isHeld) return null;
      world.process(step.engine).gated.hold();
      return `${world.process(step.engine).name} sees no changes any more`;
    case 'admit': {
      const { name, gated } = world.process(step.engine);
      return gated.admit(step.count) ? `${name} sees the next ${step.count} changes` : null;
    }
    case 'follow': {
      const { name, gated } = world.process(step.engine);
      if (!gated.isHeld) return null;
      gated.open();
      return `${name} sees all changes`;
    }
    case 'breakStream':
      world.process(step.engine).gated.breakStream();
      return `the change stream of ${world.process(step.engine).name} breaks`;
    case 'restart':
      await world.restart(world.process(step.engine));
      return `${world.process(step.engine).name} restarts`;
    case 'loseHistory':
      world.loseHistory();
      return 'the database forgets its past changes';
    case 'daysPass':
      await world.letDaysPass(step.days);
      return `${step.days} days pass while nobody is connected`;
    case 'disconnect': {
      const client = world.client(step.client);
      if (!client.isConnected) return null;
      await client.disconnect();
      return `${client.name} disconnects`;
    }
    case 'connect': {
      const client = world.client(step.client);
      const { name, gated } = world.process(step.engine);
      const words = `${client.name} connects to ${name}`;
      // The changes come while it replays, or in the moment in which it joins the live stream.
      const comeBefore = step.meanwhile % 2 === 1 && gated.admit(step.meanwhile);
      await client.connect(world.process(step.engine));
      // 2, 4 and 6 differ in how far it has come by then.
      for (let tick = 2; tick < step.meanwhile * 4; tick += 1) await Promise.resolve();
      const comeAfter = step.meanwhile > 0 && !comeBefore && gated.admit(step.meanwhile);
      return comeBefore || comeAfter ? `${words}, which sees the next ${step.meanwhile} changes meanwhile` : words;
    }
    case 'pause':
      if (world.client(step.client).isPaused) return null;
      world.client(step.client).pause();
      return `${world.client(step.client).name} stops reading`;
    case 'goOn':
      if (!world.client(step.client).isPaused) return null;
      world.client(step.client).goOn();
      return `${world.client(step.client).name} goes on reading`;
    case 'compare':
      await world.compare();
      return 'everybody catches up';
  }
}

async function operate(world: World, step: OperationStep, place: number): Promise<string | null> {
  const operation = at(operations, step.operation);
  const choice = world.known.choose(await world.roster(), operation, step, `text ${place}`);
  const call = operation.call(choice);
  if (!call) return null;
  const code = await world.perform(choice.who, world.process(step.number), call);
  if (code !== null && !expectedRefusals.has(code)) world.problems.push(`${operation.name} is answered with ${code}`);
  return `${choice.who.name} ${call.words}${code === null ? '' : ` (${code})`}`;
}

function tell(world: World, told: readonly string[], problems: readonly string[]): string {
  const story = told.map((words, index) => `${String(index).padStart(3)}. ${words}`);
  return ['', ...story, '', ...problems.map((problem) => `✗ ${world.known.named(problem)}`)].join('\n');
}
