import { expect, it } from 'vitest';
import { choosePin, maxPins, type Pin } from './pin-slots.js';

const at = new Date('2026-11-26T10:00:00.000Z');

it('takes free slots until there is none', () => {
  const pins: Pin[] = [];
  for (let count = 0; count < maxPins; count += 1) {
    const pin = choosePin(pins, at);
    if (!pin) throw new Error(`No slot after ${count} pins.`);
    pins.push(pin);
  }
  expect(new Set(pins.map(({ slot }) => slot)).size).toBe(maxPins);
  expect(pins.every(({ slot }) => slot >= 0 && slot < maxPins)).toBe(true);
  expect(choosePin(pins, at)).toBeNull();
  const freed = pins.filter(({ slot }) => slot !== 7);
  expect(choosePin(freed, at)?.slot).toBe(7);
});

it('comes after every pin that is there, also after one of a process whose clock is ahead', () => {
  const ahead = new Date(at.getTime() + 60_000);
  expect(choosePin([], at)?.at).toEqual(at);
  expect(choosePin([{ slot: 0, at: ahead }], at)?.at).toEqual(new Date(ahead.getTime() + 1));
});
