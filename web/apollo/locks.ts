import { lockName } from './storage';

/** Runs one task at a time over all tabs. Without Web Locks (plain http in a network) tabs are not coordinated. */
export async function withLock<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return task();
  return await navigator.locks.request(lockName(name), task);
}

/**
 * Waits for its turn to lead among the tabs of one person, then leads until released or the tab goes.
 * Without Web Locks every tab leads; what leaders do is safe to do twice.
 */
export function seekLeadership(name: string, onLead: () => void): () => void {
  if (!navigator.locks) {
    onLead();
    return () => undefined;
  }
  const abort = new AbortController();
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    .request(lockName(name), { signal: abort.signal }, async () => {
      if (abort.signal.aborted) return;
      onLead();
      await held;
    })
    .catch((error: unknown) => {
      // Giving up the wait is the only way this request ends with an error that we asked for.
      if (!abort.signal.aborted) throw error;
    });
  return () => {
    abort.abort();
    release();
  };
}
