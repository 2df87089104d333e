// `npm test`: everything. `npm run test:unit|flows|browser`: a part; `npm run test:long`: what takes long. What follows the part goes to its runner: `npm run test:flows -- accounts`.
import { requireNode } from './node-version.mjs';

requireNode();
const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { chromiumAdvice, findChromium } = await import('./chromium.mjs');
const { startRealDatabase } = await import('./real-database.mjs');
const { fail, packageCommand, rootDir, run, runSilently } = await import('./run.mjs');

const runs = {
  all: ['unit', 'flows', 'histories', 'browser'],
  unit: ['unit'],
  flows: ['flows', 'histories'],
  browser: ['browser'],
  // Many more random histories, and soaks of some minutes: for a night, not for a coffee.
  long: ['histories', 'soaks', 'other flows'],
};
const [wanted = 'all', ...runnerArgs] = process.argv.slice(2);
const selected = runs[wanted] ?? fail(`There are no tests called "${wanted}": it can be ${Object.keys(runs).join(', ')}.`);

process.chdir(rootDir);
prepareInstall();
if (selected.includes('browser')) prepareBuild();
else prepareBuild(['api', 'playground']);

const reportDir = mkdtempSync(join(tmpdir(), 'talk-in-clouds-report-'));
process.on('exit', () => rmSync(reportDir, { recursive: true, force: true }));
const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];

// Where flows leave what they use of the schema, for a look over all of them afterwards.
const schemaUseDir = join(reportDir, 'schema-use');
mkdirSync(schemaUseDir);

if (selected.some((part) => part !== 'browser')) await runVitest();
if (selected.includes('flows')) await walkSchema();
if (selected.includes('browser')) await runPlaywright();

console.log('');
for (const note of notes) console.log(note);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

async function runVitest() {
  const database = await startRealDatabase();
  const report = join(reportDir, 'vitest.json');
  const args = [
    'run',
    ...projectsOf(selected, database.uri),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...runnerArgs,
  ];
  let exitCode;
  try {
    exitCode = await run(process.execPath, [packageCommand('vitest', 'vitest.mjs'), ...args], {
      env: {
        ...(database.uri && { MONGODB_URI: database.uri }),
        ...(wanted === 'long' && { TEST_LENGTH: 'long' }),
        SCHEMA_USE_DIR: schemaUseDir,
      },
    });
  } finally {
    await database.stop();
  }
  countVitest('the unit and flow tests', exitCode, report);
  if (database.uri && selected.includes('flows'))
    notes.push(
      'Flows about the database (vitest.config.ts names them) ran on both, other flows and random histories on the embedded one; npm run test:long runs these on MongoDB.',
    );
  if (database.uri) notes.push(`Database tests ran on: the embedded database and ${database.description}.`);
  else notes.push(`Database tests ran on: the embedded database only (no real MongoDB: ${database.description}).`);
}

/** Whether the flows, all together, have used all of the schema. */
async function walkSchema() {
  if (runnerArgs.length > 0 || total.failed > 0) {
    notes.push('Whether the flows use all of the schema was not looked at: not all of them ran and passed.');
    return;
  }
  const report = join(reportDir, 'schema-walk.json');
  const args = ['run', '--project=schema walk', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await run(process.execPath, [packageCommand('vitest', 'vitest.mjs'), ...args], {
    env: { SCHEMA_USE_DIR: schemaUseDir },
  });
  countVitest('the walk through the schema', exitCode, report);
}

function countVitest(name, exitCode, report) {
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  count(name, exitCode, {
    passed: counts.numPassedTests ?? 0,
    failed: counts.numFailedTests ?? 0,
    skipped: (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0),
  });
}

function projectsOf(parts, realDatabase) {
  const databases = ['embedded', ...(realDatabase ? ['MongoDB'] : [])];
  const projects = parts.flatMap((part) => {
    if (part === 'browser') return [];
    if (part === 'histories' && wanted !== 'long') return [`${part} (embedded)`];
    if (part === 'other flows') return realDatabase ? [`${part} (MongoDB)`] : [];
    return part === 'unit' ? ['api', 'web', 'architecture', 'contracts'] : databases.map((database) => `${part} (${database})`);
  });
  return projects.map((project) => `--project=${project}`);
}

async function runPlaywright() {
  const playwright = packageCommand('@playwright/test', 'cli.js');
  const chromium = findChromium({ mayInstall: true });
  if (!chromium) {
    // In CI a machine without a browser is a fault; at home it is told, and the rest of the tests counts.
    if (process.env.CI) {
      total.failed += 1;
      notes.push(`Browser tests did not run. ${chromiumAdvice}`);
      return;
    }
    const { output } = runSilently(process.execPath, [playwright, 'test', '--list', '--reporter=json']);
    total.skipped += countListed(output);
    notes.push(`Browser tests were skipped. ${chromiumAdvice}`);
    return;
  }
  const report = join(reportDir, 'playwright.json');
  const exitCode = await run(process.execPath, [playwright, 'test', '--pass-with-no-tests', '--reporter=list,json', ...runnerArgs], {
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats = {} } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  // A test that passed only when repeated is a fault too.
  const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0);
  count('the browser tests', exitCode, { passed: stats.expected ?? 0, failed, skipped: stats.skipped ?? 0 });
  notes.push(`Browser tests ran in ${chromium}.`);
  if (process.env.CI && exitCode !== 0) printPages();
}

/** What stood on the pages of failed tests (tests/browser/test.ts), for whoever has nothing but this output afterwards. */
function printPages() {
  for (const test of existsSync('test-results') ? readdirSync('test-results') : []) {
    const pages = join('test-results', test, 'pages.txt');
    if (existsSync(pages)) console.log(`\nThe pages of ${test}:\n${readFileSync(pages, 'utf8')}`);
  }
}

function countListed(output) {
  try {
    const { stats } = JSON.parse(output.slice(output.indexOf('{')));
    return (stats.expected ?? 0) + (stats.skipped ?? 0);
  } catch {
    // The list is only a number for the closing line; the note says that they were skipped.
    return 1;
  }
}

/** Adds a runner's counts. A runner that failed without a failed test (a file that does not load, an unhandled error) counts as one. */
function count(name, exitCode, { passed, failed, skipped }) {
  const hidden = exitCode !== 0 && failed === 0 ? 1 : 0;
  if (hidden) notes.push(`The run of ${name} failed outside of any test: its output above says why.`);
  total.passed += passed;
  total.failed += failed + hidden;
  total.skipped += skipped;
}
