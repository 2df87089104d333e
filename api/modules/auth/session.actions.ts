import { Types } from 'mongoose';
import { forbidden, unauthenticated } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { cleanText, isBlank } from '../../graphql/text.js';
import { UserModel, type User } from '../users/user.model.js';
import { deriveNextRefreshToken, hashRefreshToken, isOwnRefreshToken, makeRefreshToken, sessionOfRefreshToken } from './refresh-token.js';
import { SessionModel, type Session } from './session.model.js';
import { describeDevice } from './device.js';
import { forgetSession } from './live-sessions.js';

/** Since its last refresh; after that a session ends by itself. */
export const sessionLifetimeMs = 30 * 24 * 60 * 60 * 1000;
/** How long the token before the newest is good, for two tabs that refresh at once and for replies that were lost. */
export const refreshGraceMs = 10_000;
const endedSessionKeptMs = 60 * 60 * 1000;

export interface OpenSession {
  readonly session: Session;
  readonly refreshToken: string;
}

/** What somebody with the right password is told. */
export const accountSuspended = () => forbidden('This account is suspended.');

/** Starts a session for a user who has just proved to be that user. Throws FORBIDDEN for an account that was suspended, UNAUTHENTICATED for one that was deleted meanwhile. */
export async function startSession(userId: Types.ObjectId, deviceName: string): Promise<OpenSession> {
  const now = new Date();
  const _id = new Types.ObjectId();
  const refreshToken = makeRefreshToken(_id.toHexString());
  const session: Session = {
    _id,
    userId,
    refreshHash: hashRefreshToken(refreshToken),
    previousRefreshHash: null,
    rotatedAt: null,
    deviceName,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + sessionLifetimeMs),
    endedAt: null,
  };
  await SessionModel.collection.insertOne(session);
  await refuseEndedAccount(session);
  return { session, refreshToken };
}

/**
 * A suspension or deletion marks the account first and ends its sessions then. So a session that was inserted too late to be ended there sees the mark
 * here: none outlives its account.
 */
async function refuseEndedAccount({ _id, userId }: Session): Promise<void> {
  const user = await UserModel.findOne({ _id: userId }, { suspendedAt: 1, deletedAt: 1 })
    .readConcern('majority')
    .lean<Pick<User, 'suspendedAt' | 'deletedAt'>>();
  if (user && !user.suspendedAt && !user.deletedAt) return;
  await endSession(_id);
  throw user?.suspendedAt ? accountSuspended() : unauthenticated();
}

/** What the person called the device, or what the browser says it is. Throws BAD_USER_INPUT (deviceName, TOO_LONG, INVALID). */
export function nameDevice(given: string | null | undefined, userAgent: string): string {
  if (typeof given !== 'string' || isBlank(given)) return describeDevice(userAgent);
  return cleanText('deviceName', given, { min: 1, max: 80, multiline: false });
}

/**
 * Swaps a refresh token for its successor. Of two at once, one rotates and the other, within the grace, is answered with the same successor.
 * Throws UNAUTHENTICATED; a token of ours that comes later than that was stolen or copied, and ends its session.
 */
export async function rotateSession(token: string, now = new Date()): Promise<OpenSession> {
  const sessionId = parseId(sessionOfRefreshToken(token) ?? '');
  if (!sessionId) throw unauthenticated();
  const hash = hashRefreshToken(token);
  const refreshToken = deriveNextRefreshToken(token);
  const live = { _id: sessionId, endedAt: null, expiresAt: { $gt: now } };
  const successor = {
    refreshHash: hashRefreshToken(refreshToken),
    previousRefreshHash: hash,
    rotatedAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + sessionLifetimeMs),
  };
  const rotated = await SessionModel.findOneAndUpdate(
    { ...live, refreshHash: hash },
    { $set: successor },
    { returnDocument: 'after' },
  ).lean<Session>();
  if (rotated) return { session: rotated, refreshToken };
  const session = await SessionModel.findOne(live).lean<Session>();
  if (session?.previousRefreshHash === hash && now.getTime() - (session.rotatedAt?.getTime() ?? 0) <= refreshGraceMs) {
    return { session, refreshToken };
  }
  if (session && isOwnRefreshToken(token)) await endSession(sessionId);
  throw unauthenticated();
}

/** Ends a session; one that has ended stays as it is. The change feed then closes its sockets, on every process. */
export async function endSession(sessionId: Types.ObjectId): Promise<void> {
  await SessionModel.updateOne({ _id: sessionId, endedAt: null }, { $set: { endedAt: new Date() } });
  forgetSession(sessionId.toHexString());
}

/** Ends a user's session, if it is one of that user's (ids as they come). False where it is not, or is long gone. */
export async function endOwnSession(userId: string, sessionId: string): Promise<boolean> {
  const _id = parseId(sessionId);
  if (!_id || !(await SessionModel.exists({ _id, userId: new Types.ObjectId(userId) }))) return false;
  await endSession(_id);
  return true;
}

/** Ends all sessions of a user but this one. Tells how many there were. */
export function endOtherSessions(userId: string, sessionId: string): Promise<number> {
  return endSessionsOf(new Types.ObjectId(userId), new Types.ObjectId(sessionId));
}

/** Ends all sessions of a user, or all but one. Tells how many there were. */
export async function endSessionsOf(userId: Types.ObjectId, except: Types.ObjectId | null = null): Promise<number> {
  const live = { userId, endedAt: null, expiresAt: { $gt: new Date() }, ...(except && { _id: { $ne: except } }) };
  const ids = await SessionModel.find(live, { _id: 1 }).lean<Pick<Session, '_id'>[]>();
  const { modifiedCount } = await SessionModel.updateMany(live, { $set: { endedAt: new Date() } });
  for (const { _id } of ids) forgetSession(_id.toHexString());
  return modifiedCount;
}

/** What the sessions of a deleted account tell of its devices goes. The records stay for an hour: processes that lost their place learn of the ends by them. */
export async function forgetDevices(userId: Types.ObjectId): Promise<void> {
  const soon = new Date(Date.now() + endedSessionKeptMs);
  await SessionModel.updateMany(
    { userId, endedAt: { $ne: null }, expiresAt: { $gt: soon } },
    { $set: { deviceName: '', previousRefreshHash: null, expiresAt: soon } },
  );
}

/**
 * Ends the session that this refresh token is good for now, if any. Whether the session that the token was made for is over then: of one that is good no more
 * it may go on, and of one that somebody made up nothing is said.
 */
export async function endSessionOfToken(token: string): Promise<boolean> {
  const hash = hashRefreshToken(token);
  const sessionId = parseId(sessionOfRefreshToken(token) ?? '');
  if (!sessionId) return false;
  const { matchedCount } = await SessionModel.updateOne(
    { _id: sessionId, endedAt: null, $or: [{ refreshHash: hash }, { previousRefreshHash: hash }] },
    { $set: { endedAt: new Date() } },
  );
  forgetSession(sessionId.toHexString());
  if (matchedCount > 0) return true;
  return isOwnRefreshToken(token) && !(await SessionModel.exists({ _id: sessionId, endedAt: null, expiresAt: { $gt: new Date() } }));
}
