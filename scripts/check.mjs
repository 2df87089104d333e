// `npm run check`: types, lint, format, codegen drift, tests. With --without-tests, all but the last.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareInstall } = await import('./prepare.mjs');
const { packageCommand, rootDir, run, runSilently } = await import('./run.mjs');
const { findDrift } = await import('./codegen-drift.mjs');

process.chdir(rootDir);
prepareInstall();

const tsc = packageCommand('typescript', 'bin/tsc');
const command =
  (...args) =>
  () =>
    runSilently(process.execPath, args);
const checks = [
  ['types of api, tests and scripts', command(tsc, '--noEmit', '-p', 'tsconfig.check.json')],
  ['types of web', command(tsc, '--noEmit', '-p', 'web')],
  ['lint', command(packageCommand('eslint', 'bin/eslint.js'), '.', '--max-warnings=0')],
  ['format', command(packageCommand('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.')],
  ['generated types', findDrift],
];

let failed = 0;
for (const [name, check] of checks) {
  const { ok, output } = check();
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  if (ok) continue;
  failed += 1;
  console.log(output.trim());
}

if (process.argv.includes('--without-tests')) {
  console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exit(failed === 0 ? 0 : 1);
}
const testsFailed = await run(process.execPath, ['scripts/test.mjs']);
if (failed > 0) console.log(`The tests aside, ${failed} of ${checks.length} checks failed: see the top.`);
process.exit(failed === 0 && testsFailed === 0 ? 0 : 1);
