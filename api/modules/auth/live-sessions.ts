import { Types } from 'mongoose';
import { askTogether } from '../../graphql/ask-together.js';
import { SessionModel, type Session } from './session.model.js';

/**
 * How long the database's word that a session goes on is taken for granted. Its end counts at once where it is ended (`forgetSession`), on
 * other processes as soon as their change feed tells of it, and after this time even where the feed is silent. (Promised are 5 s.)
 */
const trustedMs = 2_000;
const maxTrusted = 20_000;

const trusted = new Map<string, { readonly userId: string; readonly untilMs: number }>();
/** Counts what was forgotten: a question that was under way then may have been answered before the end. */
let forgotten = 0;

/** Whether that session of that user (ids in hex) goes on. At once, and without a promise, where it is known. */
export function isSessionLive(sessionId: string, userId: string): boolean | Promise<boolean> {
  const known = trusted.get(sessionId);
  if (known && known.untilMs > performance.now()) return known.userId === userId;
  return askSession(sessionId, userId);
}

/** It has ended, or changed: the database is to be asked again. */
export function forgetSession(sessionId: string): void {
  forgotten += 1;
  trusted.delete(sessionId);
}

async function askSession(sessionId: string, userId: string): Promise<boolean> {
  const before = forgotten;
  const owner = await askOwner(sessionId);
  if (owner !== null && before === forgotten) trust(sessionId, owner);
  return owner === userId;
}

function trust(sessionId: string, userId: string): void {
  trusted.delete(sessionId);
  trusted.set(sessionId, { userId, untilMs: performance.now() + trustedMs });
  if (trusted.size <= maxTrusted) return;
  for (const oldest of trusted.keys()) {
    trusted.delete(oldest);
    return;
  }
}

/** Whose session it is; null where it has ended, or never was. */
const askOwner = askTogether(async (sessionIds: readonly string[]): Promise<(string | null)[]> => {
  const ids = [...new Set(sessionIds)].map((id) => new Types.ObjectId(id));
  const live = { _id: { $in: ids }, endedAt: null, expiresAt: { $gt: new Date() } };
  const sessions = await SessionModel.find(live, { userId: 1 }).lean<Pick<Session, '_id' | 'userId'>[]>();
  const owners = new Map(sessions.map(({ _id, userId }) => [_id.toHexString(), userId.toHexString()]));
  return sessionIds.map((id) => owners.get(id) ?? null);
});
