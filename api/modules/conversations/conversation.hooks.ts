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
}

const unset = (): never => {
  throw new Error('setConversationHooks was not called at start.');
};

let current: ConversationHooks = { postNotice: unset, readNewestSeq: unset };

export function setConversationHooks(hooks: ConversationHooks): void {
  current = hooks;
}

export const conversationHooks: ConversationHooks = {
  postNotice: (...args) => current.postNotice(...args),
  readNewestSeq: (conversationId) => current.readNewestSeq(conversationId),
};
