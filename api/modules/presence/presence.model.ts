import { getModelForClass, index, modelOptions, prop, PropType } from '@typegoose/typegoose';
import { Types } from 'mongoose';

/** What one process knows of one person: all that process's sockets together. */
@modelOptions({ schemaOptions: { _id: false } })
export class PresenceEntry {
  /** A person with a socket is one or the other. */
  @prop({ type: String, required: true }) status!: 'ONLINE' | 'AWAY';
  /** Ids of the sessions with a socket whose person is at the device, sorted. */
  @prop({ type: () => [String], default: [] }) active!: string[];
}

/** Somebody said, over HTTP, whether they are at the device. The processes that hold sockets of that session hear of it through the change feed. */
@modelOptions({ schemaOptions: { _id: false } })
export class ActivityReport {
  @prop({ type: String, required: true }) sessionId!: string;
  @prop({ type: Boolean, required: true }) active!: boolean;
  @prop({ type: Date, required: true }) at!: Date;
}

/**
 * Where a person (`_id` is the user's) is connected. Each process writes its own entry, when it changes, and the others take away the entries of a process that is
 * gone: nobody writes because time passes.
 */
@modelOptions({ schemaOptions: { collection: 'presence', versionKey: false } })
@index({ processes: 1 })
export class PresenceRecord {
  @prop({ type: Types.ObjectId, required: true }) _id!: Types.ObjectId;
  /** By the id of the process. */
  @prop({ type: () => PresenceEntry, default: {} }, PropType.MAP) on!: Record<string, PresenceEntry>;
  /** The keys of `on`, for finding all that a process has left. */
  @prop({ type: () => [String], default: [] }) processes!: string[];
  /** When a socket was last opened, or the last one closed. */
  @prop({ type: Date, default: null }) lastSeenAt!: Date | null;
  @prop({ type: () => ActivityReport }) report?: ActivityReport;
}

export const PresenceModel = getModelForClass(PresenceRecord);

/** The collection as the driver has it: for writes whose fields are named by a process. */
export const presenceCollection = () => PresenceModel.db.collection<PresenceRecord>('presence');

/** Not journalled: nobody misses it after a crash. */
export const unjournalled = { writeConcern: { w: 1, j: false } } as const;
