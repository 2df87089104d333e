import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fail, packageCommand, rootDir, runSilently } from './run.mjs';

const inRoot = (...parts) => join(rootDir, ...parts);
const installStamp = inRoot('node_modules/.installed-lockfile');
const buildStamp = inRoot('dist/.build-stamp');

/** Installs the packages with `npm ci` when they are missing or not those of package-lock.json. */
export function prepareInstall() {
  const wanted = hashOfFiles(['package-lock.json']);
  const first = !existsSync(inRoot('node_modules'));
  if (!first && isInstalled(wanted)) return;
  console.log(first ? 'Installing packages (first run) …' : 'Installing packages (package-lock.json has changed) …');
  // Development packages build the web app, so they are wanted with NODE_ENV=production too.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const { ok, output } = npm?.endsWith('.js')
    ? runSilently(process.execPath, [npm, ...args])
    : runSilently('npm', args, { shell: process.platform === 'win32' });
  if (!ok) fail(`${output.trim()}\nThe packages could not be installed: npm's message is above.`);
  writeFileSync(installStamp, wanted);
}

function isInstalled(wanted) {
  if (existsSync(installStamp)) return readFileSync(installStamp, 'utf8') === wanted;
  // Installed by hand: npm's own record is written last, so it is newer than the lockfile it was made from.
  const record = inRoot('node_modules/.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(inRoot('package-lock.json')).mtimeMs;
}

/** What dist/ is made of. `sources` are files and folders; a part is built anew when any of them has changed. */
const parts = {
  api: {
    title: 'Building the server …',
    sources: ['api', 'tsconfig.json', 'package-lock.json'],
    isSource: (path) => !path.endsWith('.test.ts'),
    output: 'main.js',
    command: (outDir) => [packageCommand('typescript', 'bin/tsc'), '-p', 'api', '--outDir', outDir],
  },
  web: {
    title: 'Building the web app …',
    sources: ['web', 'package-lock.json'],
    isSource: (path) => !path.startsWith('web/playground/') && !/\.test\.tsx?$/.test(path),
    output: 'index.html',
    command: (outDir) => viteBuild('web', outDir),
  },
  playground: {
    title: 'Building the GraphQL playground …',
    sources: ['web/playground', 'package-lock.json'],
    isSource: () => true,
    output: 'index.html',
    command: (outDir) => viteBuild('web/playground', outDir),
  },
};

const viteBuild = (folder, outDir) => [
  packageCommand('vite', 'bin/vite.js'),
  'build',
  folder,
  '--outDir',
  outDir,
  '--emptyOutDir',
  '--logLevel',
  'warn',
];

export const allParts = Object.keys(parts);

/** Builds those parts of dist/ that are missing or older than their sources. */
export function prepareBuild(names = allParts, { force = false } = {}) {
  for (const name of names) {
    const part = parts[name];
    const hash = hashOfFiles(part.sources.flatMap((source) => listFiles(source)).filter(part.isSource));
    const isFresh = readStamps()[name] === hash && existsSync(inRoot('dist', name, part.output));
    if (isFresh && !force) continue;
    console.log(part.title);
    build(name, part);
    writeFileSync(buildStamp, `${JSON.stringify({ ...readStamps(), [name]: hash }, null, 2)}\n`);
  }
}

/** Builds beside the old result and swaps: a build that fails leaves what was there. */
function build(name, part) {
  // At the depth of its final place, so that relative paths in source maps hold.
  const outDir = inRoot('dist', `.building-${name}-${process.pid}`);
  mkdirSync(outDir, { recursive: true });
  const { ok, output } = runSilently(process.execPath, part.command(outDir), { env: { NODE_ENV: 'production' } });
  if (!ok) {
    rmSync(outDir, { recursive: true, force: true });
    fail(`${output.trim()}\nThe build of ${name} failed: the reason is above.`);
  }
  rmSync(inRoot('dist', name), { recursive: true, force: true });
  renameSync(outDir, inRoot('dist', name));
}

function readStamps() {
  return existsSync(buildStamp) ? JSON.parse(readFileSync(buildStamp, 'utf8')) : {};
}

function listFiles(path) {
  const full = inRoot(path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(rootDir, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

function hashOfFiles(paths) {
  const hash = createHash('sha256');
  for (const path of [...paths].sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(inRoot(path)))
      .update('\0');
  return hash.digest('hex');
}
