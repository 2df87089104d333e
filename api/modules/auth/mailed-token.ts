import { createHash, randomBytes } from 'node:crypto';
import type { MailedToken } from '../users/user.model.js';

/** A fresh random token for a mailed link, and what the database keeps of it: a hash, so that nobody who reads the database can use the link. */
export function makeMailedToken(email: string, lifetimeMs: number): { readonly token: string; readonly kept: MailedToken } {
  const token = randomBytes(32).toString('base64url');
  return { token, kept: { hash: hashMailedToken(token), email, expiresAt: new Date(Date.now() + lifetimeMs) } };
}

/** 256 random bits need no slow hash. */
export function hashMailedToken(token: string): string {
  return createHash('sha256').update(token.trim()).digest('base64url');
}
