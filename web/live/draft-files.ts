import { draftFilesPrefix, readStoredJson } from '../apollo/storage';
import { maxFilesOfMessage } from '../apollo/stored-files';
import type { QueuedFile } from './outbox-item';
import { StoredByConversation } from './stored-by-conversation';

const none: readonly QueuedFile[] = [];

/** Files that were chosen and not sent. Their bytes are in StoredFiles. */
export class DraftFiles extends StoredByConversation<readonly QueuedFile[]> {
  constructor(userId: string, mayKeep: () => boolean) {
    super(draftFilesPrefix(userId), readFiles, mayKeep);
  }

  of(conversationId: string): readonly QueuedFile[] {
    return this.all.get(conversationId) ?? none;
  }

  /** Behind those that any tab has chosen. `full`: one message takes no more. `noRoom`: storage is full, or this is over. */
  add(conversationId: string, file: QueuedFile): 'kept' | 'full' | 'noRoom' {
    const before = this.reread(conversationId) ?? none;
    const isFull = before.length >= maxFilesOfMessage;
    const files = isFull ? before : [...before, file];
    if (!isFull && !this.store(conversationId, JSON.stringify(files))) return 'noRoom';
    this.show(conversationId, files);
    return isFull ? 'full' : 'kept';
  }

  /** Others, which another tab may have chosen meanwhile, stay. */
  remove(conversationId: string, fileIds: readonly string[]): void {
    const left = (this.reread(conversationId) ?? none).filter(({ fileId }) => !fileIds.includes(fileId));
    if (left.length > 0) this.store(conversationId, JSON.stringify(left));
    this.show(conversationId, left.length > 0 ? left : null);
  }

  clear(conversationId: string): void {
    this.show(conversationId, null);
  }
}

/** What another version, or somebody else, left there and is no file is passed over. */
function readFiles(key: string): readonly QueuedFile[] | null {
  const stored = readStoredJson(key);
  if (!Array.isArray(stored)) return null;
  return (stored as Partial<QueuedFile>[]).filter(
    (file): file is QueuedFile => typeof file.fileId === 'string' && typeof file.fileName === 'string' && typeof file.kind === 'string',
  );
}
