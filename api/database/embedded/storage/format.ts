import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { dataFileName, type Store } from './store.js';

/** Changes all that is stored from one format to the next, inside one write. */
export type Migration = (store: Store) => void;

/** From format 1 to 2, from 2 to 3, and so on. A change of what lies in the file adds one here, and with it the format has a new number. */
export const migrations: readonly Migration[] = [];

export const formatVersion = migrations.length + 1;

/** The record that says whose format the file is. */
export const formatKey = Buffer.from('m\0format');

/**
 * Marks a new file with its format; the mark is how a later start knows a file that is whole. An older file is taken to the present format,
 * step by step; each step and its mark are one write, so that a crash leaves the one format or the other. A copy of the file as it was is kept.
 */
export async function prepareFormat(store: Store, steps: readonly Migration[] = migrations): Promise<void> {
  const stored = store.catalog.get(formatKey)?.toString();
  if (stored === undefined) {
    await store.write(() => mark(store, steps.length + 1));
    return;
  }
  const pending = steps.slice(Number(stored) - 1);
  if (pending.length > 0) await keepCopy(store, stored);
  for (const [place, step] of pending.entries()) {
    await store.write(() => {
      step(store);
      mark(store, Number(stored) + place + 1);
    });
  }
}

function mark(store: Store, format: number): void {
  void store.catalog.put(formatKey, Buffer.from(String(format)));
}

/** For whoever wants to go back to the version before. It gets its name when it is whole. */
async function keepCopy(store: Store, format: string): Promise<void> {
  const path = join(store.folder, `${dataFileName}.format-${format}`);
  if (existsSync(path)) return;
  await store.copyTo(`${path}.unfinished`);
  renameSync(`${path}.unfinished`, path);
}
