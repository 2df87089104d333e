import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** Somebody tells the administrators of a message. `text` is what it said then: it outlives edits, deletions, and the message's group. */
@modelOptions({ schemaOptions: { collection: 'reports', versionKey: false }, options: { allowMixed: 0 } })
@index({ messageId: 1, reportedById: 1 }, { unique: true, partialFilterExpression: { reportedById: { $exists: true } } })
@index({ reportedById: 1, createdAt: 1 })
@index({ createdAt: 1, _id: 1 })
export class Report {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) messageId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, default: null }) authorId!: Types.ObjectId | null;
  /** Absent once that account was deleted. */
  @prop({ type: Types.ObjectId }) reportedById?: Types.ObjectId;
  @prop({ type: String, default: '' }) text!: string;
  @prop({ type: String, required: true }) reason!: string;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Date, default: null }) resolvedAt!: Date | null;
}

export const ReportModel = getModelForClass(Report);
