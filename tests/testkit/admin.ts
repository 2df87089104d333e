import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from './people.js';
import { environmentOf, repositoryDir, type TestServer } from './server.js';

const commandFile = join(repositoryDir, 'dist/api/admin/cli.js');

export interface AdminRun {
  readonly code: number;
  /** Standard output, without the line break at its end. */
  readonly output: string;
  readonly complaint: string;
}

/** Runs the compiled command of `npm run admin` with these settings, as a process of its own. */
export function runAdmin(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<AdminRun> {
  const options = { cwd: repositoryDir, env: environmentOf(env), timeout: 60_000 };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['--enable-source-maps', commandFile, ...args], options, (error, stdout, stderr) => {
      const code = child.exitCode;
      if (code === null) reject(new Error(`The command ended without an exit code:\n${stdout}${stderr}`, { cause: error }));
      else resolve({ code, output: stdout.replace(/\n$/, ''), complaint: stderr.replace(/\n$/, '') });
    });
  });
}

/** Makes somebody an administrator of the server, as whoever operates it does. */
export async function makeAdmin({ database }: Pick<TestServer, 'database'>, { username }: Pick<Person, 'username'>): Promise<void> {
  const { code, complaint } = await runAdmin(database.env, 'make-admin', username);
  if (code !== 0) throw new Error(`${username} could not be made an administrator: ${complaint}`);
}
