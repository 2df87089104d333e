import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { UploadPurpose } from '../../generated/schema-types.js';
import { Attachment, type StoreName } from './attachment.model.js';

/**
 * PENDING: a ticket was given. RECEIVED: the bytes are in our folder (those that go to Cloudinary are never RECEIVED). READY: checked, good to be
 * used. USED: a message, person or group has it. INVALID: the check refused it. REPORTED: its message was deleted, and only those get it who look at a
 * report of it. DELETING: nobody gets it any more, its files go, then the record.
 */
export type UploadState = 'PENDING' | 'RECEIVED' | 'READY' | 'USED' | 'INVALID' | 'REPORTED' | 'DELETING';

/** Where whoever sees its message, person or group gets it; and where whoever looks at a report of it does. */
export const presentStates: UploadState[] = ['READY', 'USED'];
export const reportableStates: UploadState[] = [...presentStates, 'REPORTED'];
/** Where it is nobody's any more: to its owner, and to the conversation, it is gone. */
export const endedStates: UploadState[] = ['REPORTED', 'DELETING'];

/** Who is about to use it: see claims. */
@modelOptions({ schemaOptions: { _id: false } })
export class UploadClaim {
  @prop({ type: String, required: true }) by!: string;
  @prop({ type: Date, required: true }) at!: Date;
}

/** One file on its way in, from its ticket to its end. Every change of state has the state before as its condition. */
@modelOptions({ schemaOptions: { collection: 'uploads', versionKey: false }, options: { allowMixed: 0 } })
@index({ ownerId: 1, state: 1 })
@index({ sweepAt: 1 }, { partialFilterExpression: { sweepAt: { $exists: true } } })
@index({ conversationId: 1 }, { partialFilterExpression: { conversationId: { $exists: true } } })
export class Upload {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) ownerId!: Types.ObjectId;
  @prop({ type: String, required: true }) purpose!: UploadPurpose;
  @prop({ type: String, required: true }) state!: UploadState;
  @prop({ type: String, required: true }) store!: StoreName;
  /** As announced. */
  @prop({ type: String, required: true }) fileName!: string;
  @prop({ type: String, required: true }) contentType!: string;
  /** Bytes, as announced. */
  @prop({ type: Number, required: true }) size!: number;
  @prop({ type: Date, required: true }) createdAt!: Date;
  /** Of its ticket. */
  @prop({ type: Date, required: true }) expiresAt!: Date;
  /** Name, in the upload's folder, of what came in; and of what is handed out, once it is READY. */
  @prop({ type: String }) received?: string;
  @prop({ type: String }) file?: string;
  /** Set when READY. */
  @prop({ type: () => Attachment }) attachment?: Attachment;
  /** Why it is INVALID. */
  @prop({ type: String }) reason?: string;
  @prop({ type: () => UploadClaim }) claim?: UploadClaim;
  /** The conversation whose message or photo it is, or is claimed for. */
  @prop({ type: Types.ObjectId }) conversationId?: Types.ObjectId;
  /** A message that carries it was reported, ever. Whether a report still needs it, only the reports say. */
  @prop({ type: Boolean }) isReported?: boolean;
  /** When to look whether anybody uses it. Absent where that is settled. */
  @prop({ type: Date }) sweepAt?: Date;
}

export const UploadModel = getModelForClass(Upload);
