import { describe, expect, test } from 'vitest';
import { ConnectedPeople, graceMs, idleAfterMs } from './connected-people.js';

const phone = { userId: 'ana', sessionId: 'phone' };
const laptop = { userId: 'ana', sessionId: 'laptop' };
const one = { name: 'one socket' };
const another = { name: 'another socket' };

function peopleWith(...sockets: readonly (readonly [object, typeof phone])[]): ConnectedPeople {
  const people = new ConnectedPeople();
  for (const [socket, holder] of sockets) people.open(socket, holder, 0);
  return people;
}

describe('somebody who is connected', () => {
  test('is ONLINE until five minutes without a sign of life, then AWAY', () => {
    const people = peopleWith([one, phone]);
    expect(people.stateOf('ana', idleAfterMs - 1)).toEqual({ status: 'ONLINE', active: ['phone'] });
    expect(people.stateOf('ana', idleAfterMs)).toEqual({ status: 'AWAY', active: [] });
    people.report(phone, true, one, idleAfterMs + 1);
    expect(people.stateOf('ana', idleAfterMs + 1)).toEqual({ status: 'ONLINE', active: ['phone'] });
  });

  test('is looked at again at the very moment at which that may have changed, and once', () => {
    const people = peopleWith([one, phone]);
    people.open(another, laptop, 1000);
    people.report(phone, true, one, 2000);
    expect(people.nextLookMs).toBe(1000 + idleAfterMs);
    expect(people.takeDue(1000 + idleAfterMs - 1)).toEqual([]);
    expect(people.takeDue(1000 + idleAfterMs)).toEqual(['ana']);
    expect(people.nextLookMs).toBe(2000 + idleAfterMs);
    people.report(phone, false, one, 3000 + idleAfterMs);
    // Nobody is at a device: no time changes anything.
    expect(people.nextLookMs).toBeNull();
    people.report(phone, true, one, 4000 + idleAfterMs);
    people.close(one, 5000 + idleAfterMs);
    people.close(another, 6000 + idleAfterMs);
    expect(people.nextLookMs).toBe(6000 + idleAfterMs + graceMs);
    expect(people.takeDue(6000 + idleAfterMs + graceMs)).toEqual(['ana']);
    expect(people.nextLookMs).toBeNull();
  });

  test('is AWAY only when at none of the devices', () => {
    const people = peopleWith([one, phone], [another, laptop]);
    people.report(phone, false, one, 1);
    expect(people.stateOf('ana', 2)).toEqual({ status: 'ONLINE', active: ['laptop'] });
    people.report(laptop, false, another, 3);
    expect(people.stateOf('ana', 4)).toEqual({ status: 'AWAY', active: [] });
  });

  test('speaks over a socket for that socket, and over HTTP for all of the session', () => {
    const people = peopleWith([one, phone], [another, phone]);
    expect(people.report(phone, false, one, 1)).toBe('SOCKET');
    expect(people.stateOf('ana', 2)?.status).toBe('ONLINE');
    expect(people.report(phone, false, { name: 'an HTTP request' }, 3)).toBe('SESSION');
    expect(people.stateOf('ana', 4)?.status).toBe('AWAY');
    expect(people.report(laptop, true, null, 5)).toBe('NOBODY');
    expect(people.stateOf('ana', 6)?.status).toBe('AWAY');
  });
});

describe('somebody who leaves', () => {
  test('stays what they were for a moment, at no device, and is gone after it', () => {
    const people = peopleWith([one, phone]);
    expect(people.close(one, 1000)).toBe('ana');
    expect(people.nextLookMs).toBe(1000 + graceMs);
    expect(people.stateOf('ana', 1000 + graceMs - 1)).toEqual({ status: 'ONLINE', active: [] });
    expect(people.stateOf('ana', 1000 + graceMs)).toBeNull();
    people.forget('ana');
    expect([...people.userIds]).toEqual([]);
  });

  test('and comes back within it, was never away', () => {
    const people = peopleWith([one, phone]);
    people.close(one, 1000);
    people.open(another, phone, 1500);
    expect(people.nextLookMs).toBe(1500 + idleAfterMs);
    people.forget('ana');
    expect(people.stateOf('ana', 1000 + 2 * graceMs)).toEqual({ status: 'ONLINE', active: ['phone'] });
  });

  test('with one of two devices, is still there with the other', () => {
    const people = peopleWith([one, phone], [another, laptop]);
    people.close(one, 1);
    expect(people.stateOf('ana', 1 + graceMs)).toEqual({ status: 'ONLINE', active: ['laptop'] });
    expect(people.close(one, 2)).toBeNull();
  });
});
