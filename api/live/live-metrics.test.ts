import { expect, test } from 'vitest';
import { createMemorySource } from '../../tests/live/memory-source.js';
import { message, settle, start, take } from '../../tests/live/engine-on-memory.js';
import { liveMetrics } from './live-metrics.js';

const read = async (metric: { get(): Promise<{ values: { value: number }[] }> }) => (await metric.get()).values[0]?.value;

test('the queues of subscribers who do not read are seen, for as long as they are there', async () => {
  const source = createMemorySource();
  const engine = await start(source);
  const [slow, slower] = [engine.subscribeToEvents({ userId: 'ana' }), engine.subscribeToEvents({ userId: 'bia' })];
  for (const stream of [slow, slower]) await take(stream, 1);
  expect([await read(liveMetrics.queuedEvents), await read(liveMetrics.deepestQueue)]).toEqual([0, 0]);
  source.commit(...Array.from({ length: 5 }, (_, index) => message(`c:${index}`)));
  await settle(source, engine);
  await take(slow, 3);
  expect([await read(liveMetrics.queuedEvents), await read(liveMetrics.deepestQueue)]).toEqual([7, 5]);
  await slower.return?.();
  expect([await read(liveMetrics.queuedEvents), await read(liveMetrics.deepestQueue)]).toEqual([2, 2]);
  await engine.stop();
  expect(await read(liveMetrics.queuedEvents)).toBe(0);
});
