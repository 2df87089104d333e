import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVersion } from './format.js';

/** Lies beside the data file once that is made: a data file that is missing or empty then was lost, and is not made anew. */
export const sentinelName = 'database.format';

export function hasSentinel(folder: string): boolean {
  return existsSync(join(folder, sentinelName));
}

export function writeSentinel(folder: string): void {
  const path = join(folder, sentinelName);
  const content = `${formatVersion}\n`;
  if (!hasSentinel(folder) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content, { flush: true });
}
