const tails = new Map<string, Promise<unknown>>();

/**
 * Works on one thing one after another in this process, so that what is read stays true until it is written. Other processes are met by
 * the conditions of each write. What failed before is its own caller's business.
 */
export async function takeTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
  const tail = mine.catch(() => undefined);
  tails.set(key, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === tail) tails.delete(key);
  }
}
