import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import type { Types } from 'mongoose';
import type { Timestamp } from 'bson';

/** A person or a bot. `username` is stored in lower case, `email` in lower case and trimmed. */
@modelOptions({ schemaOptions: { collection: 'users', versionKey: false }, options: { allowMixed: 0 } })
@index({ username: 1 }, { unique: true })
@index({ email: 1 }, { unique: true })
@index({ searchWords: 1, _id: 1 })
@index({ changedAt: 1, _id: 1 })
export class User {
  _id!: Types.ObjectId;
  @prop({ type: String, required: true }) username!: string;
  @prop({ type: String, required: true }) displayName!: string;
  @prop({ type: String, default: '' }) about!: string;
  @prop({ type: String, required: true }) email!: string;
  @prop({ type: Boolean, default: false }) emailVerified!: boolean;
  @prop({ type: String, required: true }) passwordHash!: string;
  @prop({ type: String, default: 'en' }) locale!: string;
  /** Absent, as in accounts from before there was a choice, means true. */
  @prop({ type: Boolean }) showLastSeen?: boolean;
  @prop({ type: Boolean, default: false }) bot!: boolean;
  @prop({ type: Boolean, default: false }) admin!: boolean;
  /** Words of username and displayName, case and accents folded, for prefix search. */
  @prop({ type: () => [String], default: [] }) searchWords!: string[];
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Number, default: 1 }) revision!: number;
  /** Database time of the last change, set by the database itself: Timestamp(0,0) on insert, $currentDate on update. */
  @prop({ type: Object }) changedAt!: Timestamp;
}

/** The signed-in user's own record: what `Viewer` resolves from. */
export type ViewerRecord = User & { readonly isViewer?: true };

export const UserModel = getModelForClass(User);
