import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A refresh token is `session.secret.mac`: the session's id in hex, then 32 bytes each in base64url. The database keeps only hashes of it.
 * - The next token is derived from the one that is handed in, so that two tabs, or a retry of a lost reply, get the same successor.
 * - The mac tells a token that was ours once, whose reuse ends its session, from one that somebody made up, which does nothing.
 */
const pattern = /^([0-9a-f]{24})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

let refreshKey: Uint8Array | null = null;

/** 32 bytes, shared by every process. Called once, at start-up. */
export function useRefreshKey(key: Uint8Array): void {
  refreshKey = key;
}

export function makeRefreshToken(sessionId: string): string {
  return assemble(sessionId, randomBytes(32).toString('base64url'));
}

/** The token that takes the place of this one: always the same. */
export function deriveNextRefreshToken(token: string): string {
  return assemble(sessionOfRefreshToken(token) ?? '', authenticate('next', token));
}

/** The session it names, or null where it has not even the form of one of ours. Says nothing about whether it is good. */
export function sessionOfRefreshToken(token: string): string | null {
  return pattern.exec(token)?.[1] ?? null;
}

/** Whether this server made it, at any time. */
export function isOwnRefreshToken(token: string): boolean {
  const [, sessionId = '', secret = '', mac = ''] = pattern.exec(token) ?? [];
  const expected = Buffer.from(authenticate('mac', `${sessionId}.${secret}`));
  const given = Buffer.from(mac);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What the database keeps. The token is random, so it needs no slow hash. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function assemble(sessionId: string, secret: string): string {
  return `${sessionId}.${secret}.${authenticate('mac', `${sessionId}.${secret}`)}`;
}

function authenticate(purpose: string, text: string): string {
  if (!refreshKey) throw new Error('Refresh tokens were asked for before useRefreshKey.');
  return createHmac('sha256', refreshKey).update(`${purpose}:${text}`).digest('base64url');
}
