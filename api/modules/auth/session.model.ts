import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/**
 * One signed-in device: a family of refresh tokens, of which only the newest is good (and, for 10 s, the one before it,
 * for two tabs that refresh at once). Ending a session sets `endedAt`; the change travels the feed and closes its sockets.
 */
@modelOptions({ schemaOptions: { collection: 'sessions', versionKey: false } })
@index({ userId: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class Session {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  /** SHA-256 of the newest refresh token, base64url. */
  @prop({ type: String, required: true }) refreshHash!: string;
  @prop({ type: String, default: null }) previousRefreshHash!: string | null;
  @prop({ type: Date, default: null }) rotatedAt!: Date | null;
  @prop({ type: String, required: true }) deviceName!: string;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Date, required: true }) lastUsedAt!: Date;
  @prop({ type: Date, required: true }) expiresAt!: Date;
  @prop({ type: Date, default: null }) endedAt!: Date | null;
}

export const SessionModel = getModelForClass(Session);
