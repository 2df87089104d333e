import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { AccessScope } from '../../generated/schema-types.js';

/** Tombstones of ended tokens: as long as a process that lost the change stream may have to be told of them. */
const tombstoneSeconds = 30 * 86_400;

/**
 * A way in for a program. Of the secret there is only a hash; a token that works holds one of its account's slots, which is what bounds them.
 * Ending it sets `endedAt`; the change travels the feed and closes its sockets.
 */
@modelOptions({ schemaOptions: { collection: 'accessTokens', versionKey: false } })
@index({ secretHash: 1 }, { unique: true })
@index({ userId: 1, slot: 1 }, { unique: true, partialFilterExpression: { slot: { $exists: true } } })
@index({ ownerId: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
@index({ endedAt: 1 }, { expireAfterSeconds: tombstoneSeconds })
export class AccessToken {
  _id!: Types.ObjectId;
  /** Whom it speaks for. */
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  /** Whose it is to revoke: the same account, or the owner of the bot. */
  @prop({ type: Types.ObjectId, required: true }) ownerId!: Types.ObjectId;
  @prop({ type: String, required: true }) name!: string;
  @prop({ type: () => [String], required: true }) scopes!: AccessScope[];
  /** SHA-256 of the secret, base64url. */
  @prop({ type: String, required: true }) secretHash!: string;
  /** Absent once it has ended. */
  @prop({ type: Number }) slot?: number;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Date, default: null }) lastUsedAt!: Date | null;
  @prop({ type: Date, default: null }) expiresAt!: Date | null;
  @prop({ type: Date, default: null }) endedAt!: Date | null;
}

export const AccessTokenModel = getModelForClass(AccessToken);
