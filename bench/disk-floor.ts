import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The floor of "acknowledged means on the disk": `measure` gets what appends 4 KiB and syncs them, in the folder where the server keeps its data. */
export async function onSyncedFile<T>(dataDir: string, measure: (sync: () => Promise<void>) => Promise<T>): Promise<T> {
  const path = join(dataDir, 'bench-sync');
  const file = await open(path, 'a');
  const block = Buffer.alloc(4096, 7);
  try {
    return await measure(async () => {
      await file.write(block);
      await file.datasync();
    });
  } finally {
    await file.close();
    await rm(path);
  }
}
