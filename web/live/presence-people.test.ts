import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mostWatched, PresencePeople, type PresenceTold } from './presence-people';

type Followed = { ids: readonly string[]; tell: (told: PresenceTold) => void; ended: () => void; isOver: boolean };

let followed: Followed[];
let people: PresencePeople;
const settle = () => vi.runAllTimers();
const online = (id: string): PresenceTold => ({ id, presence: { status: 'ONLINE', lastSeenAt: null } });
const latest = () => {
  const last = followed.at(-1);
  if (!last) throw new Error('Nobody is followed.');
  return last;
};

beforeEach(() => {
  vi.useFakeTimers();
  followed = [];
  people = new PresencePeople((ids, tell, ended) => {
    const entry: Followed = { ids, tell, ended, isOver: false };
    followed.push(entry);
    return () => {
      entry.isOver = true;
    };
  });
});
afterEach(() => vi.useRealTimers());

test('those who are shown are asked for in one subscription, once the line is up', () => {
  people.watch(['bia', 'ana']);
  people.watch(['caio', 'ana']);
  settle();
  expect(followed).toEqual([]);
  people.start();
  expect(followed.map(({ ids }) => ids)).toEqual([['ana', 'bia', 'caio']]);
  latest().tell(online('bia'));
  settle();
  expect(people.known.get('bia')).toEqual({ status: 'ONLINE', lastSeenAt: null });
});

test('somebody new opens another subscription; who goes out of sight does not', () => {
  const release = people.watch(['ana', 'bia']);
  people.start();
  latest().tell(online('ana'));
  settle();
  release();
  people.watch(['bia']);
  settle();
  expect(followed).toHaveLength(1);
  people.watch(['caio']);
  people.watch(['duda']);
  settle();
  expect(followed.map(({ ids, isOver }) => [ids, isOver])).toEqual([
    [['ana', 'bia'], true],
    [['bia', 'caio', 'duda'], false],
  ]);
  expect(people.known.has('ana')).toBe(false);
});

test('never more than the server takes, and the latest first', () => {
  people.watch(Array.from({ length: mostWatched }, (_, index) => `user-${index}`));
  people.watch(['ana']);
  people.start();
  expect(latest().ids).toHaveLength(mostWatched);
  expect(latest().ids).toContain('ana');
});

test('without a line nothing is known, and what an ended subscription says counts no more', () => {
  people.watch(['ana']);
  people.start();
  const first = latest();
  first.tell(online('ana'));
  settle();
  expect(people.known.size).toBe(1);
  people.stop();
  expect(people.known.size).toBe(0);
  first.tell(online('ana'));
  settle();
  expect(people.known.size).toBe(0);
  people.start();
  latest().tell(online('ana'));
  latest().ended();
  settle();
  expect(people.known.size).toBe(0);
});

test('listeners hear of changes only, of many at once', () => {
  let count = 0;
  people.subscribe(() => (count += 1));
  people.watch(['ana', 'bia']);
  people.start();
  latest().tell(online('ana'));
  latest().tell(online('bia'));
  settle();
  latest().tell(online('ana'));
  settle();
  expect(count).toBe(1);
});
