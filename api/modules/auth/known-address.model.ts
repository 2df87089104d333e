import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';

/** From this network address that account was signed in. `_id` is a keyed hash of the two, so the record tells neither. */
@modelOptions({ schemaOptions: { collection: 'knownAddresses', versionKey: false } })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class KnownAddress {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Date, required: true }) expiresAt!: Date;
}

export const KnownAddressModel = getModelForClass(KnownAddress);
