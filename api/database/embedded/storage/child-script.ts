import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface ScriptEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs a module of this project, named without its extension, in a process of its own: from TypeScript sources by tsx, else as it was compiled. */
export function runScript(base: URL, args: readonly string[], onOutput?: (text: string) => void): Promise<ScriptEnd> {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const loader = extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  const child = spawn(process.execPath, [...loader, `${fileURLToPath(base)}${extension}`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      if (name === 'stdout' && onOutput !== undefined) onOutput(text);
      else output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // `close` and not `exit`: only then all that it said has come.
    child.once('close', (code, signal) => resolve({ code, signal, ...output }));
  });
}
