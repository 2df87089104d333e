import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { connectDatabase, describeHosts, type CommandListener } from './connect.js';

export type DatabaseChoice =
  | { readonly kind: 'EXTERNAL'; readonly uri: string }
  | {
      readonly kind: 'EMBEDDED';
      readonly dataDir: string;
      readonly port: number | undefined;
      readonly failPoints: boolean;
      readonly oplogEntries: number | undefined;
    };

interface Surroundings {
  readonly log: Logger;
  readonly onCommand: CommandListener;
  /** The embedded database has ended by itself. One line for people. */
  readonly onFatal: (message: string) => void;
}

export interface OpenDatabase {
  readonly connection: Connection;
  close(): Promise<void>;
}

/** Connects to a real database, or starts the embedded one and connects to that. Throws DatabaseUnusableError or EmbeddedDatabaseError. */
export async function openDatabase(choice: DatabaseChoice, surroundings: Surroundings): Promise<OpenDatabase> {
  const { onCommand } = surroundings;
  if (choice.kind === 'EXTERNAL') {
    const name = `The database at MONGODB_URI (${describeHosts(choice.uri)})`;
    const connection = await connectDatabase({ uri: choice.uri, name, onCommand });
    return { connection, close: () => connection.close() };
  }
  const embedded = await startEmbedded(choice, surroundings);
  try {
    const connection = await connectDatabase({ uri: embedded.uri, name: 'The embedded database', onCommand });
    return {
      connection,
      async close() {
        await connection.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function startEmbedded(
  { dataDir, port, failPoints, oplogEntries }: DatabaseChoice & { kind: 'EMBEDDED' },
  { log, onFatal }: Surroundings,
) {
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
