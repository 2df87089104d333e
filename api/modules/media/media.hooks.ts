import type { Upload } from './upload.model.js';

/** What media needs of the modules above it. The composition root sets it once, at start. */
export interface MediaHooks {
  /** Which of the uploads (ids in hex) a message, person or group really has: the truth, whatever their state says. */
  findUsed(uploads: readonly Upload[]): Promise<ReadonlySet<string>>;
}

let current: MediaHooks = {
  findUsed: () => {
    throw new Error('setMediaHooks was not called at start.');
  },
};

export function setMediaHooks(hooks: MediaHooks): void {
  current = hooks;
}

export const mediaHooks: MediaHooks = { findUsed: (uploads) => current.findUsed(uploads) };
