import type { Types } from 'mongoose';
import { AccessTokenModel, type AccessToken } from './access-token.model.js';

/** 50 each of an account and its 20 bots. */
const maxTokens = 1_050;

/** The tokens that work, of an account and its bots, newest first. */
export async function findAccessTokens(ownerId: Types.ObjectId): Promise<AccessToken[]> {
  return AccessTokenModel.find({ ownerId, endedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] })
    .sort({ _id: -1 })
    .limit(maxTokens)
    .lean<AccessToken[]>();
}

/** Ids of the tokens that were ended at or after that time, by the clock of whoever ended them. */
export async function* scanEndedAccessTokens(since: Date): AsyncIterable<string> {
  const ended = AccessTokenModel.find({ endedAt: { $gte: since } }, { _id: 1 })
    .lean<Pick<AccessToken, '_id'>[]>()
    .cursor({ batchSize: 1000 });
  for await (const { _id } of ended) yield String(_id);
}
