import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { AccessScope, CreateAccessTokenInput } from '../../generated/schema-types.js';
import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { storeInFreeSlot } from '../../graphql/slots.js';
import { cleanText } from '../../graphql/text.js';
import { accessBot } from '../users/bot.access.js';
import type { User } from '../users/user.model.js';
import { forgetAccessTokens } from './access-token.access.js';
import { AccessTokenModel, type AccessToken } from './access-token.model.js';
import { hashTokenSecret, makeTokenSecret } from './access-token.secret.js';

const maxTokens = 50;
const allScopes: readonly AccessScope[] = ['READ', 'WRITE'];

export interface MadeToken {
  readonly accessToken: AccessToken;
  /** Nobody can tell it again. */
  readonly secret: string;
}

interface TokenDraft {
  readonly userId: Types.ObjectId;
  readonly ownerId: Types.ObjectId;
  readonly name: string;
  readonly scopes: readonly AccessScope[];
  readonly expiresAt: Date | null;
}

/**
 * A token for the viewer, or for a bot of the viewer's. Throws BAD_USER_INPUT (name, scopes, expiresAt), NOT_FOUND for a bot that is not the viewer's,
 * CONFLICT where the account has 50 already.
 */
export async function createAccessToken(viewer: ViewerIdentity, input: CreateAccessTokenInput): Promise<MadeToken> {
  const name = cleanTokenName(input.name);
  const scopes = allScopes.filter((scope) => input.scopes.includes(scope));
  if (scopes.length === 0) throw badUserInput('scopes', 'EMPTY', 'An access token needs at least one scope.');
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt && expiresAt <= new Date()) throw badUserInput('expiresAt', 'OUT_OF_RANGE', 'expiresAt must be in the future.');
  const ownerId = new Types.ObjectId(viewer.userId);
  const userId = typeof input.botId === 'string' ? (await accessBot(viewer, input.botId))._id : ownerId;
  return storeToken({ userId, ownerId, name, scopes, expiresAt });
}

/** The first token of a bot, for everything. */
export function createBotToken(bot: Pick<User, '_id' | 'username'>, ownerId: Types.ObjectId): Promise<MadeToken> {
  return storeToken({ userId: bot._id, ownerId, name: bot.username, scopes: allScopes, expiresAt: null });
}

const cleanTokenName = (name: string) => cleanText('name', name, { min: 1, max: 64, multiline: false });

async function storeToken(draft: TokenDraft): Promise<MadeToken> {
  const secret = makeTokenSecret();
  const accessToken: AccessToken = {
    ...draft,
    _id: new Types.ObjectId(),
    scopes: [...draft.scopes],
    secretHash: hashTokenSecret(secret),
    createdAt: new Date(),
    lastUsedAt: null,
    endedAt: null,
  };
  const { userId } = draft;
  // What has expired is deleted by the database, but not at once.
  await AccessTokenModel.deleteMany({ userId, expiresAt: { $lte: new Date() } });
  const isStored = await storeInFreeSlot(
    maxTokens,
    () => findTakenSlots(userId),
    (slot) => insertToken({ ...accessToken, slot }),
  );
  if (!isStored) throw conflict('name', `An account has at most ${maxTokens} access tokens: revoke one first.`, 'TOO_MANY');
  return { accessToken, secret };
}

async function findTakenSlots(userId: Types.ObjectId): Promise<(number | undefined)[]> {
  const tokens = await AccessTokenModel.find({ userId, slot: { $exists: true } }, { slot: 1 }).lean<Pick<AccessToken, 'slot'>[]>();
  return tokens.map(({ slot }) => slot);
}

/** False where the slot is taken. The hash cannot be: it is of 256 random bits. */
async function insertToken(token: AccessToken): Promise<boolean> {
  try {
    await AccessTokenModel.collection.insertOne(token);
    return true;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return false;
    throw error;
  }
}

/** Ends one of the viewer's tokens, or of the viewer's bots; one that has ended stays as it is. NOT_FOUND for any other. */
export async function revokeAccessToken(viewer: ViewerIdentity, tokenId: string): Promise<void> {
  const _id = parseId(tokenId);
  const own = _id && { _id, ownerId: new Types.ObjectId(viewer.userId) };
  if (!own || !(await AccessTokenModel.exists(own))) throw notFound('access token');
  await endTokens(own);
}

/** Ends all tokens of an account and of its bots: when the account is suspended or deleted. Repeating it completes it. */
export async function endAccessTokensOf(userId: Types.ObjectId): Promise<void> {
  await endTokens({ $or: [{ userId }, { ownerId: userId }] });
}

/** What the tokens of a deleted account were called goes. The records stay a while: processes that lost their place learn of the ends by them. */
export async function forgetTokenNames(userId: Types.ObjectId): Promise<void> {
  await AccessTokenModel.updateMany({ $or: [{ userId }, { ownerId: userId }], name: { $ne: '' } }, { $set: { name: '' } });
}

/** The change feed then closes their sockets, on every process. */
async function endTokens(which: { readonly _id: Types.ObjectId } | { readonly $or: Record<string, Types.ObjectId>[] }): Promise<void> {
  await AccessTokenModel.updateMany({ ...which, endedAt: null }, { $set: { endedAt: new Date() }, $unset: { slot: 1 } });
  forgetAccessTokens();
}
