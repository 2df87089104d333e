import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageCommand, rootDir, runSilently } from './run.mjs';

const generatedDirs = ['api/generated', 'web/generated'];

export const runCodegen = () =>
  runSilently(process.execPath, [
    packageCommand('@graphql-codegen/cli', 'esm/bin.js'),
    '--config',
    'codegen.ts',
    '--silent',
    '--errors-only',
  ]);

/** Makes the generated files anew and says which of them were not what schema.graphql and the documents make. */
export function findDrift() {
  const before = readGenerated();
  const result = runCodegen();
  if (!result.ok) return result;
  const after = readGenerated();
  const drifted = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  if (drifted.length === 0) return { ok: true, output: '' };
  return {
    ok: false,
    output: `These did not fit schema.graphql and the documents any more. They have been made anew; commit them:\n${drifted.join('\n')}`,
  };
}

function readGenerated() {
  const dirs = generatedDirs.filter((dir) => existsSync(join(rootDir, dir)));
  const paths = dirs.flatMap((dir) => readdirSync(join(rootDir, dir)).map((name) => `${dir}/${name}`));
  return new Map(paths.map((path) => [path, readFileSync(join(rootDir, path), 'utf8')]));
}
