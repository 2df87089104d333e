import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveEvent } from './apply-event';
import { EventQueue } from './event-queue';

const event = (cursor: string, live = false): LiveEvent => ({ __typename: 'CursorAdvanced', cursor, at: '', live });

/** What was done, in order: an event's cursor when it was applied, "prepared", and "shown" with the last one when it was shown. */
let done: string[];
let apply: (event: LiveEvent) => void;
let prepare: (isLast: boolean) => void;
let isRush: boolean;
let queue: EventQueue;

beforeEach(() => {
  vi.useFakeTimers();
  done = [];
  apply = () => undefined;
  prepare = () => undefined;
  isRush = false;
  queue = new EventQueue({
    isRush: () => isRush,
    apply: (events, areOfRush) => {
      for (const event of events) apply(event);
      if (areOfRush) done.push('all of a rush');
      done.push(...events.map(({ cursor }) => cursor));
    },
    prepare: (isLast) => prepare(isLast),
    show: (last, isLive) => done.push(`shown ${last.cursor}${isLive ? ', live' : ''}`),
  });
});
afterEach(() => {
  queue.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the event queue', () => {
  test('shows the first of a calm at once, and those that follow it together', () => {
    queue.add(event('1'));
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['1', 'shown 1']);
    queue.add(event('2'));
    vi.advanceTimersByTime(20);
    queue.add(event('3', true));
    vi.advanceTimersByTime(20);
    expect(done.slice(2)).toEqual(['2', '3']);
    vi.advanceTimersByTime(310);
    expect(done.slice(2)).toEqual(['2', '3', 'shown 3, live']);
  });

  test('applies a burst a few at a time, so that something else has its turn in between', () => {
    let worked = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + worked);
    apply = () => void (worked += 0.2);
    const cursors = Array.from({ length: 40 }, (_, place) => String(place + 1));
    for (const cursor of cursors) queue.add(event(cursor));
    setTimeout(() => done.push('a turn'));
    vi.runAllTimers();
    expect(done).toEqual([...cursors.slice(0, 20), 'a turn', ...cursors.slice(20), 'shown 40']);
  });

  test('prepares what was applied before it is shown, and of many a part beforehand', () => {
    prepare = (isLast) => done.push(isLast ? 'prepared' : 'prepared a part');
    for (const cursor of ['1', '2']) queue.add(event(cursor));
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['1', '2', 'prepared', 'shown 2']);
    done = [];
    for (let count = 0; count < 30; count += 1) queue.add(event('3'));
    vi.advanceTimersByTime(100);
    queue.add(event('4'));
    vi.advanceTimersByTime(1_000);
    expect(done.filter((entry) => entry !== '3')).toEqual(['prepared a part', '4', 'prepared', 'shown 4']);
  });

  test('lets whoever types have a turn between preparing and showing', () => {
    prepare = () => void setTimeout(() => done.push('a turn'));
    queue.add(event('1'));
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['1', 'a turn', 'shown 1']);
  });

  test('in a hidden page, where timers are slow, shows with the timer that applies', () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    queue.add(event('1'));
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['1', 'shown 1']);
  });

  test('shows many less often than few', () => {
    const shownIn = (perSecond: number, ms: number) => {
      done = [];
      for (let waited = 0; waited < ms; waited += 1000 / perSecond) {
        queue.add(event('1'));
        vi.advanceTimersByTime(1000 / perSecond);
      }
      return done.filter((entry) => entry.startsWith('shown')).length;
    };
    const few = shownIn(10, 6_000);
    const many = shownIn(200, 6_000);
    expect(few).toBeGreaterThan(14);
    expect(many).toBeLessThan(8);
    expect(many).toBeGreaterThan(4);
  });

  test('shows at once that somebody may see a conversation no more', () => {
    queue.add(event('1'));
    vi.advanceTimersByTime(1);
    queue.add({ __typename: 'ConversationRemoved', cursor: '2', at: '', conversationId: 'c1' });
    queue.add(event('3'));
    vi.advanceTimersByTime(40);
    expect(done).toEqual(['1', 'shown 1', '2', '3', 'shown 3']);
  });

  test('goes on after an event that can not be applied', () => {
    apply = ({ cursor }) => {
      if (cursor === '2') throw new Error('It can not be applied.');
    };
    for (const cursor of ['1', '2', '3']) queue.add(event(cursor));
    expect(() => vi.advanceTimersByTime(1)).toThrow('It can not be applied.');
    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(['1', '3', 'shown 3']);
  });

  test('shows what takes several turns to apply as a whole, unless it takes a second', () => {
    let worked = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + worked);
    const shownAfter = (perEventMs: number) => {
      done = [];
      apply = () => void (worked += perEventMs);
      for (let count = 0; count < 100; count += 1) queue.add(event('1'));
      vi.runAllTimers();
      return done.flatMap((entry, place) => (entry.startsWith('shown') ? [place] : []));
    };
    expect(shownAfter(1)).toEqual([100]);
    expect(shownAfter(30).length).toBeGreaterThan(1);
  });

  test('of a rush applies nothing before it is shown, and then all at once', () => {
    queue.add(event('1'));
    vi.advanceTimersByTime(500);
    done = [];
    queue.add(event('2'));
    prepare = (isLast) => void (isRush = isLast);
    vi.advanceTimersByTime(20);
    expect(done).toEqual(['2', 'shown 2']);
    prepare = () => undefined;
    // Came before it was known to be one.
    done = [];
    for (const cursor of ['3', '4']) {
      queue.add(event(cursor));
      vi.advanceTimersByTime(450);
    }
    expect(done).toEqual([]);
    vi.advanceTimersByTime(160);
    expect(done).toEqual(['all of a rush', '3', '4', 'shown 4']);
  });

  test('in a rush applies, prepares and shows in a frame each', () => {
    let worked = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + worked);
    apply = () => void (worked += 0.2);
    prepare = () => done.push('prepared');
    isRush = true;
    for (let count = 0; count < 50; count += 1) queue.add(event('1'));
    const turns: { at: number; done: string[] }[] = [];
    for (let at = 0; at < 1_200; at += 1) {
      done = [];
      vi.advanceTimersByTime(1);
      if (done.length > 0) turns.push({ at, done });
    }
    expect(turns.map((turn) => turn.done.length)).toEqual([51, 1, 1]);
    expect(turns[1]?.done).toEqual(['prepared']);
    for (const [place, { at }] of turns.entries()) expect(at - (turns[place - 1]?.at ?? -Infinity)).toBeGreaterThan(15);
  });

  test('of a rush that is more than can be applied at once nothing is left out, and it is applied a few at a time', () => {
    let worked = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + worked);
    apply = () => void (worked += 0.2);
    isRush = true;
    for (let count = 0; count < 501; count += 1) queue.add(event('1'));
    setTimeout(() => done.push('a turn'));
    vi.runAllTimers();
    expect(done).not.toContain('all of a rush');
    expect(done.indexOf('a turn')).toBe(20);
    expect(done.at(-1)).toBe('shown 1');
  });

  test('in a rush, too, shows at once that somebody may see a conversation no more', () => {
    queue.add(event('1'));
    vi.advanceTimersByTime(1);
    isRush = true;
    queue.add(event('2'));
    queue.add({ __typename: 'ConversationRemoved', cursor: '3', at: '', conversationId: 'c1' });
    vi.advanceTimersByTime(40);
    expect(done).toEqual(['1', 'shown 1', 'all of a rush', '2', '3', 'shown 3']);
  });

  test('applies and shows all at once when it is told to, and nothing after it was stopped', () => {
    queue.add(event('1'));
    queue.add(event('2'));
    queue.flush();
    expect(done).toEqual(['1', '2', 'shown 2']);
    queue.add(event('3'));
    queue.stop();
    queue.flush();
    expect(vi.getTimerCount()).toBe(0);
    expect(done).toEqual(['1', '2', 'shown 2']);
  });
});
