import { draftFilesPrefix, readStoredJson } from '../apollo/storage';
import type { QueuedFile } from './outbox-item';
import { StoredByConversation } from './stored-by-conversation';

const none: readonly QueuedFile[] = [];

/** Files that were chosen and not sent. Their bytes are in StoredFiles. */
export class DraftFiles extends StoredByConversation<readonly QueuedFile[]> {
  constructor(userId: string) {
    super(draftFilesPrefix(userId), readFiles);
  }

  of(conversationId: string): readonly QueuedFile[] {
    return this.all.get(conversationId) ?? none;
  }

  /** False when it cannot be kept: storage is full, or this is over. */
  set(conversationId: string, files: readonly QueuedFile[]): boolean {
    if (files.length > 0 && !this.store(conversationId, JSON.stringify(files))) return false;
    this.show(conversationId, files.length > 0 ? files : null);
    return true;
  }
}

/** What another version, or somebody else, left there and is no file is passed over. */
function readFiles(key: string): readonly QueuedFile[] {
  const stored = readStoredJson(key);
  if (!Array.isArray(stored)) return none;
  return (stored as Partial<QueuedFile>[]).filter(
    (file): file is QueuedFile => typeof file.fileId === 'string' && typeof file.fileName === 'string' && typeof file.kind === 'string',
  );
}
