import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { askTogether } from '../../graphql/ask-together.js';
import { findActiveUsers } from '../users/user.access.js';
import { AccessTokenModel, type AccessToken } from './access-token.model.js';
import { hashTokenSecret } from './access-token.secret.js';

/** As for sessions (live-sessions.ts): how long the database's word that a token works is taken for granted. */
const trustedMs = 2_000;
const maxTrusted = 20_000;
/** Schema: AccessToken.lastUsedAt. */
const usedEveryMs = 60_000;
/** The last moment that a Date knows. */
const never = new Date(8.64e15);

/** By the hash of its secret, and by its id where it is used on a socket. */
const trusted = new Map<string, { readonly viewer: ViewerIdentity; readonly untilMs: number }>();
/** Counts how often everything was forgotten: a question that was under way then may have been answered before the end. */
let forgotten = 0;

/** Who an access token's secret speaks for, and what for; null where it does not work: unknown, ended, expired, or of an account, or its owner, that is suspended or deleted. */
export async function findTokenViewer(secret: string): Promise<ViewerIdentity | null> {
  const hash = hashTokenSecret(secret);
  return findTrusted(hash) ?? (await askViewer(hash, askByHash));
}

/** Whether the access token of that id (in hex) works. At once, and without a promise, where it is known. */
export function isTokenLive(tokenId: string): boolean | Promise<boolean> {
  return findTrusted(tokenId) !== null || askViewer(tokenId, askById).then((viewer) => viewer !== null);
}

/** One has ended: the database is to be asked again, of all, because it does not say of which secret. */
export function forgetAccessTokens(): void {
  forgotten += 1;
  trusted.clear();
}

function findTrusted(key: string): ViewerIdentity | null {
  const known = trusted.get(key);
  return known && known.untilMs > performance.now() && known.viewer.expiresAt.getTime() > Date.now() ? known.viewer : null;
}

async function askViewer(key: string, ask: (key: string) => Promise<AccessToken | null>): Promise<ViewerIdentity | null> {
  const before = forgotten;
  const token = await ask(key);
  if (!token) return null;
  await noteUse(token);
  const viewer: ViewerIdentity = {
    userId: token.userId.toHexString(),
    sessionId: token._id.toHexString(),
    expiresAt: token.expiresAt ?? never,
    scopes: token.scopes,
  };
  if (before === forgotten) trust(key, viewer);
  return viewer;
}

function trust(key: string, viewer: ViewerIdentity): void {
  trusted.delete(key);
  trusted.set(key, { viewer, untilMs: performance.now() + trustedMs });
  if (trusted.size <= maxTrusted) return;
  for (const oldest of trusted.keys()) {
    trusted.delete(oldest);
    return;
  }
}

const askByHash = askTogether(async (hashes: readonly string[]): Promise<(AccessToken | null)[]> => {
  const tokens = await findWorking({ secretHash: { $in: [...new Set(hashes)] } });
  const byHash = new Map(tokens.map((token) => [token.secretHash, token]));
  return hashes.map((hash) => byHash.get(hash) ?? null);
});

const askById = askTogether(async (ids: readonly string[]): Promise<(AccessToken | null)[]> => {
  const tokens = await findWorking({ _id: { $in: [...new Set(ids)].map((id) => new Types.ObjectId(id)) } });
  const byId = new Map(tokens.map((token) => [token._id.toHexString(), token]));
  return ids.map((id) => byId.get(id) ?? null);
});

async function findWorking(which: { secretHash: { $in: string[] } } | { _id: { $in: Types.ObjectId[] } }): Promise<AccessToken[]> {
  const tokens = await AccessTokenModel.find({ ...which, endedAt: null }).lean<AccessToken[]>();
  const unexpired = tokens.filter(({ expiresAt }) => expiresAt === null || expiresAt > new Date());
  const active = await findActiveUsers(unexpired.flatMap(({ userId, ownerId }) => [userId, ownerId]));
  return unexpired.filter(({ userId, ownerId }) => active.has(userId.toHexString()) && active.has(ownerId.toHexString()));
}

/** At most once a minute, whatever the number of processes. */
async function noteUse({ _id, lastUsedAt }: AccessToken): Promise<void> {
  const now = new Date();
  const before = new Date(now.getTime() - usedEveryMs);
  if (lastUsedAt !== null && lastUsedAt > before) return;
  await AccessTokenModel.updateOne({ _id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: before } }] }, { $set: { lastUsedAt: now } });
}
