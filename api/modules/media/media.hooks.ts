import type { ViewerIdentity } from '../../context.js';
import type { Upload } from './upload.model.js';

/** What media needs of the modules above it. The composition root sets it once, at start. */
export interface MediaHooks {
  /** Which of the uploads (ids in hex) a message, person or group really has: the truth, whatever their state says. */
  findUsed(uploads: readonly Upload[]): Promise<ReadonlySet<string>>;
  /** Which of the uploads (ids in hex) a report needs that is not resolved yet. */
  findReported(uploads: readonly Upload[]): Promise<ReadonlySet<string>>;
  /** Throws NOT_FOUND where the viewer is no member of that conversation (id in hex). */
  requireMember(viewer: Pick<ViewerIdentity, 'userId'>, conversationId: string): Promise<unknown>;
}

const notSet = (): never => {
  throw new Error('setMediaHooks was not called at start.');
};
let current: MediaHooks = { findUsed: notSet, findReported: notSet, requireMember: notSet };

export function setMediaHooks(hooks: MediaHooks): void {
  current = hooks;
}

export const mediaHooks: MediaHooks = {
  findUsed: (uploads) => current.findUsed(uploads),
  findReported: (uploads) => current.findReported(uploads),
  requireMember: (viewer, conversationId) => current.requireMember(viewer, conversationId),
};
