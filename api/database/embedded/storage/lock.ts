import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from '../embedded-error.js';

interface Owner {
  pid: number;
  /** When the process began, as the system tells it: a pid alone is used again after a crash or a reboot. */
  startedAt: string;
  token: string;
  /** Where the database answers, for processes of the same user; absent until it does. */
  uri?: string;
}

const lockName = 'database.lock';
const maxAttempts = 10;

export interface FolderLock {
  /** Writes into the lock where the database answers. */
  tell(uri: string): void;
  release(): void;
}

/**
 * Locks a folder for this process; the lock of a process that is gone is taken over silently.
 * Throws FOLDER_LOCKED with the pid of a live owner.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, lockName);
  const owner: Owner = { pid: process.pid, startedAt: processStart(process.pid) ?? '', token: randomUUID() };
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (createLock(path, owner))
      return { tell: (uri) => replaceLock(path, { ...owner, uri }), release: () => releaseLock(path, owner.token) };
    const current = readOwner(path);
    if (current !== undefined && isAlive(current)) {
      throw new EmbeddedDatabaseError(
        'FOLDER_LOCKED',
        `The database in ${folder} is in use by process ${current.pid}: stop that process, or set another DATA_DIR.`,
      );
    }
    removeStale(path, current?.token);
  }
  throw new EmbeddedDatabaseError('FOLDER_LOCKED', `Another process keeps taking the lock ${path}: start only one server on this folder.`);
}

/** Who has the folder now: undefined for nobody alive. Without `uri` the database is starting or stopping. */
export function findLockOwner(folder: string): Pick<Owner, 'pid' | 'uri'> | undefined {
  const owner = readOwner(join(folder, lockName));
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

/** In one step, like the making of it; the lock is ours meanwhile. */
function replaceLock(path: string, owner: Owner): void {
  const draft = `${path}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  renameSync(draft, path);
}

/** A complete file appears under the name in one step, so that nobody reads half an owner. */
function createLock(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    // Gone in the meantime, or never whole: a lock that names nobody protects nobody.
    return undefined;
  }
}

/** Takes the stale file away; when another process was faster and its fresh lock was hit, the lock goes back. */
function removeStale(path: string, staleToken: string | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    // Somebody else has removed it.
    return;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && moved.token !== staleToken) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process holds the name by now; the owner that was moved will find its lock lost, as a crashed one would.
    }
  }
  rmSync(aside, { force: true });
}

function releaseLock(path: string, token: string): void {
  if (readOwner(path)?.token === token) rmSync(path, { force: true });
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startedAt = processStart(owner.pid);
  return startedAt === undefined || owner.startedAt === ''
    ? startedAt !== undefined || process.platform === 'win32'
    : startedAt === owner.startedAt;
}

/** When a process began: undefined when it is gone (a zombie is) or the system does not say. */
function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return fields[0] === 'Z' ? undefined : `${boot} ${fields[19] ?? ''}`;
    } catch {
      return undefined;
    }
  }
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
