import { createHash, randomBytes } from 'node:crypto';

/** So that people, and programs that look for leaked secrets, know it when they see it. */
const prefix = 'tic_';
const pattern = /^tic_[A-Za-z0-9_-]{43}$/;

/** 256 random bits. */
export const makeTokenSecret = (): string => prefix + randomBytes(32).toString('base64url');

/** Whether it has the form of an access token's secret; a session's own token, a JWT, never has. */
export const isTokenSecret = (token: string): boolean => pattern.test(token);

/** What the database keeps. The secret is random, so it needs no slow hash. */
export const hashTokenSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
