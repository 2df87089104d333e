const firstPauseMs = 250;
const longestPauseMs = 30_000;

/** How long to wait before a worker is started again: twice as long after each failure in a row, and spread so that workers do not all come at once. */
export function restartPauseMs(failuresInARow: number, random = Math.random()): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** failuresInARow) * (0.5 + random / 2);
}
