import { statfsSync } from 'node:fs';
import { QueryError } from '../query-errors.js';

const outOfDiskSpace = 14_031;
const internalError = 1;
/** With less room than this, a write that fails has failed for want of it, whatever the system calls that: LMDB says EIO of a page that was taken in part. */
const minFreeBytes = 16 * 1024 * 1024;
/** ENOSPC, EDQUOT, EFBIG, and LMDB's own for a map that is full. */
const fullCodes: ReadonlySet<unknown> = new Set([28, 122, 27, -30_792]);

/** What to tell writers whose commit failed. LMDB gives the reason of it in a promise of its own, which has to be listened to. */
export async function explainWriteFailure(error: unknown, folder: string): Promise<QueryError> {
  const { commitError } = error as { commitError?: Promise<never> };
  const cause = commitError === undefined ? error : await commitError.catch((reason: unknown) => reason);
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (fullCodes.has((cause as { code?: unknown }).code) || isFull(folder))
    return new QueryError(outOfDiskSpace, `The disk of ${folder} is full; nothing of this write is stored: ${reason}`);
  return new QueryError(internalError, `The database in ${folder} could not write to its disk, which may be full or failing: ${reason}`);
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < minFreeBytes;
  } catch {
    // A system that does not say how much room there is leaves the reason as LMDB gave it.
    return false;
  }
}
