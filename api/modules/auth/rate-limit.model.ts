import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';

/** How much of a limit was used up, as rate-limiter-flexible keeps it (RateLimiterMongo): shared by every process. */
@modelOptions({ schemaOptions: { collection: 'rateLimits', versionKey: false } })
@index({ key: 1 }, { unique: true })
@index({ expire: -1 }, { expireAfterSeconds: 0 })
export class RateLimit {
  /** The limit's name and a keyed hash of whom it is about. */
  @prop({ type: String, required: true }) key!: string;
  @prop({ type: Number, required: true }) points!: number;
  @prop({ type: Date, required: true }) expire!: Date;
}

export const RateLimitModel = getModelForClass(RateLimit);
