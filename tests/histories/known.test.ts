import { afterAll, beforeAll, test } from 'vitest';
import { liveMappers } from '../../api/start-engine.js';
import { openChangeLog, type ChangeLog } from './change-log.js';
import { openGround, type Ground } from './database.js';
import { operations } from './operations.js';
import { runHistory } from './run-history.js';
import type { History, OperationStep, Step } from './steps.js';

/** Histories that once did not end well, as they were found or shrunk. */

let ground: Ground;
let log: ChangeLog;

beforeAll(async () => {
  ground = await openGround();
  log = await openChangeLog(ground.database, liveMappers);
});
afterAll(async () => {
  await log.close();
  await ground.close();
});

const [ana, bia, caio, davi] = [0, 1, 2, 3];
const everybody = 0;
const operation = (name: string, who: number, choice: Partial<OperationStep> = {}): Step => ({
  kind: 'operation',
  operation: operations.findIndex((one) => one.name === name),
  ...{ who, anybody: false, conversation: everybody, message: 0, other: 0, number: 0 },
  ...choice,
});
const history = (person: number, kind: 'state' | 'web', ...steps: Step[]): History => ({
  ringEntries: 50_000,
  clients: [{ kind, person, engine: 0 }],
  steps,
});

test.each<[string, History]>([
  [
    'who left after sending something gets the change of the own state from a process that has not come to the end yet',
    history(davi, 'state', { kind: 'hold', engine: 0 }, operation('sendMessage', davi), operation('leaveGroup', davi), {
      kind: 'follow',
      engine: 0,
    }),
  ],
  [
    'who left after the group was renamed gets the group from a process that has not come to the end yet',
    history(davi, 'state', { kind: 'hold', engine: 0 }, operation('updateGroup', ana), operation('leaveGroup', davi), {
      kind: 'follow',
      engine: 0,
    }),
  ],
  [
    'who writes has read, in the web app too',
    history(ana, 'web', operation('sendMessage', ana), operation('sendMessage', caio), operation('sendMessage', davi)),
  ],
  [
    'who is left alone in a group has no ticks, in the web app too',
    history(ana, 'web', operation('markRead', 1, { conversation: 2, number: 1 }), operation('leaveGroup', 1, { conversation: 1 })),
  ],
  [
    'who is let in again while they catch up hears nothing of the group before they are told so',
    {
      ...history(
        bia,
        'state',
        operation('sendMessage', ana),
        { kind: 'disconnect', client: 0 },
        operation('removeMember', ana, { other: 0 }),
        { kind: 'loseHistory' },
        { kind: 'connect', client: 0, engine: 0, meanwhile: 0 },
        { kind: 'connect', client: 0, engine: 0, meanwhile: 0 },
        operation('addMembers', ana, { number: 2 }),
      ),
      ringEntries: 2,
    },
  ],
  [
    'who came in while a device was away has not read what was said after, whatever the device is told first, in the web app too',
    {
      ...history(
        caio,
        'web',
        { kind: 'disconnect', client: 0 },
        operation('sendMessage', ana, { conversation: 2 }),
        operation('addMembers', ana, { conversation: 1, number: 2 }),
        operation('sendMessage', ana, { conversation: 2 }),
        { kind: 'loseHistory' },
      ),
      ringEntries: 2,
    },
  ],
  [
    'the first message of a conversation whose state is told before it counts once, in the web app too',
    history(
      bia,
      'web',
      { kind: 'disconnect', client: 0 },
      operation('setConversationPreferences', bia, { conversation: 1, number: 8 }),
      operation('sendMessage', ana, { conversation: 1 }),
    ),
  ],
  [
    'who makes a group comes to a process that has lost its place and has not heard of the group, and is told of it',
    history(
      bia,
      'state',
      { kind: 'hold', engine: 1 },
      operation('sendMessage', ana),
      { kind: 'loseHistory' },
      operation('sendMessage', ana),
      { kind: 'disconnect', client: 0 },
      operation('sendMessage', ana),
      { kind: 'admit', engine: 1, count: 1 },
      operation('createGroup', bia, { number: 2 }),
      { kind: 'connect', client: 0, engine: 1, meanwhile: 0 },
    ),
  ],
])('%s', (_, drawn) => runHistory(ground, log, drawn));
