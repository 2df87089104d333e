import { afterEach, expect, test, vi } from 'vitest';
import { FollowedConversation } from './followed-conversation';

const free = { isHeld: () => false, isFocused: () => false };
afterEach(() => void vi.restoreAllMocks());

test('one at a time is followed, and whoever has left one does not leave the next', () => {
  const followed = new FollowedConversation();
  const heard = vi.fn();
  const unsubscribe = followed.subscribe(heard);
  const leaveFirst = followed.follow('c1', free);
  expect(followed.idInSight).toBe('c1');
  const leaveSecond = followed.follow('c2', free);
  leaveFirst();
  expect(followed.idInSight).toBe('c2');
  expect(followed.mayCut('c1')).toBe(false);
  leaveSecond();
  expect(followed.idInSight).toBeNull();
  expect(heard).toHaveBeenCalledTimes(3);
  unsubscribe();
  followed.follow('c1', free);
  expect(heard).toHaveBeenCalledTimes(3);
});

test('in a page that is not seen nothing is read, and it is cut no shorter than what is kept', () => {
  const followed = new FollowedConversation();
  const heard = vi.fn();
  followed.subscribe(heard);
  followed.follow('c1', free);
  heard.mockClear();
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(heard).toHaveBeenCalledOnce();
  expect(followed.idInSight).toBeNull();
  expect([followed.mayCut('c1'), followed.mayCutShort('c1')]).toEqual([true, false]);
});

test('what somebody uses stays: all of it while something is open, and what is kept where a message has the focus', () => {
  const followed = new FollowedConversation();
  const may = () => [followed.mayCut('c1'), followed.mayCutShort('c1')];
  expect(may()).toEqual([false, false]);
  followed.follow('c1', { isHeld: () => true, isFocused: () => false });
  expect(may()).toEqual([false, false]);
  followed.follow('c1', { isHeld: () => false, isFocused: () => true });
  expect(may()).toEqual([true, false]);
  followed.follow('c1', free);
  expect(may()).toEqual([true, true]);
});
