export type EmbeddedErrorCode = 'FOLDER_NOT_WRITABLE' | 'FOLDER_LOCKED' | 'DAMAGED' | 'NEWER_FORMAT' | 'PORT_BUSY' | 'FAILED';

/** Why the embedded database cannot run; the message is one line that says what to do. */
export class EmbeddedDatabaseError extends Error {
  constructor(
    readonly code: EmbeddedErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedDatabaseError';
  }
}
