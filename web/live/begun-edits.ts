import { begunEditPrefix, readStoredJson } from '../apollo/storage';
import { StoredByConversation } from './stored-by-conversation';

/** What an own message is to say, before it is sent. What it says now is in the cache alone, where a deletion finds it. */
export type BegunEdit = { messageId: string; text: string };

/** Edits that were begun and neither sent nor cancelled: one in each conversation, which goes on with it when it is opened again. */
export class BegunEdits extends StoredByConversation<BegunEdit> {
  constructor(userId: string, mayKeep: () => boolean) {
    super(begunEditPrefix(userId), readEdit, mayKeep);
  }

  /** Null takes it away. Where storage is full the edit lives as long as this tab. */
  set(conversationId: string, edit: BegunEdit | null): void {
    if (edit) this.store(conversationId, JSON.stringify(edit));
    this.show(conversationId, edit);
  }

  /** Of a message that was deleted nothing is kept, and there is nothing left to change. */
  messageDeleted(conversationId: string, messageId: string): void {
    if (this.all.get(conversationId)?.messageId === messageId) this.show(conversationId, null);
  }
}

/** What another version left there and is no edit counts as none. */
function readEdit(key: string): BegunEdit | null {
  const stored = readStoredJson(key) as Partial<BegunEdit> | null;
  return typeof stored?.messageId === 'string' && typeof stored.text === 'string' ? (stored as BegunEdit) : null;
}
