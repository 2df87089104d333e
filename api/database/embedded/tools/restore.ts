import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { lockFolder } from '../storage/lock.js';
import { sentinelName, writeSentinel } from '../storage/sentinel.js';
import { dataFileName } from '../storage/store.js';
import { verify } from './back-up.js';
import { checkFolder } from './check-folder.js';
import { type Walked } from './check-listener.js';
import { copyFolder, settle, type Copied } from './copy-folder.js';
import { isEmptyFolder } from './new-folder.js';
import { ToolError } from './tool-error.js';

export interface Restored {
  walked: Walked;
  folders: ReadonlyMap<string, Copied>;
  /** Where what was there before is kept, when something was. */
  replaced?: string;
}

const draftPrefix = '.restoring-';
const lmdbLockName = `${dataFileName}-lock`;

/**
 * Puts a backup into a data folder that no server runs on. All is copied beside its place and checked there; then it is moved. A folder that
 * holds something is refused unless `isReplacing`: then that is kept in a folder inside.
 */
export async function restore(backup: string, folder: string, folders: readonly string[], isReplacing: boolean): Promise<Restored> {
  const [from, to] = [resolve(backup), resolve(folder)];
  await refuseUnsound(from);
  await mkdir(to, { recursive: true });
  const lock = lockFolder(to);
  const draft = join(to, `${draftPrefix}${randomUUID().slice(0, 8)}`);
  try {
    await removeDrafts(to);
    const occupied = await findOccupied(to, folders);
    if (occupied.length > 0 && !isReplacing)
      throw new ToolError(
        `${to} holds a database already (${occupied.join(', ')}): restore into another DATA_DIR, or say --replace to keep that aside.`,
      );
    await mkdir(draft, { mode: 0o700 });
    await copyFile(join(from, dataFileName), join(draft, dataFileName));
    await settle(join(draft, dataFileName));
    writeSentinel(draft);
    const walked = await verify(draft);
    const copied = new Map<string, Copied>();
    for (const name of folders) copied.set(name, await copyFolder(join(from, name), join(draft, name)));
    const replaced = occupied.length > 0 ? await setAside(to, occupied) : undefined;
    await moveIn(draft, to, folders);
    return { walked, folders: copied, ...(replaced !== undefined && { replaced }) };
  } finally {
    await rm(draft, { recursive: true, force: true });
    lock.release();
  }
}

async function refuseUnsound(backup: string): Promise<void> {
  const missing = [dataFileName, sentinelName].find((name) => !existsSync(join(backup, name)));
  if (missing !== undefined) throw new ToolError(`${backup} is no backup: it has no ${missing}.`);
  const problems: string[] = [];
  await checkFolder(backup, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
  const [first] = problems;
  if (first !== undefined) throw new ToolError(`The backup in ${backup} is not sound (${first}): take another one.`);
}

/** What a restore left behind that was killed. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(draftPrefix));
  for (const name of drafts) await rm(join(folder, name), { recursive: true });
}

async function findOccupied(folder: string, folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of [dataFileName, ...folders]) {
    const path = join(folder, name);
    if (existsSync(path) && !(await isEmptyFolder(path))) found.push(name);
  }
  return found;
}

/** The data file goes first: from then on its folder says that it is missing, and no server takes it for a new one. */
async function setAside(folder: string, occupied: readonly string[]): Promise<string> {
  const aside = join(folder, `replaced-${new Date().toISOString().slice(0, 23).replace(/[:.]/g, '-')}`);
  await mkdir(aside, { mode: 0o700 });
  if (occupied.includes(dataFileName)) writeSentinel(folder);
  for (const name of occupied) await rename(join(folder, name), join(aside, name));
  if (occupied.includes(dataFileName)) writeSentinel(aside);
  return aside;
}

/** The data file comes last: until then there is no database that could be opened with half of its files. */
async function moveIn(draft: string, folder: string, folders: readonly string[]): Promise<void> {
  // LMDB's own, of the file that was there before.
  await rm(join(folder, lmdbLockName), { force: true });
  for (const name of folders) {
    if (!existsSync(join(draft, name))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    await rename(join(draft, name), join(folder, name));
  }
  await rename(join(draft, dataFileName), join(folder, dataFileName));
  writeSentinel(folder);
  await settle(folder);
}
