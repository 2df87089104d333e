import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { connectDatabase, DatabaseUnusableError, describeHosts, type CommandListener } from './connect.js';
import { findRunningEmbedded, hasEmbeddedDatabase, startEmbedded, type EmbeddedChoice } from './start-embedded.js';

export type DatabaseChoice =
  | { readonly kind: 'EXTERNAL'; readonly uri: string }
  /** The embedded database of another process of this server. */
  | { readonly kind: 'SHARED'; readonly uri: string }
  | EmbeddedChoice;

interface Surroundings {
  readonly log: Logger;
  readonly onCommand?: CommandListener | undefined;
  /** The embedded database has ended by itself. One line for people. */
  readonly onFatal: (message: string) => void;
}

export interface OpenDatabase {
  readonly connection: Connection;
  close(): Promise<void>;
}

const embeddedName = 'The embedded database';

/**
 * The same for a command beside the server: where the embedded database runs in another process, it is reached there, else started for as long as the
 * command takes. It is not made where there is none: that is a DATA_DIR misspelt.
 */
export async function openBesideServer(choice: DatabaseChoice, surroundings: Surroundings): Promise<OpenDatabase> {
  if (choice.kind !== 'EMBEDDED') return openDatabase(choice, surroundings);
  const uri = await findRunningEmbedded(choice.dataDir);
  if (uri !== null) return openDatabase({ kind: 'SHARED', uri }, surroundings);
  if (!(await hasEmbeddedDatabase(choice.dataDir)))
    throw new DatabaseUnusableError(
      `There is no database in ${choice.dataDir}: start the server once, or say where with DATA_DIR or MONGODB_URI.`,
    );
  try {
    return await openDatabase(choice, surroundings);
  } catch (error) {
    // A server has started at this moment.
    const startedUri = isLocked(error) ? await findRunningEmbedded(choice.dataDir) : null;
    if (startedUri === null) throw error;
    return openDatabase({ kind: 'SHARED', uri: startedUri }, surroundings);
  }
}

const isLocked = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'FOLDER_LOCKED';

/** Connects to a real database, or starts the embedded one and connects to that. Throws DatabaseUnusableError or EmbeddedDatabaseError. */
export async function openDatabase(choice: DatabaseChoice, surroundings: Surroundings): Promise<OpenDatabase> {
  const { onCommand } = surroundings;
  if (choice.kind !== 'EMBEDDED') {
    const name = choice.kind === 'SHARED' ? embeddedName : `The database at MONGODB_URI (${describeHosts(choice.uri)})`;
    const connection = await connectDatabase({ uri: choice.uri, name, onCommand });
    return { connection, close: () => connection.close() };
  }
  const embedded = await startEmbedded(choice, surroundings);
  try {
    const connection = await connectDatabase({ uri: embedded.uri, name: embeddedName, onCommand });
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
