import { type EmbeddedErrorCode } from './embedded-error.js';

export interface WorkerOptions {
  folder: string;
  socketPath?: string;
  port?: number;
  hasFailPoints: boolean;
  oplog: { maxEntries: number; maxAgeMs: number; maxBytes: number };
}

export type FromWorker =
  | { type: 'ready'; port?: number }
  | { type: 'refused'; code: EmbeddedErrorCode; message: string }
  /** An error inside a command: it was answered to the client, and belongs into a log. */
  | { type: 'error'; message: string; stack?: string }
  | { type: 'copied'; id: number; problem?: string };

export type ToWorker =
  /** The folder was looked at and may be opened: comes once, before all others. */
  { type: 'open' } | { type: 'stop' } | { type: 'copy'; id: number; path: string };
