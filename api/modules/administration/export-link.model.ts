import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** That a link to an export was made: what counts how many. The link itself is nowhere stored. */
@modelOptions({ schemaOptions: { collection: 'exportLinks', versionKey: false } })
@index({ userId: 1, madeAt: 1 })
@index({ madeAt: 1 }, { expireAfterSeconds: 3600 })
export class ExportLink {
  _id!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  @prop({ type: Date, required: true }) madeAt!: Date;
}

export const ExportLinkModel = getModelForClass(ExportLink);
