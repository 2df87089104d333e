import { fork, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../tests/testkit/wait.js';

/** A server that is measured: with all the processes that it has started. */
export interface Subject {
  readonly pid: number;
  /** What it has printed so far. */
  readonly logs: string;
}

export interface Baseline extends Subject {
  /** ws://127.0.0.1:PORT */
  readonly wsUrl: string;
  stop(): Promise<void>;
}

export const hasProc = existsSync('/proc/self/stat');
const microsecondsPerTick = 10_000; // USER_HZ is 100 on every Linux.
const collectHook = join(import.meta.dirname, 'collect-on-signal.cjs');
/** In a server's environment: collectGarbage() works on it. */
export const collectableEnv = { NODE_OPTIONS: `--require "${collectHook}"` };

/** The bare ws server, as a process of its own. */
export async function startBaseline(): Promise<Baseline> {
  const execArgv = [...process.execArgv, '--require', collectHook];
  const child = fork(join(import.meta.dirname, 'baseline-ws.ts'), { execArgv, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let logs = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (logs += text));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', () => reject(new Error(`The baseline did not start: ${logs}`)));
  });
  return {
    pid: child.pid ?? -1,
    wsUrl: `ws://127.0.0.1:${port}`,
    get logs() {
      return logs;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The fields of /proc/PID/stat from the third on; null when the process is gone. */
function readStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It has ended since it was listed.
    return null;
  }
}

function pidsOf(subject: Subject): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : null;
    if (stat) parents.set(Number(name), Number(stat[1]));
  }
  const pids = [subject.pid];
  for (const pid of pids) for (const [child, parent] of parents) if (parent === pid) pids.push(child);
  return pids;
}

/** Processor time of all threads of all its processes so far, in microseconds: user and system. NaN on systems without /proc. */
export function readCpuUs(subject: Subject): number {
  if (!hasProc) return NaN;
  const ticks = pidsOf(subject).map((pid) => {
    const stat = readStat(pid);
    return Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * microsecondsPerTick;
}

/** Resident bytes of all its processes. NaN on systems without /proc. */
export function readResidentBytes(subject: Subject): number {
  if (!hasProc) return NaN;
  const sizes = pidsOf(subject).map((pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
  return sizes.reduce((sum, each) => sum + each, 0) * 1024;
}

/** Of a subject that was started with the hook; resolves when all its processes have collected. */
export async function collectGarbage(subject: Subject): Promise<void> {
  if (!hasProc) return;
  const count = () => subject.logs.split('garbage collected').length - 1;
  const pids = pidsOf(subject);
  const wanted = count() + pids.length;
  for (const pid of pids) process.kill(pid, 'SIGUSR2');
  await waitFor(
    () => count() >= wanted,
    () => `not all of ${pids.length} processes have collected their garbage`,
  );
}

/** The cores this run may use, by number; none where they cannot be told apart. */
function allowedCores(): number[] {
  const list = hasProc ? /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined;
  return (list?.split(',') ?? []).flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  });
}

/** Read before anything is pinned. */
const cores = allowedCores();
const loadCores = cores.slice(-1);
const serverCores = cores.slice(0, -1);

function pin(pids: readonly number[], to: readonly number[]): boolean {
  return pids.every((pid) => spawnSync('taskset', ['-a', '-c', '-p', to.join(','), String(pid)]).status === 0);
}

/** Takes this process, and what it starts from now on, off its core again. */
export function unpin(): void {
  if (cores.length > 1) pin([process.pid], cores);
}

/** Puts the servers on other cores than the load, which is this process, where that can be done. Says what it did, for the report. */
export function pinApart(...subjects: readonly Subject[]): string {
  if (cores.length < 2) return cores.length === 1 ? 'one core for servers and load together' : 'not pinned to cores';
  const isPinned = pin([process.pid], loadCores) && subjects.every((subject) => pin(pidsOf(subject), serverCores));
  return isPinned
    ? `servers on core ${serverCores.join(', ')}, load on core ${loadCores.join()}`
    : 'not pinned to cores: taskset did not do it';
}
