import { createHmac } from 'node:crypto';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../graphql/errors.js';
import { RateLimitModel } from './rate-limit.model.js';

/** So many within so many seconds from the first. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const hour = 3600;
const quarter = 15 * 60;

/** What they are for, and why so many: docs/decisions/009-limits-on-accounts.md. */
export const limits = {
  signUpsOfNetwork: { name: 'signUp:network', points: 60, seconds: hour },
  signInsOfLoginAndNetwork: { name: 'signIn:login+network', points: 10, seconds: quarter },
  signInsOfNetwork: { name: 'signIn:network', points: 100, seconds: quarter },
  signInsOfLogin: { name: 'signIn:login', points: 50, seconds: hour },
  passwordsOfAccount: { name: 'password:account', points: 10, seconds: quarter },
  passwordLinksOfEmail: { name: 'passwordLink:email', points: 4, seconds: hour },
  passwordLinksOfNetwork: { name: 'passwordLink:network', points: 20, seconds: hour },
  verificationsOfAccount: { name: 'verification:account', points: 5, seconds: hour },
  reportsOfAccount: { name: 'report:account', points: 20, seconds: 24 * hour },
  exportsOfAccount: { name: 'export:account', points: 5, seconds: hour },
  exportDownloadsOfAccount: { name: 'exportDownload:account', points: 20, seconds: hour },
  botsOfOwner: { name: 'bot:owner', points: 40, seconds: 24 * hour },
  groupsOfAccount: { name: 'group:account', points: 100, seconds: 24 * hour },
  directConversationsOfAccount: { name: 'direct:account', points: 200, seconds: 24 * hour },
  peopleAddedByAccount: { name: 'added:account', points: 2000, seconds: 24 * hour },
  verificationsOfEmail: { name: 'verification:email', points: 5, seconds: hour },
} as const satisfies Readonly<Record<string, Limit>>;

let key: Uint8Array | null = null;
let isOn = true;
const limiters = new Map<string, RateLimiterMongo>();

/** `secret`: 32 bytes, shared by every process. Called once, at start-up. */
export function useRateLimits(settings: { readonly isOn: boolean; readonly secret: Uint8Array }): void {
  key = settings.secret;
  isOn = settings.isOn;
  limiters.clear();
}

export const areLimitsOn = (): boolean => isOn;

/** Names somebody or something without telling whom to those who read the database. */
export function hashForLimits(...parts: readonly string[]): string {
  if (!key) throw new Error('Limits were asked for before useRateLimits.');
  return createHmac('sha256', key)
    .update(JSON.stringify(['limits', ...parts]))
    .digest('base64url');
}

/** Counts one. Throws RATE_LIMITED (retryAfterMs) when there were enough. */
export async function countAgainst(limit: Limit, ...who: readonly string[]): Promise<void> {
  if (!isOn) return;
  try {
    await limiterOf(limit).consume(hashForLimits(...who));
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Counts so many, or none where there is no room for all of them: then it throws RATE_LIMITED (retryAfterMs), and fewer may still fit. */
export async function countManyAgainst(limit: Limit, count: number, ...who: readonly string[]): Promise<void> {
  if (!isOn || count === 0) return;
  try {
    await limiterOf(limit).consume(hashForLimits(...who), count);
  } catch (error) {
    if (error instanceof RateLimiterRes) await uncountMany(limit, count, ...who);
    throw refusalOf(error);
  }
}

/** RATE_LIMITED for what the limiter says of too many; whatever else it throws is a fault. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof RateLimiterRes)) return error;
  return new AppError('RATE_LIMITED', undefined, { retryAfterMs: Math.max(1, Math.ceil(error.msBeforeNext)) });
}

/** Takes back one that was counted: it turned out not to be what is limited. */
export const uncount = (limit: Limit, ...who: readonly string[]): Promise<void> => uncountMany(limit, 1, ...who);

export async function uncountMany(limit: Limit, count: number, ...who: readonly string[]): Promise<void> {
  if (isOn && count > 0) await limiterOf(limit).reward(hashForLimits(...who), count);
}

function limiterOf(limit: Limit): RateLimiterMongo {
  const known = limiters.get(limit.name);
  if (known) return known;
  const limiter = new RateLimiterMongo({
    storeClient: RateLimitModel.db.db,
    tableName: RateLimitModel.collection.collectionName,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
    // The model's are made with all others.
    disableIndexesCreation: true,
  });
  limiters.set(limit.name, limiter);
  return limiter;
}
