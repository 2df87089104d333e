import { constants, type Dirent } from 'node:fs';
import { copyFile, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Copied {
  files: number;
  bytes: number;
}

/**
 * Copies a folder with all that is in it, and settles it on the disk. A file that goes away meanwhile is left out: what the server has
 * deleted. A folder that is not there is an empty one.
 */
export async function copyFolder(from: string, to: string): Promise<Copied> {
  const copied: Copied = { files: 0, bytes: 0 };
  const entries = await listFolder(from);
  if (entries === null) return copied;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      const inner = await copyFolder(source, target);
      copied.files += inner.files;
      copied.bytes += inner.bytes;
    } else if (entry.isFile() && (await copyIfThere(source, target))) {
      await settle(target);
      copied.files += 1;
      copied.bytes += (await stat(target)).size;
    }
  }
  await settle(to);
  return copied;
}

/** Has a file, or the names in a folder, on the disk before anybody relies on it. */
export async function settle(path: string): Promise<void> {
  // Windows opens no folders; what it renames it settles itself.
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return;
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function listFolder(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
