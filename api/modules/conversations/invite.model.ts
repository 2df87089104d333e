import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/**
 * A way into a group for whoever holds its code. While it is open it holds one of the group's slots, which two never share: that is what
 * bounds them. `uses` grows in the same step that notes in `claims` whose use it is.
 */
@modelOptions({ schemaOptions: { collection: 'invites', versionKey: false }, options: { allowMixed: 0 } })
@index({ code: 1 }, { unique: true })
@index({ conversationId: 1, slot: 1 }, { unique: true, partialFilterExpression: { slot: { $exists: true } } })
@index({ conversationId: 1 })
@index({ forgetAt: 1 }, { expireAfterSeconds: 0 })
export class Invite {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: String, required: true }) code!: string;
  @prop({ type: Types.ObjectId, required: true }) createdBy!: Types.ObjectId;
  @prop({ type: Date, required: true }) createdAt!: Date;
  /** Null: never. */
  @prop({ type: Date, default: null }) expiresAt!: Date | null;
  /** Null: as many as like. It stays as it was made. */
  @prop({ type: Number, default: null }) maxUses!: number | null;
  @prop({ type: Number, default: 0 }) uses!: number;
  /** Of the latest uses, `userId:revision`: the membership's record as it was when the use was taken, 0 where there was none. */
  @prop({ type: () => [String], default: [] }) claims!: string[];
  @prop({ type: Date, default: null }) revokedAt!: Date | null;
  /** Absent once it is known to be good for nothing. */
  @prop({ type: Number }) slot?: number;
  /** When it may be forgotten: until then its holders are told what became of it. Absent while it may still be used. */
  @prop({ type: Date }) forgetAt?: Date;
}

export const InviteModel = getModelForClass(Invite);
