/** Changes of one group's roles and members, one after another in this process. Other processes are met by the checks after each write. */
const tails = new Map<string, Promise<unknown>>();

export async function withGroupLock<Result>(groupId: string, work: () => Promise<Result>): Promise<Result> {
  const before = tails.get(groupId) ?? Promise.resolve();
  // The one before may fail: that is for its own caller.
  const mine = before.then(work, work);
  const tail = mine.catch(() => undefined);
  tails.set(groupId, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(groupId) === tail) tails.delete(groupId);
  }
}
