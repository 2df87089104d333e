import type { Logger } from 'pino';

export interface EmbeddedChoice {
  readonly kind: 'EMBEDDED';
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly failPoints: boolean;
  readonly oplogEntries: number | undefined;
}

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
