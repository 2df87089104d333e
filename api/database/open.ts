import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { connectDatabase, describeHosts, type CommandListener } from './connect.js';
import { startEmbedded, type EmbeddedChoice } from './start-embedded.js';

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
