import { draftPrefix, readStored } from '../apollo/storage';
import { StoredByConversation } from './stored-by-conversation';

/** Stands before a text that is being taken away: so other tabs know which one went, whatever they have typed meanwhile. No draft begins like this. */
const goneMark = '\u0000gone:';

/** Texts that were typed and not sent. */
export class Drafts extends StoredByConversation<string> {
  /** What was typed last in this tab. */
  readonly #typed = new Map<string, string>();
  /** What this tab could store last. */
  readonly #stored = new Map<string, string>();

  constructor(userId: string, mayKeep: () => boolean) {
    super(draftPrefix(userId), readDraft, mayKeep);
  }

  /** An empty text takes the draft away. Where storage is full the draft lives as long as this tab. */
  set(conversationId: string, text: string): void {
    const before = this.all.get(conversationId);
    this.#typed.set(conversationId, text);
    if (text === '') {
      if (before !== undefined) this.store(conversationId, goneMark + before);
    } else if (this.store(conversationId, text)) this.#stored.set(conversationId, text);
    this.show(conversationId, text === '' ? null : text);
  }

  /** This text is a message now. What another tab has typed in its place meanwhile stays. */
  sent(conversationId: string, text: string): void {
    const stored = this.reread(conversationId);
    const isOwn = stored === null || stored === text || stored === this.#stored.get(conversationId);
    if (isOwn) this.set(conversationId, '');
    else this.show(conversationId, stored);
  }

  /** Another tab has sent its text, and could not know yet of the one that was typed here. */
  protected override keepOwn(conversationId: string, stored: string | null): boolean {
    const own = this.all.get(conversationId);
    if (own === undefined || own !== this.#typed.get(conversationId)) return false;
    const isTakenAway = stored === null || stored.startsWith(goneMark);
    if (!isTakenAway || stored === goneMark + own) return false;
    this.store(conversationId, own);
    return true;
  }
}

function readDraft(key: string): string | null {
  const stored = readStored(key);
  return stored?.startsWith(goneMark) ? null : stored;
}
