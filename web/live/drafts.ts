import { draftPrefix, readStored } from '../apollo/storage';
import { StoredByConversation } from './stored-by-conversation';

/** Texts that were typed and not sent. */
export class Drafts extends StoredByConversation<string> {
  constructor(userId: string, mayKeep: () => boolean) {
    super(draftPrefix(userId), (key) => readStored(key) ?? '', mayKeep);
  }

  /** An empty text takes the draft away. Where storage is full the draft lives as long as this tab. */
  set(conversationId: string, text: string): void {
    if (text !== '') this.store(conversationId, text);
    this.show(conversationId, text === '' ? null : text);
  }
}
