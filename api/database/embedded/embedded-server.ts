import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { checkForDamage } from './storage/damage-check.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { lockFolder } from './storage/lock.js';
import { type FromWorker, type ToWorker, type WorkerOptions } from './worker-messages.js';

export interface EmbeddedServerOptions {
  /** The folder of the database; made when it is not there. */
  dataDir: string;
  /** Listen on this port of 127.0.0.1 too (0: any free one). */
  port?: number;
  /** Have `configureFailPoint`, for tests. */
  failPoints?: boolean;
  /** How many changes the history holds at most; unlimited unless set. */
  oplogEntries?: number;
  /** How long the history reaches back; 7 days unless set. */
  oplogMaxAgeMs?: number;
  /** How large the history grows; 1 GiB unless set. */
  oplogMaxBytes?: number;
  /** Hears of errors inside commands, which were answered to the client as code 1. */
  onError?: (error: Error) => void;
}

export interface EmbeddedServer {
  /** For any MongoDB driver. */
  uri: string;
  /** A consistent copy of the data file, made while the server runs. */
  copyTo(path: string): Promise<void>;
  /** Ends the server; afterwards the folder is free and nothing runs. */
  stop(): Promise<void>;
  /** Hears when the server ends without having been stopped. */
  onExit(listener: (error: Error) => void): void;
}

const databaseName = 'talkinclouds';
/** The system's limit is 104 to 108 bytes, the end of the text included. */
const maxSocketPathBytes = 99;
const defaultMaxAgeMs = 7 * 24 * 60 * 60_000;
const defaultMaxBytes = 2 ** 30;
/** A thread that does not end by itself is ended; what it acknowledged is on the disk already. */
const stopTimeoutMs = 8000;

/**
 * Starts the embedded database in a worker thread of this process. Throws EmbeddedDatabaseError with one line that says what to do when
 * the folder is not writable, in use, damaged or of a newer format, or the port is busy.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const folder = prepareFolder(resolve(options.dataDir));
  const lock = lockFolder(folder);
  let socket: { path: string; remove: () => void } | undefined;
  let worker: Worker | undefined;
  try {
    socket = process.platform === 'win32' ? undefined : prepareSocket(folder);
    const port = socket === undefined ? (options.port ?? 0) : options.port;
    const thread = createWorker(workerOptions(folder, options, socket?.path, port));
    worker = thread;
    // The thread loads its code while the file is looked at, and opens it only then.
    const checked = checkForDamage(folder).then(() => thread.postMessage({ type: 'open' } satisfies ToWorker));
    const [started] = await Promise.all([waitForStart(thread, options.onError), checked]);
    const remove = socket?.remove;
    const cleanUp = (): void => {
      remove?.();
      lock.release();
    };
    const uri = uriOf(socket?.path, started.port);
    lock.tell(uri);
    return serverOf(started, uri, cleanUp);
  } catch (error) {
    await worker?.terminate();
    socket?.remove();
    lock.release();
    throw error;
  }
}

function prepareFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.R_OK | constants.X_OK);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `The folder ${folder} is not writable (${String(code)}): make it writable for this user, or set another DATA_DIR.`;
    throw new EmbeddedDatabaseError('FOLDER_NOT_WRITABLE', message, { cause: error });
  }
}

/** A private folder closes the moment between the making of a socket and its own protection; a short one keeps its path legal. */
function prepareSocket(folder: string): { path: string; remove: () => void } {
  const near = join(folder, 'run');
  const isShort = Buffer.byteLength(join(near, 'db.sock')) <= maxSocketPathBytes;
  if (isShort) mkdirSync(near, { recursive: true, mode: 0o700 });
  const home = isShort ? near : mkdtempSync(join(tmpdir(), 'tic-'));
  return { path: join(home, 'db.sock'), remove: () => rmSync(home, { recursive: true, force: true }) };
}

