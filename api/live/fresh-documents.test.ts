import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { message, messageMapper, settle, start, take } from '../../tests/live/engine-on-memory.js';
import { createMemorySource } from '../../tests/live/memory-source.js';
import type { LiveMapper } from './change.js';
import type { DeliveredEvent } from './events.js';

const changingMapper: LiveMapper = {
  ...messageMapper,
  map: (change) =>
    change.operation === 'insert'
      ? messageMapper.map(change)
      : [{ to: { conversationId: 'c' }, event: { __typename: 'MessageChanged', conversationId: 'c', messageId: change.id } }],
};
const sessionMapper: LiveMapper = { collection: 'sessions', needsDocument: false, map: ({ id }) => [{ endedSessionId: id }] };
const edit = (id: string) => ({ collection: 'messages', operation: 'update', id }) as const;
const documentOf = (event: DeliveredEvent | undefined) => (event?.__typename === 'MessageAdded' ? event.document : 'no message');

/** The clock of the memory source, which counts from 10,000 seconds and stays near them. */
const databaseTime = (seconds: number) => vi.setSystemTime(10_000_000 + seconds * 1000);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  databaseTime(0);
});
afterEach(() => void vi.useRealTimers());

async function startReading() {
  const source = createMemorySource();
  const engine = await start(source, { mappers: [changingMapper, sessionMapper] });
  const stream = engine.subscribeToEvents({ userId: 'ana' });
  // Live, and then nobody asks for the next event: a slow reader.
  await take(stream, 1);
  return { source, engine, stream };
}

test('a message that changed while its event waited is delivered as it is then, not as it was inserted', async () => {
  const { source, engine, stream } = await startReading();
  source.commit(message('c:deleted'), message('c:kept'));
  source.commit(edit('c:deleted'));
  await settle(source, engine);
  const [deleted, kept] = await take(stream, 2);
  expect(deleted).toMatchObject({ messageId: 'c:deleted' });
  expect(documentOf(deleted)).toBeUndefined();
  expect(documentOf(kept)).toEqual({ text: 'c:kept' });
});

test('the oldest of many that wait lose theirs, so that none is forgotten', async () => {
  const { source, engine, stream } = await startReading();
  source.commit(...Array.from({ length: 600 }, (_, index) => message(`c:${index}`)));
  await settle(source, engine);
  const events = await take(stream, 600);
  expect(events.filter((event) => documentOf(event) !== undefined)).toHaveLength(500);
  expect(documentOf(events[0])).toBeUndefined();
  expect(documentOf(events.at(-1))).toEqual({ text: 'c:599' });
});

test('what comes late, because the feed was behind, is read as it is now', async () => {
  const { source, engine, stream } = await startReading();
  databaseTime(60);
  source.commit(message('c:late'));
  await settle(source, engine);
  const [late] = await take(stream, 1);
  expect(late).toMatchObject({ messageId: 'c:late' });
  expect(documentOf(late)).toBeUndefined();
});
