import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from '../embedded-error.js';
import { runScript } from './child-script.js';
import { damagedExitCode, newerFormatExitCode, unfinishedExitCode } from './damage-exit-codes.js';
import { hasSentinel } from './sentinel.js';
import { formatVersion } from './format.js';
import { dataFileName } from './store.js';

const minFileBytes = 8192;
/** What a process gets over a file that it cannot map; anything else came from outside, as Ctrl-C does. */
const crashSignals: ReadonlySet<string> = new Set(['SIGBUS', 'SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGTRAP']);

export interface Damage {
  kind: 'DAMAGED' | 'NEWER_FORMAT' | 'UNCHECKED';
  /** Stands in the middle of a sentence. */
  text: string;
  /** It is what a server leaves behind that is killed in its first moments. */
  isUnfinished?: boolean;
}

/**
 * Refuses a folder whose data file is damaged or of a newer format. LMDB maps the file into memory and can take the whole process down
 * over a damaged one, and it takes an empty file for a new database: so a short child process reads it first.
 */
export async function checkForDamage(folder: string): Promise<void> {
  const path = join(folder, dataFileName);
  if (!existsSync(path) && !hasSentinel(folder) && !existsSync(lmdbLockOf(path))) return;
  const damage = await findDamage(folder);
  if (damage === undefined) return;
  // Before there is a sentinel nothing was acknowledged: a server was killed while it made its file, which is put aside.
  if (damage.isUnfinished !== true || hasSentinel(folder)) throw refusal(folder, damage);
  rmSync(lmdbLockOf(path), { force: true });
  renameSync(path, `${path}.unfinished`);
}

/** LMDB's own lock, which it makes together with the file and leaves beside it. */
const lmdbLockOf = (path: string): string => `${path}-lock`;

function refusal(folder: string, { kind, text }: Damage): EmbeddedDatabaseError {
  switch (kind) {
    case 'NEWER_FORMAT':
      return new EmbeddedDatabaseError(kind, `The database in ${folder} ${text}: update Talk-In-Clouds, or set another DATA_DIR.`);
    case 'UNCHECKED':
      return new EmbeddedDatabaseError('FAILED', `The check of the database in ${folder} could not run: ${text}`);
    case 'DAMAGED':
      return new EmbeddedDatabaseError(
        kind,
        `The database in ${folder} is damaged (${text}): restore a backup with npm run db:restore, or set another DATA_DIR.`,
      );
  }
}

/** What keeps the folder's data file from being opened. Changes nothing, and a server may run on the folder meanwhile. */
export async function findDamage(folder: string): Promise<Damage | undefined> {
  const path = join(folder, dataFileName);
  if (!existsSync(path)) return { kind: 'DAMAGED', text: `${dataFileName} is missing` };
  return readHead(path) ?? (await readInChild(folder));
}

function readHead(path: string): Damage | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size < minFileBytes) return { kind: 'DAMAGED', text: `${dataFileName} has only ${size} bytes`, isUnfinished: true };
    const head = Buffer.alloc(minFileBytes);
    readSync(file, head, 0, head.length, 0);
    return head.every((byte) => byte === 0) ? { kind: 'DAMAGED', text: `${dataFileName} holds nothing` } : undefined;
  } finally {
    closeSync(file);
  }
}

async function readInChild(folder: string): Promise<Damage | undefined> {
  const { code, signal, stderr } = await runScript(new URL('./damage-check-process', import.meta.url), [folder]);
  switch (code) {
    case 0:
      return undefined;
    case newerFormatExitCode:
      return { kind: 'NEWER_FORMAT', text: `was written by a newer version (this one reads format ${formatVersion})` };
    case unfinishedExitCode:
      return { kind: 'DAMAGED', text: 'its format record is missing', isUnfinished: true };
    case damagedExitCode:
      return { kind: 'DAMAGED', text: stderr.trim().replace(/\s+/g, ' ') || 'unreadable' };
    default:
      if (signal !== null && crashSignals.has(signal)) return { kind: 'DAMAGED', text: `reading it ends with ${signal}` };
      if (signal !== null) return { kind: 'UNCHECKED', text: `it was ended by ${signal}` };
      return { kind: 'UNCHECKED', text: stderr.trim().split('\n').at(-1) ?? `code ${String(code)}` };
  }
}
