import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../config.js';

/** The command line is not understood. One line that says what is wrong with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Call {
  /** What the tool takes besides options, in the order of its `takes`. */
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly settings: Config;
  /** The data folder: what --data-dir says, or else DATA_DIR. */
  readonly dataDir: string;
  /** Lines on what goes on, for people. */
  readonly tell: (line: string) => void;
}

export interface Tool {
  /** What it is called by: `npm run db:backup`. */
  readonly script: string;
  /** `<target>`: one argument; none where it is empty. */
  readonly takes: string;
  readonly options?: ParseArgsConfig['options'];
  /** The whole help behind the line of usage. */
  readonly help: string;
  /** Resolves with the exit code: 0 done, 1 not done. */
  run(call: Call): Promise<number>;
}

/** Beside the database, the folders of DATA_DIR that the server keeps its own in. */
export const furtherFolders = ['uploads'];

export const usageOf = ({ script, takes }: Tool): string => (takes === '' ? `${script} [-- options]` : `${script} -- ${takes}`);

/** Where the server has its data elsewhere, its embedded database is not what anybody means. */
export function refuseElsewhere({ settings, options }: Call, instead: string): void {
  if (settings.database.kind !== 'EXTERNAL' || options['data-dir'] !== undefined) return;
  throw new UsageError(`MONGODB_URI is set, so the server does not use its embedded database: ${instead}, or name a folder by --data-dir.`);
}
