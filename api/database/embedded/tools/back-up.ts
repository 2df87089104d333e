import { resolve, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { findDamage } from '../storage/damage-check.js';
import { writeSentinel } from '../storage/sentinel.js';
import { Store, dataFileName } from '../storage/store.js';
import { checkFolder, requireDatabase } from './check-folder.js';
import { type Walked } from './check-listener.js';
import { copyFolder, settle, type Copied } from './copy-folder.js';
import { makeWholeFolder } from './new-folder.js';
import { ToolError } from './tool-error.js';

export interface Backup {
  walked: Walked;
  databaseBytes: number;
  /** What was copied of each further folder. */
  folders: ReadonlyMap<string, Copied>;
}

/**
 * Copies a data folder to a new one, also while a server runs on it: the database as it is at one moment, then the folders that it tells of
 * (files are stored before they are told of, so none is missing that was not deleted). The copy is checked from end to end.
 */
export async function backUp(folder: string, target: string, folders: readonly string[]): Promise<Backup> {
  requireDatabase(folder);
  const [from, to] = [resolve(folder), resolve(target)];
  if (`${to}/`.startsWith(`${from}/`))
    throw new ToolError(`${to} is inside of the data folder: name a place outside of it, best on another disk.`);
  const damage = await findDamage(from);
  if (damage !== undefined) throw new ToolError(`The database in ${from} cannot be copied: ${damage.text}.`);
  return makeWholeFolder(to, async (unfinished) => {
    const databaseBytes = await copyDatabase(from, unfinished);
    const walked = await verify(unfinished);
    const copied = new Map<string, Copied>();
    for (const name of folders) copied.set(name, await copyFolder(join(from, name), join(unfinished, name)));
    await settle(unfinished);
    return { walked, databaseBytes, folders: copied };
  });
}

async function copyDatabase(from: string, to: string): Promise<number> {
  const store = new Store(from, { readOnly: true });
  const path = join(to, dataFileName);
  try {
    await store.copyTo(path);
  } finally {
    await store.close();
  }
  await settle(path);
  writeSentinel(to);
  return (await stat(path)).size;
}

/** Throws ToolError with what is wrong with a copy. */
export async function verify(folder: string): Promise<Walked> {
  const problems: string[] = [];
  const { walked } = await checkFolder(folder, { onProblem: (text) => void problems.push(text), onProgress: () => undefined });
  const [first] = problems;
  if (first !== undefined || walked === undefined)
    throw new ToolError(`The copy is not sound (${first ?? 'it could not be walked'}): npm run db:check tells whether the database is.`);
  return walked;
}
