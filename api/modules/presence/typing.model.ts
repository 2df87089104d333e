import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** The last that was heard of somebody's typing. `_id` is `conversationId:userId` in hex. Ephemeral: gone after a minute. */
@modelOptions({ schemaOptions: { collection: 'typing', versionKey: false } })
@index({ at: 1 }, { expireAfterSeconds: 60 })
export class TypingNote {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  @prop({ type: Boolean, required: true }) typing!: boolean;
  @prop({ type: Date, required: true }) at!: Date;
}

export const TypingModel = getModelForClass(TypingNote);
