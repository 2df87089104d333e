import { AppError } from '../../graphql/errors.js';

let isLimited = true;

/** Called once, at start-up: RATE_LIMITS=off lifts the limits. */
export function useUsageLimits(limited: boolean): void {
  isLimited = limited;
}

interface UsageLimit {
  readonly most: number;
  readonly windowMs: number;
  /** Of what is limited, by the times at which it was done: "reports a day". */
  readonly what: string;
  /** The times since then, newest first, at most that many. */
  readonly findSince: (since: Date, most: number) => Promise<readonly Date[]>;
}

/**
 * Throws RATE_LIMITED where it was done `most` times in the window. Counted from what is in the database, so that it holds for all processes; calls at
 * the same moment may pass it by a few.
 */
export async function refuseTooMany({ most, windowMs, what, findSince }: UsageLimit): Promise<void> {
  if (!isLimited) return;
  const since = new Date(Date.now() - windowMs);
  const oldest = (await findSince(since, most))[most - 1];
  if (!oldest) return;
  throw new AppError('RATE_LIMITED', `At most ${most} ${what}.`, { retryAfterMs: Math.max(1, oldest.getTime() - since.getTime()) });
}
