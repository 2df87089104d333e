import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Prints one line for people and ends with exit code 1. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Runs a command with its output shown as it comes; resolves with its exit code (1 when a signal ended it). */
export function run(command, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: rootDir, stdio: 'inherit', env: { ...process.env, ...env } });
    // Ctrl-C reaches the whole group from the terminal; whoever ends only this process ends the child with it, and what was to come after.
    let isEnded = false;
    const pass = () => {
      isEnded = true;
      child.kill('SIGTERM');
    };
    process.on('SIGTERM', pass);
    child.on('error', (error) => {
      console.error(`${command} could not be run: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => {
      process.off('SIGTERM', pass);
      if (isEnded) process.exit(143);
      resolve(code ?? 1);
    });
  });
}

/** Runs a command in silence. Its output is for when it failed. */
export function runSilently(command, args, { env = {}, shell = false } = {}) {
  const result = spawnSync(command, args, { cwd: rootDir, encoding: 'utf8', env: { ...process.env, ...env }, shell, maxBuffer: 64 << 20 });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? result.error.message : ''}`;
  return { ok: result.status === 0, output };
}

/** As `runSilently`, beside others: resolves when the command has ended. */
export function runBeside(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: rootDir, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** The file that runs an installed package's command with `node FILE`: works alike on every system, unlike node_modules/.bin. */
export function packageCommand(packageName, file) {
  return join(rootDir, 'node_modules', packageName, file);
}
