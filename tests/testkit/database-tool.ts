import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentOf, repositoryDir } from './server.js';

export interface ToolEnd {
  readonly code: number | null;
  readonly output: string;
}

export interface StartedTool {
  readonly pid: number;
  /** The first line that matches, when it comes. */
  readonly sees: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly end: (signal: NodeJS.Signals) => Promise<ToolEnd>;
}

/** `npm run db…` as it was built: the tool's name, then what stands behind the `--`. */
export function startTool(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): StartedTool & { readonly ended: Promise<ToolEnd> } {
  const script = join(repositoryDir, 'dist/api/database-tools/cli.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd: repositoryDir,
    env: environmentOf(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  const ended = new Promise<ToolEnd>((resolve) => child.once('close', (code) => resolve({ code, output })));
  return {
    pid: child.pid ?? -1,
    ended,
    sees: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended before it said ${String(pattern)}:\n${output}`)));
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

export const runTool = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ToolEnd> =>
  startTool(args, env).ended;
