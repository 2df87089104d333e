const maxAttempts = 20;

/**
 * Stores one more of something of which there may be `max`: whatever holds a slot, from 0, has it in a unique index, so that the limit holds for any
 * number of processes. `findTaken` reads the slots that are taken, `store` answers false where somebody else was faster with that one. False: all are taken.
 */
export async function storeInFreeSlot(
  max: number,
  findTaken: () => Promise<readonly (number | undefined)[]>,
  store: (slot: number) => Promise<boolean>,
): Promise<boolean> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const taken = new Set(await findTaken());
    const free = Array.from({ length: max }, (_, slot) => slot).filter((slot) => !taken.has(slot));
    // By chance, so that those who come at once seldom meet.
    const slot = free[Math.floor(Math.random() * free.length)];
    if (slot === undefined) return false;
    if (await store(slot)) return true;
  }
  throw new Error(`Of ${max} slots none could be had in ${maxAttempts} tries.`);
}
