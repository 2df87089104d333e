import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionLocked } from '../apollo/refusal';
import { Outbox } from './outbox';
import type { OutboxItem, Write } from './outbox-item';
import { OutboxReplay } from './outbox-replay';

const refusal = (code: string, extensions: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code, ...extensions } }] });
const send = (text: string): Write => ({ kind: 'send', clientId: `client-${text}`, text });
const textOf = ({ write }: OutboxItem) => ('text' in write ? write.text : write.kind);

let outbox: Outbox;
let replay: OutboxReplay;
let tried: string[];
let dropped: [kind: string, code: string][];
let answer: (item: OutboxItem) => Promise<void>;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  tried = [];
  answer = async () => undefined;
  outbox = new Outbox('ana');
  dropped = [];
  replay = new OutboxReplay(
    outbox,
    (item) => {
      tried.push(textOf(item));
      return answer(item);
    },
    (item, code) => dropped.push([item.write.kind, code]),
  );
});
afterEach(() => {
  replay.stop();
  outbox.close();
  vi.useRealTimers();
});

describe('replaying the outbox', () => {
  test('does what waits in order, and what comes later', async () => {
    outbox.add('c1', send('one'));
    outbox.add('c1', send('two'));
    replay.start();
    await settle();
    outbox.add('c1', send('three'));
    await settle();
    expect(tried).toEqual(['one', 'two', 'three']);
    expect(outbox.items).toEqual([]);
  });

  test('does nothing while another tab leads', async () => {
    outbox.add('c1', send('one'));
    await settle();
    expect(tried).toEqual([]);
  });

  test('waits for an answer before the next of the same conversation, not of others', async () => {
    let arrive = () => undefined as void;
    answer = (item) => (textOf(item) === 'one' ? new Promise((resolve) => (arrive = resolve)) : Promise.resolve());
    outbox.add('c1', send('one'));
    outbox.add('c1', send('two'));
    outbox.add('c2', send('other'));
    replay.start();
    await settle();
    expect(tried).toEqual(['one', 'other']);
    arrive();
    await settle();
    expect(tried).toEqual(['one', 'other', 'two']);
  });

  test('tries again when the line is lost, later and later, and keeps the order', async () => {
    let isDown = true;
    answer = async () => {
      if (isDown) throw new TypeError('Failed to fetch');
    };
    outbox.add('c1', send('one'));
    outbox.add('c1', send('two'));
    replay.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(tried)).toEqual(new Set(['one']));
    expect(tried.length).toBeGreaterThan(2);
    expect(tried.length).toBeLessThan(9);
    isDown = false;
    tried = [];
    replay.wake();
    await settle();
    expect(tried).toEqual(['one', 'two']);
    expect(outbox.items).toEqual([]);
  });

  test('waits as long as the server asks', async () => {
    let isLimited = true;
    answer = async () => {
      if (isLimited) throw refusal('RATE_LIMITED', { retryAfterMs: 5_000 });
    };
    outbox.add('c1', send('one'));
    replay.start();
    await vi.advanceTimersByTimeAsync(4_900);
    isLimited = false;
    expect(tried).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(outbox.items).toEqual([]);
  });

  test('keeps what was refused as failed, and lets the next pass', async () => {
    answer = async (item) => {
      if (textOf(item) === 'one') throw refusal('FORBIDDEN');
    };
    outbox.add('c1', send('one'));
    outbox.add('c1', send('two'));
    replay.start();
    await settle();
    expect(tried).toEqual(['one', 'two']);
    expect(outbox.items.map((item) => [textOf(item), item.refusedWith])).toEqual([['one', 'FORBIDDEN']]);
    answer = async () => undefined;
    outbox.retry(outbox.items[0]?.id ?? '');
    await settle();
    expect(outbox.items).toEqual([]);
  });

  test('a fault of the server is tried a few times, then shown', async () => {
    answer = async () => {
      throw refusal('INTERNAL_SERVER_ERROR');
    };
    outbox.add('c1', send('one'));
    replay.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tried).toHaveLength(5);
    expect(outbox.items[0]?.refusedWith).toBe('INTERNAL_SERVER_ERROR');
  });

  test('stops when the session has ended, and loses nothing', async () => {
    answer = async () => {
      throw new SessionLocked();
    };
    outbox.add('c1', send('one'));
    replay.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tried).toEqual(['one']);
    expect(outbox.items.map((item) => item.refusedWith)).toEqual([null]);
  });

  test('a read mark that is refused is dropped', async () => {
    answer = async () => {
      throw refusal('NOT_FOUND');
    };
    outbox.add('c1', { kind: 'markRead', seq: 3 });
    replay.start();
    await settle();
    expect(outbox.items).toEqual([]);
  });

  test('a pin too many takes nothing along that waits with it', async () => {
    answer = ({ write }) => ('changes' in write && write.changes.pinned ? Promise.reject(refusal('CONFLICT')) : Promise.resolve());
    outbox.add('c1', { kind: 'preferences', changes: { pinned: true, archived: false } });
    replay.start();
    await settle();
    expect(dropped).toEqual([['preferences', 'CONFLICT']]);
    expect(tried).toEqual(['preferences', 'preferences']);
    expect(outbox.items).toEqual([]);
  });

  test('a preference that is refused is told, and kept from nobody', async () => {
    answer = () => Promise.reject(refusal('CONFLICT'));
    outbox.add('c1', { kind: 'preferences', changes: { pinned: true } });
    replay.start();
    await settle();
    expect(dropped).toEqual([['preferences', 'CONFLICT']]);
    expect(outbox.items).toEqual([]);
  });
});
