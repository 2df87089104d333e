import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { PresenceBoard } from './presence.board.js';
import { PresenceModel, presenceCollection, unjournalled, type PresenceRecord } from './presence.model.js';

let board: PresenceBoard | null = null;

/** The composition root sets it once the feed is live. */
export function usePresenceBoard(current: PresenceBoard): void {
  board = current;
}

/**
 * The person is, or is not, at the device. Over a WebSocket it speaks for that socket; otherwise for all sockets of the session, which other processes may hold:
 * they hear of it through the change feed.
 */
export async function reportActivity({ userId, sessionId }: ViewerIdentity, active: boolean, connection: object): Promise<void> {
  const reported = board?.report({ userId, sessionId }, active, connection) ?? 'NOBODY';
  // One socket of the session that is at the device is enough; that none is, must be known wherever there is one.
  if (reported === 'SOCKET' || (reported === 'SESSION' && active)) return;
  await presenceCollection().updateOne(
    { _id: new Types.ObjectId(userId), 'processes.0': { $exists: true } },
    { $set: { report: { sessionId, active, at: new Date() } } },
    unjournalled,
  );
}

/** Takes away what a process that is gone has left. Safe to be done by all the others at once. `endedAt`: when it was last heard, where that is known. */
export async function removeProcess(processId: string, endedAt: Date | null): Promise<number> {
  const { modifiedCount } = await presenceCollection().updateMany(
    { processes: processId },
    { $unset: { [`on.${processId}`]: 1 }, $pull: { processes: processId }, ...(endedAt && { $max: { lastSeenAt: endedAt } }) },
  );
  return modifiedCount;
}

/** Of those people, the ids of the sessions that have a socket and are at their devices. */
export async function findActiveSessions(userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const records = await PresenceModel.find({ _id: { $in: userIds.map((id) => new Types.ObjectId(id)) } }, { on: 1 }).lean<
    Pick<PresenceRecord, 'on'>[]
  >();
  return new Set(records.flatMap(({ on }) => Object.values(on ?? {}).flatMap(({ active }) => active)));
}

/** Ids of all processes that have anybody connected, as they say. */
export const findProcesses = (): Promise<string[]> => PresenceModel.distinct('processes').then((ids) => ids.map(String));

/** When the account is deleted, and its sockets are closed. */
export async function forgetPresence(userId: Types.ObjectId): Promise<void> {
  await presenceCollection().deleteOne({ _id: userId }, unjournalled);
}