function workerOptions(
  folder: string,
  options: EmbeddedServerOptions,
  socketPath: string | undefined,
  port: number | undefined,
): WorkerOptions {
  return {
    folder,
    hasFailPoints: options.failPoints ?? false,
    oplog: {
      maxEntries: options.oplogEntries ?? Number.MAX_SAFE_INTEGER,
      maxAgeMs: options.oplogMaxAgeMs ?? defaultMaxAgeMs,
      maxBytes: options.oplogMaxBytes ?? defaultMaxBytes,
    },
    ...(socketPath !== undefined && { socketPath }),
    ...(port !== undefined && { port }),
  };
}

interface StartedWorker {
  worker: Worker;
  port?: number;
}

function waitForStart(worker: Worker, onError: ((error: Error) => void) | undefined): Promise<StartedWorker> {
  return new Promise((resolveStart, rejectStart) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'ready') resolveStart({ worker, ...(message.port !== undefined && { port: message.port }) });
      if (message.type === 'refused') rejectStart(new EmbeddedDatabaseError(message.code, message.message));
      if (message.type === 'error')
        onError?.(Object.assign(new Error(message.message), message.stack === undefined ? {} : { stack: message.stack }));
    });
    worker.once('error', (error) =>
      rejectStart(new EmbeddedDatabaseError('FAILED', `The embedded database failed to start: ${error.message}`, { cause: error })),
    );
    worker.once('exit', (code) =>
      rejectStart(new EmbeddedDatabaseError('FAILED', `The embedded database ended while starting (code ${code})`)),
    );
  });
}

/** From TypeScript sources the thread needs tsx's loader: Node 20 ignores `--import` for a worker's first file, so a line of code loads it. */
function createWorker(workerData: WorkerOptions): Worker {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const url = new URL(`./worker${extension}`, import.meta.url);
  if (extension !== '.ts') return new Worker(url, { workerData });
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/cjs$/, 'mjs');
  const [loader, script] = [JSON.stringify(pathToFileURL(tsx).href), JSON.stringify(url.href)];
  return new Worker(`import(${loader}).then((tsx) => { tsx.register(); return import(${script}); })`, { eval: true, workerData });
}

function uriOf(socketPath: string | undefined, port: number | undefined): string {
  const host = port === undefined && socketPath !== undefined ? encodeURIComponent(socketPath) : `127.0.0.1:${port}`;
  return `mongodb://${host}/${databaseName}?directConnection=true`;
}

function serverOf({ worker }: StartedWorker, uri: string, cleanUp: () => void): EmbeddedServer {
  let stopping: Promise<void> | undefined;
  let lastCopy = 0;
  const exited = new Promise<void>((resolveExit) => worker.once('exit', () => resolveExit()));
  const listeners: ((error: Error) => void)[] = [];
  let failure: Error | undefined;
  worker.on('error', (error) => {
    failure = error;
  });
  worker.once('exit', (code) => {
    if (stopping !== undefined) return;
    cleanUp();
    const error = new EmbeddedDatabaseError('FAILED', `The embedded database ended unexpectedly (${failure?.message ?? `code ${code}`})`, {
      cause: failure,
    });
    for (const listener of listeners) listener(error);
  });
  const send = (message: ToWorker): void => worker.postMessage(message);
  return {
    uri,
    onExit: (listener) => void listeners.push(listener),
    stop() {
      stopping ??= (async () => {
        send({ type: 'stop' });
        const timer = setTimeout(() => void worker.terminate(), stopTimeoutMs);
        await exited;
        clearTimeout(timer);
        cleanUp();
      })();
      return stopping;
    },
    copyTo(path) {
      lastCopy += 1;
      const id = lastCopy;
      return new Promise((resolveCopy, rejectCopy) => {
        const hear = (message: FromWorker): void => {
          if (message.type !== 'copied' || message.id !== id) return;
          worker.off('message', hear);
          if (message.problem === undefined) resolveCopy();
          else rejectCopy(new Error(`The database could not be copied: ${message.problem}`));
        };
        worker.on('message', hear);
        send({ type: 'copy', id, path });
      });
    },
  };
}
