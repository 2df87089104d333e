import { draftPrefix, readStored } from '../apollo/storage';
import { StoredByConversation } from './stored-by-conversation';

/** Texts that were typed and not sent. */
export class Drafts extends StoredByConversation<string> {
  /** What was typed last in this tab. */
  readonly #typed = new Map<string, string>();

  constructor(userId: string, mayKeep: () => boolean) {
    super(draftPrefix(userId), (key) => readStored(key) ?? '', mayKeep);
  }

  /** An empty text takes the draft away. Where storage is full the draft lives as long as this tab. */
  set(conversationId: string, text: string): void {
    this.#typed.set(conversationId, text);
    if (text !== '') this.store(conversationId, text);
    this.show(conversationId, text === '' ? null : text);
  }

  /** This text is a message now. What another tab has typed in its place meanwhile stays. */
  sent(conversationId: string, text: string): void {
    const stored = this.reread(conversationId);
    if (stored === '' || stored === text) this.set(conversationId, '');
    else this.show(conversationId, stored);
  }

  /** Another tab has sent its text, and could not know yet of the one that was typed here. */
  protected override holds(conversationId: string, removed: string | null): boolean {
    const own = this.all.get(conversationId);
    if (own === undefined || own === removed || own !== this.#typed.get(conversationId)) return false;
    return this.store(conversationId, own);
  }
}
