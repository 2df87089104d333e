import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import type { Types } from 'mongoose';

/**
 * A mail that is to be written and sent. It holds what the mail is about and not its text, because that may carry a secret: the text is made when it is
 * sent, from the state of that moment.
 */
@modelOptions({ schemaOptions: { collection: 'waitingMails', versionKey: false }, options: { allowMixed: 0 } })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class WaitingMail {
  _id!: Types.ObjectId;
  /** Which composer writes it. */
  @prop({ type: String, required: true }) kind!: string;
  /** What that composer needs. */
  @prop({ type: Object, required: true }) about!: Readonly<Record<string, string>>;
  /** How often it was tried. Whoever raises this number by one has it for `leaseMs`. */
  @prop({ type: Number, default: 0 }) attempts!: number;
  /** By the database's clock: not to be tried before. */
  @prop({ type: Date, required: true }) dueAt!: Date;
  @prop({ type: Date, required: true }) expiresAt!: Date;
}

export const WaitingMailModel = getModelForClass(WaitingMail);
