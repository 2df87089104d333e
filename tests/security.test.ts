import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const rootDir = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(rootDir, path), 'utf8');

/** A line of a table of docs/security.md: a promise, and of each place what is said of it. */
interface Line {
  readonly promise: string;
  readonly cells: readonly string[];
}

const lines: Line[] = read('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Promise|-+) /.test(line))
  .map((line) => {
    const [promise = '', ...cells] = line.split('|').slice(1, -1);
    return { promise: promise.trim(), cells: cells.map((cell) => cell.trim()) };
  });

/** `flows/removal` → tests/flows/removal.test.ts */
const findFile = (name: string) =>
  [`tests/${name}.test.ts`, `tests/${name}.spec.ts`, `${name}.test.ts`, `${name}.test.tsx`].find((path) => existsSync(join(rootDir, path)));

/** What a cell names that is not there: `file` “title”, and further titles of the same file. Titles may end with …, for the rest. */
function findMissing(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`((?:,? “[^”]+”)+)/g)].flatMap(([, name = '', titles = '']) => {
    const path = findFile(name);
    const source = path === undefined ? '' : read(path);
    return [...titles.matchAll(/“([^”]+)”/g)]
      .map(([, title = '']) => title)
      .filter(
        (title) =>
          !["'", '"', '`'].some((quote) => source.includes(title.endsWith(' …') ? quote + title.slice(0, -2) : quote + title + quote)),
      )
      .map((title) => `${name} “${title}”`);
  });
}

describe('the promises of docs/security.md', () => {
  test('are found', () => expect(lines.length).toBeGreaterThan(40));

  test.each(lines)('$promise: is tried where it applies, by tests that are there', ({ cells }) => {
    expect(cells.flatMap(findMissing)).toEqual([]);
    // A place has a test, or says why not.
    for (const cell of cells) expect(cell).toMatch(/^(`[^`]+` “[^”]+”|—)/);
    expect(cells.some((cell) => cell.startsWith('`'))).toBe(true);
  });

  test('what would not be there is missed', () => {
    expect(findMissing('`flows/removal` “gets nothing more through any subscription …”, “and waves”')).toEqual([
      'flows/removal “and waves”',
    ]);
    expect(findMissing('`flows/nowhere` “…”')).toEqual(['flows/nowhere “…”']);
  });
});

/** Before these, what others found could be used against us (GraphQL over HTTP from other sites, memory of a socket, operators through defaults). */
test.each([
  ['@apollo/server', '5.5.0'],
  ['ws', '8.21.1'],
  ['mongoose', '9.9.2'],
])('%s is at least %s, everywhere', (name, least) => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { readonly version?: string }> };
  const versions = Object.entries(packages).flatMap(([path, { version = '' }]) => (path.endsWith(`node_modules/${name}`) ? [version] : []));
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) expect(version.localeCompare(least, 'en', { numeric: true }), version).toBeGreaterThanOrEqual(0);
});
