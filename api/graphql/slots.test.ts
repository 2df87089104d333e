import { expect, test } from 'vitest';
import { storeInFreeSlot } from './slots.js';

test('what comes at once gets different slots, and no more than there are', async () => {
  const taken = new Set<number>();
  const store = async (slot: number) => {
    if (taken.has(slot)) return false;
    taken.add(slot);
    return true;
  };
  // All of them read before any of them stores.
  const stored = await Promise.all(Array.from({ length: 8 }, () => storeInFreeSlot(5, async () => [...taken], store)));
  expect(stored.filter(Boolean)).toHaveLength(5);
  expect([...taken].sort()).toEqual([0, 1, 2, 3, 4]);
});

test('a slot that was given back is had again', async () => {
  let stored: number | null = null;
  const store = async (slot: number) => {
    stored = slot;
    return true;
  };
  expect(await storeInFreeSlot(3, async () => [0, undefined, 2], store)).toBe(true);
  expect(stored).toBe(1);
});
