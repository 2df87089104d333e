// `npm run check`: types, lint, format, codegen drift, tests. With --without-tests, all but the last.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareInstall } = await import('./prepare.mjs');
const { packageCommand, rootDir, run, runBeside } = await import('./run.mjs');
const { findDrift } = await import('./codegen-drift.mjs');

process.chdir(rootDir);
prepareInstall();

const tsc = packageCommand('typescript', 'bin/tsc');
const node = (...args) => runBeside(process.execPath, args);
let [count, failed] = [0, 0];

// The longest goes beside the others; the last writes files that it reads.
const lint = node(packageCommand('eslint', 'bin/eslint.js'), '.', '--max-warnings=0');
tell('types of api, tests and scripts', await node(tsc, '--noEmit', '-p', 'tsconfig.check.json'));
tell('types of web', await node(tsc, '--noEmit', '-p', 'web'));
tell('format', await node(packageCommand('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.'));
tell('lint', await lint);
tell('generated types', findDrift());

function tell(name, { ok, output }) {
  count += 1;
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  if (ok) return;
  failed += 1;
  console.log(output.trim());
}

if (process.argv.includes('--without-tests')) {
  console.log(`${count - failed} passed, ${failed} failed, 0 skipped`);
  process.exit(failed === 0 ? 0 : 1);
}
const testsFailed = await run(process.execPath, ['scripts/test.mjs']);
if (failed > 0) console.log(`The tests aside, ${failed} of ${count} checks failed: see the top.`);
process.exit(failed === 0 && testsFailed === 0 ? 0 : 1);
