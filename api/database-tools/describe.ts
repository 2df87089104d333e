import { countThings } from '../database/embedded/tools/check-listener.js';
import { type Copied } from '../database/embedded/tools/copy-folder.js';

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export function nameBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** power).toLocaleString('en', { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power] ?? ''}`;
}

/** A line for each folder, under the one of the database. */
export function describeFolders(folders: ReadonlyMap<string, Copied>): string[] {
  return [...folders].map(([name, { files, bytes }]) => `  ${name.padEnd(8)}  ${countThings(files, 'file')}, ${nameBytes(bytes)}`);
}
