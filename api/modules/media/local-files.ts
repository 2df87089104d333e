import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

let uploadsDir = '';

/** The composition root sets it once, at start. */
export function useUploadsDir(folder: string): void {
  uploadsDir = folder;
}

/** Of each upload a folder of its own. The last two digits of an id change with each, so that no folder holds too many. */
export function folderOf(id: string): string {
  if (uploadsDir === '') throw new Error('useUploadsDir was not called at start.');
  return join(uploadsDir, id.slice(-2), id);
}

export async function makeFolder(id: string): Promise<string> {
  const folder = folderOf(id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export const removeFolder = (id: string): Promise<void> => rm(folderOf(id), { recursive: true, force: true });

/** A name that no other process takes at the same time. */
export const freshName = (what: string): string => `${what}-${randomBytes(8).toString('hex')}`;

export async function isThere(path: string): Promise<boolean> {
  return (await sizeOf(path)) !== null;
}

/** Bytes, or null where there is no such file. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The first bytes of a file: all that its type is told by. */
export async function readHead(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Has `write` make a file and gives it its name when it is whole: nobody ever reads half of one. */
export async function writeWhole(path: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${freshName('unfinished')}`;
  try {
    await write(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** What was written is on the disk when this returns. */
export async function settleOnDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
