import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type DatabaseKind, type ServerDatabase } from './database-choice.js';
import { withinDeadline } from './wait.js';

export const repositoryDir = join(import.meta.dirname, '../..');
const mainFile = join(repositoryDir, 'dist/api/main.js');
const startDeadlineMs = 60_000;

export interface ServerOptions {
  /** The kind of database, or one that another server of the test uses already (then that server's stop() leaves it to its maker). */
  readonly database?: DatabaseKind | ServerDatabase;
  /** Settings on top of the testkit's: RATE_LIMITS=off, LOG_LEVEL as the server has it. */
  readonly env?: Readonly<Record<string, string>>;
  /** 0, the default: any free port. A restart keeps the port of the first start. */
  readonly port?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TestServer {
  /** `http://127.0.0.1:PORT`, the same after a restart. */
  readonly url: string;
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly database: ServerDatabase;
  /** Everything its processes have printed, standard output and standard error as they came. */
  readonly logs: string;
  /** Asks it to end (SIGTERM), waits until it has, and takes its database away. Safe to call twice. */
  stop(): Promise<void>;
  /** Ends it without taking anything away. SIGKILL unless told. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Starts it again on the same port and data; ends it first, with SIGTERM, if it runs. */
  restart(): Promise<void>;
}

// Empty counts as unset, and what is in the environment wins over .env: a developer's settings must not decide what the tests test.
const settingNames = [
  'PUBLIC_URL',
  'MONGODB_URI',
  'EMBEDDED_DB_PORT',
  'EMBEDDED_DB_FAIL_POINTS',
  'EMBEDDED_DB_OPLOG_ENTRIES',
  'PROCESSES',
  'AUTH_KEYS',
];
const moreSettingNames = [
  'ALLOWED_ORIGINS',
  'TRUST_PROXY',
  'SIGN_UP',
  'CLOUDINARY_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'RETENTION_DAYS',
  'PRIVATE_ADDRESSES',
  'WEBHOOK_RETRY_SECONDS',
  'LOG_LEVEL',
];
const unset = Object.fromEntries([...settingNames, ...moreSettingNames].map((name) => [name, '']));

const running = new Set<TestServer>();
const children = new Set<ChildProcess>();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** Servers that were started here and not stopped yet, for the test runner's set-up. */
export const runningServers = (): readonly TestServer[] => [...running];

/** Starts the compiled server as a process of its own and waits until it says where it listens. Throws with all it printed when it ends first. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const ownsDatabase = typeof options.database !== 'object';
  const database = typeof options.database === 'object' ? options.database : await createDatabase(options.database);
  const settings = { ...database.env, ...options.env };
  const output: string[] = [];
  let current = await startProcess({ ...settings, PORT: String(options.port ?? 0) }, output).catch(async (error: unknown) => {
    if (ownsDatabase) await database.remove();
    throw error;
  });
  const { url } = current;
  const port = Number(new URL(url).port);
  let stopped = false;

  const server: TestServer = {
    url,
    httpUrl: `${url}/graphql`,
    wsUrl: `${url.replace(/^http/, 'ws')}/graphql`,
    port,
    database,
    get pid() {
      return current.child.pid ?? -1;
    },
    get logs() {
      return output.join('');
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      running.delete(server);
      await current.end('SIGTERM');
      if (ownsDatabase) await database.remove();
    },
    kill: (signal = 'SIGKILL') => current.end(signal),
    async restart() {
      await current.end('SIGTERM');
      current = await startProcess({ ...settings, PORT: String(port) }, output);
    },
  };
  running.add(server);
  return server;
}

export interface FailedStart {
  readonly code: number | null;
  readonly output: string;
}

/** Starts a server that is expected to refuse: its exit code and all it printed. Throws when it comes up, or takes too long to say no. */
export async function startServerInVain(env: Readonly<Record<string, string>>): Promise<FailedStart> {
  const child = spawnServer({ PORT: '0', ...env });
  const output: string[] = [];
  collect(child, output);
  const exit = await withinDeadline(
    exitOf(child),
    () => `the server was to refuse, but goes on:\n${output.join('')}`,
    startDeadlineMs,
  ).finally(() => child.kill('SIGKILL'));
  return { code: exit.code, output: output.join('') };
}

interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  end(signal: NodeJS.Signals): Promise<Exit>;
}

async function startProcess(env: Readonly<Record<string, string>>, output: string[]): Promise<ServerProcess> {
  const child = spawnServer(env);
  const exited = exitOf(child);
  const ready = new Promise<string>((resolve, reject) => {
    let pending = '';
    collect(child, output, (text) => {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      const url = lines.map(readyUrl).find((found) => found !== null);
      if (url) resolve(url);
    });
    exited.then((exit) => reject(new Error(`The server ended before it was ready (${describeExit(exit)}):\n${output.join('')}`)), reject);
  });
  const url = await withinDeadline(ready, () => `the server did not come up:\n${output.join('')}`, startDeadlineMs).catch(
    (error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    },
  );
  return {
    child,
    url,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return withinDeadline(exited, () => `the server did not end on ${signal}:\n${output.join('')}`);
    },
  };
}

function spawnServer(env: Readonly<Record<string, string>>): ChildProcess {
  if (!existsSync(mainFile)) throw new Error('dist/api/main.js is missing: `npm run build` makes it, `npm test` does so by itself.');
  const child = spawn(process.execPath, ['--enable-source-maps', mainFile], {
    cwd: repositoryDir,
    env: environmentOf(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** The environment of a process under test: nothing of the developer's settings, the testkit's, and these. */
export function environmentOf(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { ...unset, PATH, HOME, TMPDIR, SystemRoot, NODE_ENV: 'production', HOST: '127.0.0.1', RATE_LIMITS: 'off', ...env };
}

function collect(child: ChildProcess, output: string[], onStandardOutput?: (text: string) => void): void {
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.push(text);
    onStandardOutput?.(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
}

/** `close` and not `exit`: only then everything it printed has been read. */
function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** The line for people that ends a start-up holds the URL; the log's lines are JSON. */
function readyUrl(line: string): string | null {
  if (line.startsWith('{')) return null;
  return /https?:\/\/[\w.[\]:-]+:\d+/.exec(line)?.[0] ?? null;
}

const describeExit = (exit: Exit) => (exit.signal ? `by ${exit.signal}` : `with code ${exit.code}`);
