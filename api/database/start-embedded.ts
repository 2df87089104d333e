import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface EmbeddedChoice {
  readonly kind: 'EMBEDDED';
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly failPoints: boolean;
  readonly oplogEntries: number | undefined;
}

// Where the database is starting or stopping just now, that long is waited for it.
const changingTimeoutMs = 10_000;
const pollMs = 50;

interface Surroundings {
  readonly log: Logger;
  /** The embedded database has ended by itself. One line for people. */
  readonly onFatal: (message: string) => void;
}

interface RunningDatabase {
  /** For any MongoDB driver on this machine. */
  readonly uri: string;
  stop(): Promise<void>;
}

/** The address of the embedded database that another process runs on this folder; null where none does. Throws EmbeddedDatabaseError. */
export async function findRunningEmbedded(dataDir: string): Promise<string | null> {
  const { findLockOwner } = await import('./embedded/storage/lock.js');
  const giveUpAtMs = performance.now() + changingTimeoutMs;
  for (;;) {
    const owner = findLockOwner(dataDir);
    if (!owner) return null;
    if (owner.uri !== undefined) return owner.uri;
    if (performance.now() > giveUpAtMs) {
      const { EmbeddedDatabaseError } = await import('./embedded/embedded-error.js');
      throw new EmbeddedDatabaseError(
        'FOLDER_LOCKED',
        `The database in ${dataDir} is in use by process ${owner.pid}, which does not answer.`,
      );
    }
    await delay(pollMs);
  }
}

/** Whether the embedded database was ever started on this folder. */
export async function hasEmbeddedDatabase(dataDir: string): Promise<boolean> {
  const { hasSentinel } = await import('./embedded/storage/sentinel.js');
  return hasSentinel(dataDir);
}

/** Starts the embedded database in this process. Throws EmbeddedDatabaseError. */
export async function startEmbedded(
  { dataDir, port, failPoints, oplogEntries }: EmbeddedChoice,
  { log, onFatal }: Surroundings,
): Promise<RunningDatabase> {
  // Loaded only where it is used: the storage engine is a native library.
  const { startEmbeddedServer } = await import('./embedded/embedded-server.js');
  const onError = (error: Error) => log.error({ err: error }, 'a command failed inside the embedded database');
  const embedded = await startEmbeddedServer({ dataDir, port, failPoints, oplogEntries, onError });
  embedded.onExit((error) => {
    const reason = error.message.split('\n', 1)[0] ?? '';
    onFatal(
      `The embedded database has ended, and the server with it: ${reason} Start the server again; what was acknowledged is on the disk.`,
    );
  });
  return embedded;
}
