import pino from 'pino';
import { afterEach } from 'vitest';
import type { Announcement, Change, LiveMapper } from '../../api/live/change.js';
import { startLive, type LiveEngine, type LiveOptions } from '../../api/live/engine.js';
import type { DeliveredEvent } from '../../api/live/events.js';
import { createMemoryScans, presentMemberships } from './memory-scans.js';
import { createMemorySource, type MemorySource, type WrittenChange } from './memory-source.js';

export const cursorKey = new Uint8Array(32).fill(9);

// Ids carry all there is to know: messages `conversation:n`, members `conversation:user`.
export const messageMapper: LiveMapper = {
  collection: 'messages',
  needsDocument: false,
  map: (change) => {
    const conversationId = conversationOf(change);
    return [
      {
        to: { conversationId },
        event: { __typename: 'MessageAdded', conversationId, messageId: change.id, document: { text: change.id } },
      },
    ];
  },
};
const memberMapper: LiveMapper = {
  collection: 'members',
  needsDocument: false,
  map: (change): Announcement[] => {
    const conversationId = conversationOf(change);
    const userId = change.id.split(':')[1] ?? '';
    const present = change.operation === 'insert';
    return [
      { membership: { conversationId, userId, present } },
      { to: { userId }, event: { __typename: present ? 'ConversationChanged' : 'ConversationRemoved', conversationId } },
      { to: { conversationId }, event: { __typename: 'MembersChanged', conversationId, changedUserIds: [], removedUserIds: [] } },
    ];
  },
};
const typingMapper: LiveMapper = {
  collection: 'typing',
  needsDocument: false,
  map: ({ id, operation }) => {
    const [conversationId = '', userId = ''] = id.split(':');
    const signal = { conversationId, userId, typing: operation === 'insert' };
    const to = { conversationId, exceptUserId: userId };
    return signal.typing ? [{ to, signal, key: id, endsAfterMs: 6_000, ending: { ...signal, typing: false } }] : [{ to, signal, key: id }];
  },
};
const sessionMapper: LiveMapper = { collection: 'sessions', needsDocument: false, map: ({ id }) => [{ endedSessionId: id }] };
const conversationOf = (change: Change) => change.id.split(':')[0] ?? '';

export const message = (id: string): WrittenChange => ({ collection: 'messages', operation: 'insert', id });
export const join = (id: string): WrittenChange => ({ collection: 'members', operation: 'insert', id });
export const leave = (id: string): WrittenChange => ({ collection: 'members', operation: 'delete', id });
export const typing = (id: string, starts: boolean): WrittenChange => ({
  collection: 'typing',
  operation: starts ? 'insert' : 'delete',
  id,
});

const engines: LiveEngine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
});

/** An engine whose conversation `c` has ana and bia. */
export async function start(source: MemorySource = createMemorySource(), options: Partial<LiveOptions> = {}): Promise<LiveEngine> {
  const engine = await startLive({
    source,
    mappers: [messageMapper, memberMapper, typingMapper, sessionMapper],
    async *scanMemberships() {
      yield* await Promise.resolve(presentMemberships(source));
    },
    catchUpScans: createMemoryScans(source),
    async *scanEndedSessions() {
      yield* await Promise.resolve([]);
    },
    cursorKey,
    log: pino({ level: 'silent' }),
    ...options,
  });
  engines.push(engine);
  return engine;
}

export const nameOf = (event: DeliveredEvent) =>
  event.__typename === 'CursorAdvanced'
    ? event.live
      ? 'live'
      : 'advanced'
    : event.__typename === 'MessageAdded'
      ? event.messageId
      : event.__typename;

export async function take(events: AsyncIterableIterator<DeliveredEvent>, count: number): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  while (taken.length < count) {
    const result = await events.next();
    if (result.done) break;
    taken.push(result.value);
  }
  return taken;
}
export const takeNames = async (events: AsyncIterableIterator<DeliveredEvent>, count: number) => (await take(events, count)).map(nameOf);
export async function takeUntilLive(events: AsyncIterableIterator<DeliveredEvent>): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  for (;;) {
    const [event] = await take(events, 1);
    if (!event) return taken;
    taken.push(event);
    if (nameOf(event) === 'live') return taken;
  }
}
export const newsOf = (events: readonly DeliveredEvent[]) => events.map(nameOf).filter((name) => name !== 'advanced' && name !== 'live');

/** The engine has applied everything that was committed before this call. */
export async function settle(source: MemorySource, engine: LiveEngine): Promise<void> {
  const mark = `settled:${String(Math.random())}`;
  const seen = new Promise<void>((resolve) => {
    const stop = engine.onSessionEnd((id) => {
      if (id !== mark) return;
      stop();
      resolve();
    });
  });
  source.commit({ collection: 'sessions', operation: 'delete', id: mark });
  await seen;
}

export const tinyRing = { ring: { maxEntries: 2, maxBytes: 1_000_000 } };
