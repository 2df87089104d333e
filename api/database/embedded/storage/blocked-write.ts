import { QueryError } from '../query-errors.js';

/**
 * Thrown inside a write that meets what an open transaction has written: it is rolled back, and runs again once that has ended. Until then
 * no other transaction can come before it.
 */
export class BlockedWrite extends Error {
  override name = 'BlockedWrite';

  constructor(
    readonly ended: Promise<void>,
    /** Called when the write has run again, or does not wait any more. */
    readonly leave: () => void,
  ) {
    super('An open transaction has written the same');
  }
}

/**
 * One transaction lasts for this long at most, but others may come before the write that waits. MongoDB would let it try for ever; here it
 * is told of the conflict then.
 */
const maxBlockedMs = 60_000;

/** Resolves when the transaction has ended. Rejects with code 50 when the command's own time is over, with 112 when all patience is. */
export async function waitUntilFree(ended: Promise<void>, blockedAt: number, maxTimeMs = Infinity): Promise<void> {
  const left = Math.min(maxTimeMs, maxBlockedMs) - (Date.now() - blockedAt);
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(maxTimeMs < maxBlockedMs ? timeExpired() : writeConflict()), Math.max(0, left));
  });
  try {
    await Promise.race([ended, isOver]);
  } finally {
    clearTimeout(timer);
  }
}

function timeExpired(): QueryError {
  return new QueryError(50, 'operation exceeded time limit');
}

/** Code 112: another has written the same, or is about to. */
export function writeConflict(): QueryError {
  const message =
    'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.';
  return new QueryError(112, message);
}
