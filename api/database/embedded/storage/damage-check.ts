import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { damagedExitCode, newerFormatExitCode, unfinishedExitCode } from './damage-exit-codes.js';
import { EmbeddedDatabaseError } from '../embedded-error.js';
import { hasSentinel } from './sentinel.js';
import { dataFileName, formatVersion } from './store.js';

const checkTimeoutMs = 60_000;
const minFileBytes = 8192;

/**
 * Refuses a folder whose data file is damaged or of a newer format. LMDB maps the file into memory and can take the whole process down
 * over a damaged one, and it takes an empty file for a new database: so a short child process reads it first.
 */
export async function checkForDamage(folder: string): Promise<void> {
  const path = join(folder, dataFileName);
  if (!existsSync(path)) {
    if (!hasSentinel(folder)) return;
    throw damaged(folder, `${dataFileName} is missing`);
  }
  const problem = readHead(path) ?? (await readInChild(folder));
  if (problem === undefined) return;
  // Before there is a sentinel nothing was acknowledged: a server was killed while it made its file, which is put aside.
  if (problem.isUnfinished && !hasSentinel(folder)) renameSync(path, `${path}.unfinished`);
  else throw damaged(folder, problem.text);
}

interface Problem {
  text: string;
  /** It is what a server leaves behind that is killed in its first moments. */
  isUnfinished: boolean;
}

function damaged(folder: string, what: string, cause?: unknown): EmbeddedDatabaseError {
  const message = `The database in ${folder} is damaged (${what}): restore a backup with npm run db:restore, or set another DATA_DIR.`;
  return new EmbeddedDatabaseError('DAMAGED', message, { cause });
}

function readHead(path: string): Problem | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size < minFileBytes) return { text: `${dataFileName} has only ${size} bytes`, isUnfinished: true };
    const head = Buffer.alloc(minFileBytes);
    readSync(file, head, 0, head.length, 0);
    if (head.every((byte) => byte === 0)) return { text: `${dataFileName} holds nothing`, isUnfinished: false };
    return undefined;
  } finally {
    closeSync(file);
  }
}

async function readInChild(folder: string): Promise<Problem | undefined> {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const script = fileURLToPath(new URL(`./damage-check-process${extension}`, import.meta.url));
  const loader = extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  try {
    await promisify(execFile)(process.execPath, [...loader, script, folder], { timeout: checkTimeoutMs });
    return undefined;
  } catch (error) {
    const { code, signal, stderr } = error as { code?: number | string; signal?: string; stderr?: string };
    if (code === newerFormatExitCode) {
      const message = `The database in ${folder} was written by a newer version (this one reads format ${formatVersion}): update Talk-In-Clouds, or set another DATA_DIR.`;
      throw new EmbeddedDatabaseError('NEWER_FORMAT', message);
    }
    if (code === unfinishedExitCode) return { text: 'its format record is missing', isUnfinished: true };
    if (code === damagedExitCode) throw damaged(folder, stderr?.trim().replace(/\s+/g, ' ') || 'unreadable', error);
    if (typeof signal === 'string') throw damaged(folder, `reading it ends with ${signal}`, error);
    throw new EmbeddedDatabaseError(
      'FAILED',
      `The check of the database in ${folder} could not run: ${stderr?.trim().split('\n').at(-1) ?? String(code)}`,
      { cause: error },
    );
  }
}
