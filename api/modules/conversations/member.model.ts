import { getModelForClass, index, modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { Timestamp } from 'bson';

export type MemberRole = 'OWNER' | 'ADMIN' | 'MEMBER';

/** `conversationId:userId` in hex: one record per pair, and a change of it tells both in its documentKey. */
export const memberId = (conversationId: Types.ObjectId | string, userId: Types.ObjectId | string) => `${conversationId}:${userId}`;

export const conversationIdOf = (id: string): Types.ObjectId => new Types.ObjectId(id.slice(0, id.indexOf(':')));

/** Where the viewer's pinned conversations hold this one. Two of one person are never in the same slot: that is what bounds them. */
@modelOptions({ schemaOptions: { _id: false } })
export class MemberPin {
  @prop({ type: Number, required: true }) slot!: number;
  @prop({ type: Date, required: true }) at!: Date;
}

/**
 * A membership, present (`leftAt` null) or ended: an ended one stays as a tombstone, so that whoever was away learns of it,
 * and is revived when the person comes back. `role`, marks and preferences are the member's own.
 */
@modelOptions({ schemaOptions: { collection: 'members', versionKey: false }, options: { allowMixed: 0 } })
@index({ userId: 1, leftAt: 1 })
@index({ conversationId: 1, leftAt: 1, joinedAt: 1, userId: 1 })
@index({ userId: 1, 'pin.slot': 1 }, { unique: true, partialFilterExpression: { 'pin.slot': { $exists: true } } })
@index({ conversationId: 1, changedAt: 1 })
@index({ conversationId: 1, bannedAt: -1 }, { partialFilterExpression: { bannedAt: { $exists: true } } })
export class Member {
  @prop({ type: String, required: true }) _id!: string;
  @prop({ type: Types.ObjectId, required: true }) conversationId!: Types.ObjectId;
  @prop({ type: Types.ObjectId, required: true }) userId!: Types.ObjectId;
  @prop({ type: String, required: true }) role!: MemberRole;
  @prop({ type: Date, required: true }) joinedAt!: Date;
  @prop({ type: Date, default: null }) leftAt!: Date | null;
  /** The database's own times of the last coming in and of the last end: who was away is told by them. Absent from the earliest records. */
  @prop({ type: Object }) cameAt?: Timestamp;
  @prop({ type: Object }) endedAt?: Timestamp | null;
  /** `inviteId:revision` of the use that it came in by: the record's revision when that was taken, 0 where there was none. Absent for who was added. */
  @prop({ type: String }) inviteClaim?: string;
  /** Only of an ended one: it is not brought back until the ban is lifted. Absent where there is none. */
  @prop({ type: Date }) bannedAt?: Date;
  @prop({ type: Types.ObjectId }) bannedBy?: Types.ObjectId;
  /** It ended because the group was deleted. Absent otherwise. */
  @prop({ type: Boolean }) endedWithGroup?: boolean;
  /** It ended because the account was deleted: then whoever was in the conversation with it learns that, too. Absent otherwise. */
  @prop({ type: Boolean }) endedWithAccount?: boolean;
  @prop({ type: Number, default: 0 }) lastReadSeq!: number;
  @prop({ type: Date, default: null }) lastReadAt!: Date | null;
  @prop({ type: Number, default: 0 }) lastDeliveredSeq!: number;
  /** The member's own newest message, which moved the marks with it. */
  @prop({ type: Number, default: 0 }) lastSentSeq!: number;
  @prop({ type: String, default: 'ALL' }) notify!: 'ALL' | 'MENTIONS' | 'NONE';
  @prop({ type: Date, default: null }) mutedUntil!: Date | null;
  /** Absent where the conversation is not pinned. */
  @prop({ type: () => MemberPin }) pin?: MemberPin;
  @prop({ type: Boolean, default: false }) archived!: boolean;
  @prop({ type: Boolean, default: false }) markedUnread!: boolean;
  @prop({ type: Number, default: 1 }) revision!: number;
  @prop({ type: Object }) changedAt!: Timestamp;
}

export const MemberModel = getModelForClass(Member);

/** The collection as the driver has it: for the hot paths, where what Mongoose would cast and check is known. */
export const memberCollection = () => MemberModel.db.collection<Member>('members');
