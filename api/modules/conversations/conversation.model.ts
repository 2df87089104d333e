import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { Timestamp } from 'bson';
import { Photo } from '../media/attachment.model.js';

/**
 * A direct conversation of two, or a group. `lastSeq` and `lastActivityAt` are hints: never ahead of the messages' own
 * index, at times a little behind it; the truth is the newest message (newest-message loader).
 */
@modelOptions({ schemaOptions: { collection: 'conversations', versionKey: false }, options: { allowMixed: 0 } })
@index({ directKey: 1 }, { unique: true, partialFilterExpression: { directKey: { $exists: true } } })
@index({ unsweptSince: 1 }, { partialFilterExpression: { unsweptSince: { $exists: true } } })
@index({ createdBy: 1, clientId: 1 }, { unique: true, partialFilterExpression: { clientId: { $exists: true } } })
// Only groups with a photo are in it.
@index({ 'photo.uploadId': 1 }, { partialFilterExpression: { 'photo.uploadId': { $exists: true } } })
export class Conversation {
  _id!: Types.ObjectId;
  @prop({ type: String, required: true }) kind!: 'DIRECT' | 'GROUP';
  @prop({ type: String }) name?: string;
  @prop({ type: String }) description?: string;
  /** Absent where there is none. */
  @prop({ type: () => Photo }) photo?: Photo;
  /** `lowerUserId:higherUserId` of a direct conversation: there is one per pair. */
  @prop({ type: String }) directKey?: string;
  /** createGroup's idempotency key. */
  @prop({ type: String }) clientId?: string;
  @prop({ type: Types.ObjectId, required: true }) createdBy!: Types.ObjectId;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Number, default: 0 }) lastSeq!: number;
  @prop({ type: Date, required: true }) lastActivityAt!: Date;
  /** Grows when invites or bans change, so that those who may see them are told. */
  @prop({ type: Number }) accessRevision?: number;
  /** A group that was deleted: nobody sees it any more. Absent otherwise. */
  @prop({ type: Date }) deletedAt?: Date;
  /** As long as there may be something left of a deleted group. */
  @prop({ type: Date }) unsweptSince?: Date;
  @prop({ type: Number, default: 1 }) revision!: number;
  @prop({ type: Object }) changedAt!: Timestamp;
}

export const ConversationModel = getModelForClass(Conversation);
