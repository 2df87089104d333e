import { Types } from 'mongoose';
import { WaitingMailModel, type WaitingMail } from './waiting-mail.model.js';

/** Beyond this many that wait, further ones are refused. */
export const maxWaitingMails = 10_000;
/** For whoever sends it. One that ends before it is done leaves the mail to another after this time. */
export const leaseMs = 2 * 60_000;
/** After the first try, the second, and so on. After the last the mail is given up, some 22 hours after it was written. */
export const pausesMs = [5, 30, 2 * 60, 10 * 60, 30 * 60, 3600, 2 * 3600, 6 * 3600, 12 * 3600].map((seconds) => seconds * 1000);
// Longer than all tries together: it only takes away what nobody tries any more.
const keptMs = 48 * 3_600_000;

let wake: () => void = () => {};

/** Calls `listener` whenever this process has queued a mail. One at a time. */
export function onMailQueued(listener: () => void): () => void {
  wake = listener;
  return () => {
    if (wake === listener) wake = () => {};
  };
}

/** Puts a mail into the queue in the database, from where some process sends it soon. False, and nothing is queued, where too many wait already. */
export async function queueMail(kind: string, about: Readonly<Record<string, string>>): Promise<boolean> {
  if ((await WaitingMailModel.estimatedDocumentCount()) >= maxWaitingMails) return false;
  await WaitingMailModel.collection.insertOne({
    _id: new Types.ObjectId(),
    kind,
    about,
    attempts: 0,
    dueAt: new Date(0),
    expiresAt: new Date(Date.now() + keptMs),
  });
  wake();
  return true;
}

/** Takes the mail that has been due for longest, for `leaseMs`; null where none is due. Of several processes one gets it. */
export async function claimMail(): Promise<WaitingMail | null> {
  for (;;) {
    const [due] = await WaitingMailModel.collection
      .aggregate<WaitingMail>([{ $match: { $expr: { $lte: ['$dueAt', '$$NOW'] } } }, { $sort: { dueAt: 1, _id: 1 } }, { $limit: 1 }])
      .toArray();
    if (!due) return null;
    const claimed = { ...due, attempts: due.attempts + 1 };
    const { modifiedCount } = await WaitingMailModel.collection.updateOne({ _id: due._id, attempts: due.attempts }, [
      { $set: { attempts: claimed.attempts, dueAt: { $add: ['$$NOW', leaseMs] } } },
    ]);
    if (modifiedCount === 1) return claimed;
  }
}

/** It was sent, or is not to be sent any more. */
export async function dropMail({ _id }: WaitingMail): Promise<void> {
  await WaitingMailModel.deleteOne({ _id });
}

/** Leaves a claimed mail for a later try. False where it was tried often enough: then it is to be dropped. */
export async function postponeMail({ _id, attempts }: WaitingMail): Promise<boolean> {
  const pauseMs = pausesMs[attempts - 1];
  if (pauseMs === undefined) return false;
  await WaitingMailModel.collection.updateOne({ _id, attempts }, [{ $set: { dueAt: { $add: ['$$NOW', pauseMs] } } }]);
  return true;
}
