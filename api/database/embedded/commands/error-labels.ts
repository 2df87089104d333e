/** What a command is, as far as drivers have to know when it fails. */
export type CommandRole = 'retryable write' | 'in a transaction' | 'end of a transaction' | 'other';

/** Errors after which drivers resume a change stream. */
const resumableCodes = new Set([6, 7, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436]);
/** Errors after which drivers repeat a write. */
const retryableCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** Errors that end a transaction and may not come again when it is repeated as a whole: LockTimeout, WriteConflict, SnapshotUnavailable, … */
const transientCodes = new Set([24, 112, 239, 246, 267]);
const noSuchTransaction = 251;

/** The labels that MongoDB's servers give to an error, by which drivers know what to repeat. */
export function labelsOf(code: number, role: CommandRole): string[] {
  if (role === 'retryable write') return retryableCodes.has(code) ? ['RetryableWriteError'] : [];
  if (role === 'in a transaction') return isTransient(code) || retryableCodes.has(code) ? ['TransientTransactionError'] : [];
  if (role === 'other') return [];
  return [...(retryableCodes.has(code) ? ['RetryableWriteError'] : []), ...(isTransient(code) ? ['TransientTransactionError'] : [])];
}

function isTransient(code: number): boolean {
  return transientCodes.has(code) || code === noSuchTransaction;
}

export function resumeLabelsOf(code: number): string[] {
  return resumableCodes.has(code) ? ['ResumableChangeStreamError'] : [];
}
