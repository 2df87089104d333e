import { Types } from 'mongoose';
import type { AuditAction } from '../../generated/schema-types.js';
import type { Actor } from './administrator.access.js';
import { AuditEntryModel, type AuditEntry } from './audit.model.js';

interface Deed {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subjectId?: Types.ObjectId | null;
  readonly reportId?: Types.ObjectId;
  readonly reason?: string;
}

/** Writes down what is about to be done, before it is: nothing happens that the log does not know. */
export async function recordDeed({ actor, action, subjectId = null, reportId, reason }: Deed): Promise<void> {
  const entry: AuditEntry = {
    _id: new Types.ObjectId(),
    at: new Date(),
    actorId: actor,
    action,
    subjectId,
    reportId: reportId ?? null,
    reason: reason ?? null,
  };
  await AuditEntryModel.collection.insertOne(entry);
}
