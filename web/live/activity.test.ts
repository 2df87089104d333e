import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Activity } from './activity';

let told: boolean[];
let activity: Activity;
let visibility: DocumentVisibilityState;

function show(state: DocumentVisibilityState): void {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
}
const touch = () => dispatchEvent(new Event('keydown'));

beforeEach(() => {
  vi.useFakeTimers();
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  told = [];
  activity = new Activity((active) => told.push(active));
  activity.start();
});
afterEach(() => {
  activity.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('while somebody does something, it is said about once a minute', () => {
  activity.connected();
  touch();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(60_000);
  touch();
  touch();
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(300_000);
  expect(told).toEqual([true]);
});

test('coming and going is said at once', () => {
  activity.connected();
  show('hidden');
  touch();
  show('visible');
  expect(told).toEqual([false, true]);
});

test('a hidden page says so when its line comes back, and nothing is said without one', () => {
  show('hidden');
  touch();
  expect(told).toEqual([]);
  activity.connected();
  expect(told).toEqual([false]);
  activity.disconnected();
  show('visible');
  expect(told).toEqual([false]);
});
