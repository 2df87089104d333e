import { describe, expect, test } from 'vitest';
import { EventQueue, type QueueOptions } from './event-queue.js';

function queueOf(options: Partial<QueueOptions<number>> = {}) {
  const calls: string[] = [];
  const queue = new EventQueue<number>({
    maxEntries: 3,
    maxBytes: 1_000,
    bytesOf: (value) => value,
    onOverflow: () => calls.push('overflow'),
    onEnd: () => calls.push('end'),
    ...options,
  });
  return { queue, calls };
}

describe('an event queue', () => {
  test('hands values over in order, whether they wait for the reader or the reader for them', async () => {
    const { queue } = queueOf();
    queue.push(1);
    queue.push(2);
    const taken = [queue.next(), queue.next(), queue.next()];
    queue.push(3);
    expect((await Promise.all(taken)).map(({ value }) => value as number)).toEqual([1, 2, 3]);
  });

  test.each([
    ['entries', [1, 1, 1, 1]],
    ['bytes', [600, 500]],
  ])('overflows by %s: what is queued is dropped, the reader told, the socket cut', async (_what, values) => {
    const { queue, calls } = queueOf();
    for (const value of values) queue.push(value);
    expect(calls).toEqual(['end', 'overflow']);
    expect(queue.size).toBe(0);
    await expect(queue.next()).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test('can be returned while somebody waits', async () => {
    const { queue, calls } = queueOf();
    const waiting = queue.next();
    await queue.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    queue.push(1);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['end']);
  });

  test('finishes after what is queued', async () => {
    const { queue } = queueOf();
    queue.push(1);
    queue.finish();
    queue.push(2);
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test('looks once more at delivery', async () => {
    const removed = new Set<number>();
    const { queue } = queueOf({ mayDeliver: (value) => !removed.has(value) });
    queue.push(1);
    queue.push(2);
    removed.add(1);
    expect(await queue.next()).toEqual({ done: false, value: 2 });
    const waiting = queue.next();
    queue.push(1);
    queue.push(3);
    expect(await waiting).toEqual({ done: false, value: 3 });
  });

  test('asks for more only when somebody waits, and until there is no more', async () => {
    let asked = 0;
    const { queue } = queueOf({
      refill: () => {
        asked += 1;
        if (asked < 3) queue.push(asked);
        return Promise.resolve(asked < 3 ? 'more' : 'done');
      },
    });
    expect(asked).toBe(0);
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    expect(await queue.next()).toEqual({ done: false, value: 2 });
    const waiting = queue.next();
    await Promise.resolve();
    queue.push(9);
    expect(await waiting).toEqual({ done: false, value: 9 });
    expect(asked).toBe(3);
  });

  test('ends with what a refill rejects with', async () => {
    const { queue, calls } = queueOf({ refill: () => Promise.reject(new Error('history lost')) });
    await expect(queue.next()).rejects.toThrow('history lost');
    expect(calls).toEqual(['end']);
  });

  test('asks again, after there was no more, when it is told to', async () => {
    const rounds = [[1], [2]];
    const { queue } = queueOf({
      refill: () => {
        const values = rounds.shift() ?? [];
        for (const value of values) queue.push(value);
        return Promise.resolve('done');
      },
    });
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    const waiting = queue.next();
    await Promise.resolve();
    queue.refillAgain();
    expect(await waiting).toEqual({ done: false, value: 2 });
  });

  test('does not take the answer of an earlier refill for that of the one that it is told to make', async () => {
    let finishFirst = (_answer: 'more' | 'done') => {};
    let asked = 0;
    const { queue } = queueOf({
      refill: () => {
        asked += 1;
        if (asked === 1) return new Promise((resolve) => (finishFirst = resolve));
        queue.push(asked);
        return Promise.resolve('more');
      },
    });
    const first = queue.next();
    queue.push(0);
    expect(await first).toEqual({ done: false, value: 0 });
    // Told while the first is about to end and nobody waits: whoever waits next must be served by another.
    queue.refillAgain();
    finishFirst('done');
    await Promise.resolve();
    await Promise.resolve();
    expect(await queue.next()).toEqual({ done: false, value: 2 });
  });
});
