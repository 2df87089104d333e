import type { Types } from 'mongoose';
import type { MessageKind } from '../../generated/schema-types.js';
import type { MemberRole } from './member.model.js';

export interface NoticeDraft {
  readonly actorId: Types.ObjectId;
  readonly subjectIds?: readonly Types.ObjectId[];
  readonly name?: string;
  readonly role?: MemberRole;
}

/** What conversations need of the messages above them. The composition root sets it once, at start. */
export interface ConversationHooks {
  /**
   * Commits a system message. With an `onceKey` it is posted once per conversation, however often it is asked for.
   * Throws where the database is away.
   */
  postNotice(conversationId: Types.ObjectId, kind: Exclude<MessageKind, 'TEXT'>, notice: NoticeDraft, onceKey?: string): Promise<void>;
  /** The true lastSeq; 0 before the first message. */
  readNewestSeq(conversationId: Types.ObjectId): Promise<number>;
  /**
   * Takes away what the modules above hold of a conversation that was deleted a while ago, in the order of this list. Each may be called again, after a
   * crash or for what came in late, by several processes at once, and finds then what is left.
   */
  readonly sweeps: readonly ((conversationId: Types.ObjectId, signal: AbortSignal) => Promise<void>)[];
}

const unset = (): never => {
  throw new Error('setConversationHooks was not called at start.');
};

let current: ConversationHooks = { postNotice: unset, readNewestSeq: unset, sweeps: [] };

export function setConversationHooks(hooks: ConversationHooks): void {
  current = hooks;
}

export const conversationHooks: ConversationHooks = {
  postNotice: (...args) => current.postNotice(...args),
  readNewestSeq: (conversationId) => current.readNewestSeq(conversationId),
  get sweeps() {
    return current.sweeps;
  },
};
