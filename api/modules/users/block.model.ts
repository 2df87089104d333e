import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** `blockerId:blockedId` in hex: one record per pair and direction, and a change of it tells both in its documentKey. */
export const blockId = (blockerId: Types.ObjectId | string, blockedId: Types.ObjectId | string) => `${blockerId}:${blockedId}`;

/** Somebody wants to hear nothing from somebody. It holds in both directions; groups where both are go on. */
@modelOptions({ schemaOptions: { collection: 'blocks', versionKey: false } })
@index({ blockerId: 1, createdAt: 1 })
@index({ blockedId: 1 })
export class Block {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Types.ObjectId, required: true }) blockerId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) blockedId!: Types.ObjectId;
  @prop({ type: Date, required: true }) createdAt!: Date;
}

export const BlockModel = getModelForClass(Block);

export const blockCollection = () => BlockModel.db.collection<Block>('blocks');
