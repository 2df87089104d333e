import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { Timestamp } from 'bson';
import type { AttachmentKind, MessageKind } from '../../generated/schema-types.js';
import { Attachment } from '../media/attachment.model.js';

/** What the list of a conversation's attachments finds a message by: ANY, and each kind that it carries. */
export type AttachmentMark = AttachmentKind | 'ANY';

/** What a system message tells, as ids. */
@modelOptions({ schemaOptions: { _id: false } })
export class Notice {
  @prop({ type: Types.ObjectId, default: null }) actorId!: Types.ObjectId | null;
  @prop({ type: () => [Types.ObjectId], default: [] }) subjectIds!: Types.ObjectId[];
  @prop({ type: String, default: null }) name!: string | null;
  @prop({ type: String, default: null }) role!: 'OWNER' | 'ADMIN' | 'MEMBER' | null;
}

/** One emoji on one message, with the people who put it there, earliest first. */
@modelOptions({ schemaOptions: { _id: false } })
export class Reaction {
  @prop({ type: String, required: true }) emoji!: string;
  @prop({ type: () => [Types.ObjectId], default: [] }) userIds!: Types.ObjectId[];
}

/** An earlier text and when it was replaced. */
@modelOptions({ schemaOptions: { _id: false } })
export class MessageEdit {
  @prop({ type: String, required: true }) text!: string;
  @prop({ type: Date, required: true }) at!: Date;
}

/** Where the conversation's pinned messages hold this one, and who pinned it. Two of one conversation are never in the same slot: that is what bounds them. */
@modelOptions({ schemaOptions: { _id: false } })
export class MessagePin {
  @prop({ type: Number, required: true }) slot!: number;
  @prop({ type: Date, required: true }) at!: Date;
  @prop({ type: Types.ObjectId, required: true }) byId!: Types.ObjectId;
}

/**
 * One message. The unique index (conversationId, seq) and the insert are the commit point of the order;
 * (conversationId, authorId, clientId) is what makes a send happen once, for as long as the message exists.
 */
@modelOptions({ schemaOptions: { collection: 'messages', versionKey: false }, options: { allowMixed: 0 } })
@index({ conversationId: 1, seq: 1 }, { unique: true })
@index({ conversationId: 1, authorId: 1, clientId: 1 }, { unique: true })
// Only pinned messages are in it: sending one costs nothing more.
@index({ conversationId: 1, 'pin.slot': 1 }, { unique: true, partialFilterExpression: { 'pin.slot': { $exists: true } } })
@index({ conversationId: 1, changedAt: 1, seq: 1 })
// Only messages that mention somebody are in these: what is unread of them is counted on ranges of seqs.
@index({ conversationId: 1, mentionIds: 1, seq: 1 }, { partialFilterExpression: { mentionIds: { $exists: true } } })
@index({ conversationId: 1, mentionsEveryone: 1, seq: 1 }, { partialFilterExpression: { mentionsEveryone: { $exists: true } } })
// Search: whatever has a word in a conversation, newest first.
@index({ conversationId: 1, words: 1, createdAt: -1, _id: -1 }, { partialFilterExpression: { words: { $exists: true } } })
// Only messages that carry something are in it.
@index({ conversationId: 1, attachmentMarks: 1, seq: 1 }, { partialFilterExpression: { attachmentMarks: { $exists: true } } })
export class Message {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: Number, required: true }) seq!: number;
  @prop({ type: String, required: true }) clientId!: string;
  /** A keyed hash of what was asked (request-hash.ts), so that a clientId used again for something else is a CONFLICT. */
  @prop({ type: String, required: true }) requestHash!: string;
  @prop({ type: Types.ObjectId, default: null }) authorId!: Types.ObjectId | null;
  @prop({ type: String, required: true }) kind!: MessageKind;
  @prop({ type: String, default: '' }) text!: string;
  /** What it is found by (words.ts). Absent where there is no text: notices, deleted messages. */
  @prop({ type: () => [String], default: undefined }) words?: string[];
  @prop({ type: () => Notice, default: null }) notice!: Notice | null;
  /** Of the same conversation. Absent where it answers to none. */
  @prop({ type: Types.ObjectId }) replyToId?: Types.ObjectId;
  /** Members who are mentioned by name, in the order of the text, at most 50; absent where there are none. */
  @prop({ type: () => [Types.ObjectId], default: undefined }) mentionIds?: Types.ObjectId[];
  /** True, or absent. */
  @prop({ type: Boolean }) mentionsEveryone?: boolean;
  @prop({ type: Date, required: true }) createdAt!: Date;
  /** The database's own time of the insert, as `changedAt` is of the last change; absent from the earliest records. */
  @prop({ type: Object }) storedAt?: Timestamp;
  @prop({ type: Date, default: null }) editedAt!: Date | null;
  @prop({ type: () => [MessageEdit], default: [] }) edits!: MessageEdit[];
  @prop({ type: Date, default: null }) deletedAt!: Date | null;
  @prop({ type: () => [Reaction], default: [] }) reactions!: Reaction[];
  /** Absent where the message is not pinned. */
  @prop({ type: () => MessagePin }) pin?: MessagePin;
  /** Absent where there is nothing, and gone when the message is deleted. */
  @prop({ type: () => [Attachment], default: undefined }) attachments?: Attachment[];
  @prop({ type: () => [String], default: undefined }) attachmentMarks?: AttachmentMark[];
  @prop({ type: Number, default: 1 }) revision!: number;
  @prop({ type: Object }) changedAt!: Timestamp;
}

/** A reaction and the message that carries it: what `Reaction` resolves from. */
export type ReactionOfMessage = Reaction & { messageId: Types.ObjectId; conversationId: Types.ObjectId };

export const MessageModel = getModelForClass(Message);
