import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Started {
  uri?: string;
  code?: string;
  message?: string;
}

const children = new Set<ChildProcess>();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** The embedded server in a process of its own, which can be killed. What it complains about is shown, unless it is meant to complain. */
export async function startProcess(
  dataDir: string,
  complaints: 'shown' | 'hidden' = 'shown',
): Promise<{ child: ChildProcess; started: Started }> {
  const script = fileURLToPath(new URL('./embedded-server-process.ts', import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, script, dataDir], {
    stdio: ['ignore', 'pipe', complaints === 'shown' ? 'inherit' : 'ignore'],
  });
  children.add(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code, signal) => reject(new Error(`The server ended before it said anything: ${String(code ?? signal)}`)));
  });
  return { child, started: JSON.parse(line) as Started };
}

export async function kill(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  children.delete(child);
}

/** For whatever a test that failed has left running. */
export async function killAll(): Promise<void> {
  const running = [...children].filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(running.map(kill));
  children.clear();
}
