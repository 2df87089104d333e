import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { Timestamp } from 'bson';
import { Photo } from '../media/attachment.model.js';

/** A link that was mailed: good while it is here, until it expires. */
export class MailedToken {
  /** SHA-256 of the token, base64url. */
  @prop({ type: String, required: true }) hash!: string;
  /** Where it was mailed to. */
  @prop({ type: String, required: true }) email!: string;
  /** It was not mailed, but handed over: whoever uses it has not shown that the address is theirs. */
  @prop({ type: Boolean }) isHandedOver?: boolean;
  @prop({ type: Date, required: true }) expiresAt!: Date;
}

/** A person or a bot. `username` is stored in lower case, `email` in lower case and trimmed. */
@modelOptions({ schemaOptions: { collection: 'users', versionKey: false }, options: { allowMixed: 0 } })
@index({ username: 1 }, { unique: true })
// Bots have none.
@index({ email: 1 }, { unique: true, partialFilterExpression: { email: { $exists: true } } })
@index({ ownerId: 1, botSlot: 1 }, { unique: true, partialFilterExpression: { botSlot: { $exists: true } } })
@index({ searchWords: 1, _id: 1 })
@index({ changedAt: 1, _id: 1 })
@index({ admin: 1 }, { partialFilterExpression: { admin: true } })
@index({ endingSince: 1 }, { partialFilterExpression: { endingSince: { $exists: true } } })
@index({ 'emailToken.hash': 1 }, { sparse: true })
@index({ 'passwordToken.hash': 1 }, { sparse: true })
export class User {
  _id!: Types.ObjectId;
  @prop({ type: String, required: true }) username!: string;
  @prop({ type: String, required: true }) displayName!: string;
  @prop({ type: String, default: '' }) about!: string;
  /** Absent where there is none. */
  @prop({ type: () => Photo }) photo?: Photo;
  /** Absent from a bot. */
  @prop({ type: String }) email?: string;
  @prop({ type: Boolean, default: false }) emailVerified!: boolean;
  /** Takes the place of `email` when it is verified. */
  @prop({ type: String }) pendingEmail?: string;
  /** Verifies pendingEmail where there is one, else email. */
  @prop({ type: () => MailedToken, _id: false }) emailToken?: MailedToken;
  /** Absent from a bot, which cannot sign in. */
  @prop({ type: String }) passwordHash?: string;
  /** Lets whoever has it choose a new password. */
  @prop({ type: () => MailedToken, _id: false }) passwordToken?: MailedToken;
  @prop({ type: String, default: 'en' }) locale!: string;
  /** Absent, as in accounts from before there was a choice, means true: ask `showsLastSeen`. */
  @prop({ type: Boolean }) showLastSeen?: boolean;
  @prop({ type: Boolean, default: false }) bot!: boolean;
  /** Of a bot: whose it is, and its place among that person's bots, which is what bounds them. */
  @prop({ type: Types.ObjectId }) ownerId?: Types.ObjectId;
  @prop({ type: Number }) botSlot?: number;
  @prop({ type: Boolean, default: false }) admin!: boolean;
  /** A suspended account cannot be used; all that is its stays. */
  @prop({ type: Date }) suspendedAt?: Date | null;
  @prop({ type: String }) suspendedReason?: string | null;
  /** A deleted account: what is left is a record without a name (account-end.actions.ts), so that its id means nobody. */
  @prop({ type: Date }) deletedAt?: Date | null;
  /** When somebody last worked on what follows from a deletion or suspension; absent once everything has followed. */
  @prop({ type: Date }) endingSince?: Date;
  /** Words of username and displayName, case and accents folded, for prefix search. */
  @prop({ type: () => [String], default: [] }) searchWords!: string[];
  @prop({ type: Date, required: true }) createdAt!: Date;
  @prop({ type: Number, default: 1 }) revision!: number;
  /** Database time of the last change, set by the database itself: Timestamp(0,0) on insert, $currentDate on update. */
  @prop({ type: Object }) changedAt!: Timestamp;
}

/** Whether others may learn when this person was last connected. */
export const showsLastSeen = (user: Pick<User, 'showLastSeen'>): boolean => user.showLastSeen ?? true;

/** Somebody who signs in: no bot, not deleted. With the secrets. */
export type Person = User & { readonly email: string; readonly passwordHash: string };

export const isPerson = (user: User): user is Person => user.email !== undefined && user.passwordHash !== undefined;

/** The signed-in user's own record: what `Viewer` resolves from. */
export type ViewerRecord = User & { readonly isViewer?: true };

export const UserModel = getModelForClass(User);
