import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVersion } from './store.js';

/** Lies beside the data file once that is made: a data file that is missing or empty then was lost, and is not made anew. */
export const sentinelName = 'database.format';

export function hasSentinel(folder: string): boolean {
  return existsSync(join(folder, sentinelName));
}

export function writeSentinel(folder: string): void {
  if (!hasSentinel(folder)) writeFileSync(join(folder, sentinelName), `${formatVersion}\n`, { flush: true });
}
