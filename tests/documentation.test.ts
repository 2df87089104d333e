import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const rootDir = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(rootDir, path), 'utf8');
const readmes = ['README.md', 'README.pt-BR.md'];

/** Names of settings, as code spells them: all capitals, with an underscore or one of the short ones. */
function namesIn(text: string, pattern: RegExp): string[] {
  const names = [...text.matchAll(pattern)].map(([, name = '']) => name);
  return [...new Set(names)].sort();
}

const settings = namesIn(read('api/config.ts'), /(?:settings\.|\(settings, '|')([A-Z][A-Z_]{3,})\b/g).filter(
  (name) => !['OPEN', 'INVITE', 'CLOSED', 'EXTERNAL', 'EMBEDDED', 'SHARED'].includes(name),
);

describe('settings', () => {
  test('are found in api/config.ts, so that the next tests mean something', () => {
    expect(settings).toEqual(expect.arrayContaining(['PORT', 'DATA_DIR', 'MONGODB_URI']));
  });

  test.each(readmes)('are those of the table in %s', (readme) => {
    const rows = read(readme)
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+`/.test(line));
    const named = rows.flatMap((row) => namesIn(row.split('|')[1] ?? '', /`([A-Z_]+)`/g));
    expect(named.sort()).toEqual(settings);
  });

  test('are those of .env.example, those for tests aside', () => {
    const forTests = ['EMBEDDED_DB_FAIL_POINTS', 'EMBEDDED_DB_OPLOG_ENTRIES', 'WEBHOOK_RETRY_SECONDS'];
    expect(namesIn(read('.env.example'), /^#? ?([A-Z][A-Z_]{3,})=/gm)).toEqual(settings.filter((name) => !forTests.includes(name)));
  });
});

test.each([
  ...readmes,
  'docs/errors.md',
  'docs/api.md',
  'docs/events.md',
  'docs/operations.md',
  'docs/security.md',
  'docs/embedded-database.md',
  'docs/examples/README.md',
])('every relative link in %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(rootDir, dirname(path), link)))).toEqual([]);
});

test.each(readmes)('every command in %s exists', (path) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = namesIn(read(path), /npm run ([\w:-]+)/g);
  expect(commands.filter((command) => !(command in scripts))).toEqual([]);
});
