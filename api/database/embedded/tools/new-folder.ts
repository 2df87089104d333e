import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { settle } from './copy-folder.js';
import { ToolError } from './tool-error.js';

/** Fills a folder beside its place and moves it there when it is whole: what has the name is never half done. Throws ToolError where something is there. */
export async function makeWholeFolder<Result>(target: string, fill: (unfinished: string) => Promise<Result>): Promise<Result> {
  await refuseWhatIsThere(target);
  const unfinished = `${target}.unfinished-${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const result = await fill(unfinished);
    await refuseWhatIsThere(target);
    if (existsSync(target)) await rmdir(target);
    await rename(unfinished, target);
    await settle(dirname(target));
    return result;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function refuseWhatIsThere(target: string): Promise<void> {
  if (existsSync(target) && !(await isEmptyFolder(target)))
    throw new ToolError(`${target} is there already: name a new one, nothing is overwritten.`);
}

export async function isEmptyFolder(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}
