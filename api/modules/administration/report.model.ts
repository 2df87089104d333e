import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { AttachmentKind } from '../../generated/schema-types.js';

/** What a file of a reported message was. The file itself is the message's; deleted, it stays for the report until that is resolved (media: REPORTED). */
@modelOptions({ schemaOptions: { _id: false } })
export class ReportedAttachment {
  @prop({ type: Types.ObjectId, required: true }) uploadId!: Types.ObjectId;
  @prop({ type: String, required: true }) kind!: AttachmentKind;
  @prop({ type: String, required: true }) fileName!: string;
  @prop({ type: String, required: true }) contentType!: string;
  /** Bytes. */
  @prop({ type: Number, required: true }) size!: number;
}

/**
 * Somebody tells the administrators of a message. `text` is what it said then, and `attachments` are what it carried: they outlive edits, deletions, and
 * the message's group.
 */
@modelOptions({ schemaOptions: { collection: 'reports', versionKey: false }, options: { allowMixed: 0 } })
@index({ messageId: 1, reportedById: 1 }, { unique: true, partialFilterExpression: { reportedById: { $exists: true } } })
@index({ reportedById: 1, createdAt: 1 })
@index({ createdAt: 1, _id: 1 })
@index({ 'attachments.uploadId': 1 }, { partialFilterExpression: { attachments: { $exists: true } } })
export class Report {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) messageId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, default: null }) authorId!: Types.ObjectId | null;
  /** Absent once that account was deleted. */
  @prop({ type: Types.ObjectId }) reportedById?: Types.ObjectId;
  @prop({ type: String, default: '' }) text!: string;
  /** Absent where there were none, and from reports that were made before they were kept. */
  @prop({ type: () => [ReportedAttachment], default: undefined }) attachments?: ReportedAttachment[];
  @prop({ type: String, required: true }) reason!: string;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Date, default: null }) resolvedAt!: Date | null;
}

export const ReportModel = getModelForClass(Report);
