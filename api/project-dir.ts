import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project: the nearest one above this file that holds schema.graphql, whether this runs as api/… or as dist/api/…. */
export function findProjectDir(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'schema.graphql'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('schema.graphql is in none of the folders above the server: run it from inside its repository.');
    folder = parent;
  }
  return folder;
}
