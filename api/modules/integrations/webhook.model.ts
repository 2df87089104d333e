import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { WebhookEvent } from '../../generated/schema-types.js';

/** What its owner hears, sent to an address. `cursor` is an event cursor: everything up to it was delivered, or is not to be. */
@modelOptions({ schemaOptions: { collection: 'webhooks', versionKey: false } })
@index({ ownerId: 1, slot: 1 }, { unique: true })
@index({ conversationId: 1 })
export class Webhook {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) ownerId!: Types.ObjectId;
  /** Its place among the owner's webhooks, which is what bounds them. */
  @prop({ type: Number, required: true }) slot!: number;
  @prop({ type: String, required: true }) url!: string;
  @prop({ type: () => [String], required: true }) events!: WebhookEvent[];
  /** Null: all of the owner's conversations. */
  @prop({ type: Types.ObjectId, default: null }) conversationId!: Types.ObjectId | null;
  /** `whsec_` and the key in base64. As it is, because every delivery is signed with it. */
  @prop({ type: String, required: true }) secret!: string;
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Date, default: null }) disabledAt!: Date | null;
  @prop({ type: String, required: true }) cursor!: string;
  /** Grows with every change that whoever delivers has to know of. */
  @prop({ type: Number, required: true }) version!: number;
}

/** One event on its way to one webhook. The id follows from the two, so that it is the same after a crash or a restart, too. References, not texts. */
@modelOptions({ schemaOptions: { collection: 'webhookDeliveries', versionKey: false } })
@index({ webhookId: 1, number: -1 })
export class WebhookDelivery {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Types.ObjectId, required: true }) webhookId!: Types.ObjectId;
  /** 1, 2, 3 … of the webhook. */
  @prop({ type: Number, required: true }) number!: number;
  @prop({ type: String, required: true }) event!: WebhookEvent;
  @prop({ type: String, required: true }) conversationId!: string;
  @prop({ type: String, default: null }) messageId!: string | null;
  /** When it happened. */
  @prop({ type: Date, required: true }) at!: Date;
  @prop({ type: Number, required: true }) attempts!: number;
  /** Failed attempts since the webhook was last started: where the schedule stands. */
  @prop({ type: Number, required: true }) failures!: number;
  @prop({ type: Number, default: null }) status!: number | null;
  @prop({ type: Date, default: null }) lastAttemptAt!: Date | null;
  @prop({ type: Date, default: null }) nextAttemptAt!: Date | null;
  @prop({ type: Date, default: null }) deliveredAt!: Date | null;
}

/** Who works at something that one process at a time does. */
@modelOptions({ schemaOptions: { collection: 'leases', versionKey: false } })
export class Lease {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: String, default: null }) holder!: string | null;
  /** By the database's clock. */
  @prop({ type: Date, required: true }) until!: Date;
}

export const WebhookModel = getModelForClass(Webhook);
export const WebhookDeliveryModel = getModelForClass(WebhookDelivery);
export const LeaseModel = getModelForClass(Lease);
