import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { AuditAction } from '../../generated/schema-types.js';

/** One thing that was done for the server. Only ever inserted: nothing changes or removes an entry. It knows people by their ids alone. */
@modelOptions({ schemaOptions: { collection: 'auditEntries', versionKey: false }, options: { allowMixed: 0 } })
@index({ at: 1, _id: 1 })
export class AuditEntry {
  _id!: Types.ObjectId;
  @prop({ type: Date, required: true }) at!: Date;
  /** Null: somebody at the server's command line. */
  @prop({ type: Types.ObjectId, default: null }) actorId!: Types.ObjectId | null;
  @prop({ type: String, required: true }) action!: AuditAction;
  /** Whom it was done to. */
  @prop({ type: Types.ObjectId, default: null }) subjectId!: Types.ObjectId | null;
  @prop({ type: Types.ObjectId, default: null }) reportId!: Types.ObjectId | null;
  @prop({ type: String, default: null }) reason!: string | null;
}

export const AuditEntryModel = getModelForClass(AuditEntry);
