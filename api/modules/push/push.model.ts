import { createHash } from 'node:crypto';
import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** There is one per endpoint, whoever's it is. */
export const pushSubscriptionId = (endpoint: string) => createHash('sha256').update(endpoint, 'utf8').digest('base64url');

/** Where, and under which keys, a browser is told of messages while no page is open. It lives as long as the session that registered it. */
@modelOptions({ schemaOptions: { collection: 'pushSubscriptions', versionKey: false } })
@index({ userId: 1, createdAt: 1 })
@index({ sessionId: 1 })
export class PushSubscription {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) sessionId!: Types.ObjectId;
  @prop({ type: String, required: true }) endpoint!: string;
  /** The browser's public key, 65 bytes, and its secret, 16 bytes, in base64url (RFC 8291). */
  @prop({ type: String, required: true }) p256dh!: string;
  @prop({ type: String, required: true }) auth!: string;
  @prop({ type: Date, required: true }) createdAt!: Date;
}

export const PushSubscriptionModel = getModelForClass(PushSubscription);

/** That one process sends the notifications of one message (`_id` is the message's). Kept for longer than any process is behind another. */
@modelOptions({ schemaOptions: { collection: 'pushClaims', versionKey: false } })
@index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })
export class PushClaim {
  @prop({ type: Types.ObjectId, required: true }) _id!: Types.ObjectId;
  /** Whose it is: a process that did not hear whether it got it can look. */
  @prop({ type: String, required: true }) by!: string;
  @prop({ type: Date, required: true }) at!: Date;
}

export const PushClaimModel = getModelForClass(PushClaim);
