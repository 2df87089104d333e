import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Heartbeat } from './heartbeat.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function heartbeatOf({ comesBack = true, isWritten = true } = {}) {
  const state = { comesBack, isWritten };
  const onSilent = vi.fn();
  const heartbeat = new Heartbeat({
    source: {
      processId: 'here',
      readTime: () => Promise.reject(new Error('not asked for here')),
      readStateStart: () => Promise.resolve(null),
      read: () => {
        throw new Error('not asked for here');
      },
      writeHeartbeat(sequence) {
        if (!state.isWritten) return Promise.reject(new Error('away'));
        if (state.comesBack) heartbeat.seen(sequence);
        return Promise.resolve();
      },
    },
    onSilent,
    log: pino({ level: 'silent' }),
  });
  heartbeat.start();
  return { heartbeat, state, onSilent };
}

describe('the heartbeat', () => {
  test('is healthy as long as it comes back', async () => {
    const { heartbeat, onSilent } = heartbeatOf();
    await heartbeat.waitForFirst(30_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heartbeat.isHealthy()).toBe(true);
    expect(onSilent).not.toHaveBeenCalled();
    await heartbeat.stop();
  });

  test('is unhealthy 10 s after the last that came back, and asks for a new stream when the database takes writes all the same', async () => {
    const { heartbeat, state, onSilent } = heartbeatOf();
    await heartbeat.waitForFirst(30_000);
    state.comesBack = false;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(heartbeat.isHealthy()).toBe(true);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(heartbeat.isHealthy()).toBe(false);
    expect(onSilent).toHaveBeenCalledTimes(1);
    state.comesBack = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(heartbeat.isHealthy()).toBe(true);
    await heartbeat.stop();
  });

  test('does not blame the stream for a database that is away', async () => {
    const { heartbeat, state, onSilent } = heartbeatOf();
    await heartbeat.waitForFirst(30_000);
    state.isWritten = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heartbeat.isHealthy()).toBe(false);
    expect(onSilent).not.toHaveBeenCalled();
    await heartbeat.stop();
  });

  test('does not blame a stream that has much to tell before it', async () => {
    const { heartbeat, state, onSilent } = heartbeatOf({ comesBack: false });
    const first = heartbeat.waitForFirst(30_000);
    for (let second = 0; second < 120; second += 1) {
      heartbeat.heard();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(onSilent).not.toHaveBeenCalled();
    state.comesBack = true;
    await vi.advanceTimersByTimeAsync(3_000);
    await first;
    await heartbeat.stop();
  });

  test('gives up the start where the stream tells nothing', async () => {
    const { heartbeat } = heartbeatOf({ comesBack: false });
    const first = expect(heartbeat.waitForFirst(30_000)).rejects.toThrow('The change feed of the database does not answer.');
    await vi.advanceTimersByTimeAsync(29_000);
    heartbeat.heard();
    await vi.advanceTimersByTimeAsync(32_000);
    await first;
    await heartbeat.stop();
  });
});
