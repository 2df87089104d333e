import { randomBytes } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';

const collectionName = 'keys';

export interface Keys {
  /** A JWK set as JSON: the first key signs access tokens, all of them verify. */
  readonly tokenKeys: string;
  /** 32 bytes that authenticate event cursors. */
  readonly cursorKey: Uint8Array;
  /** 32 bytes behind the refresh tokens. */
  readonly refreshKey: Uint8Array;
  /** 32 bytes that sign the links to exports. */
  readonly exportKey: Uint8Array;
  /** 32 bytes: the private key, on P-256, by which push services know this server. */
  readonly vapidKey: Uint8Array;
  /** 32 bytes that sign upload tickets and the addresses of files. */
  readonly mediaKey: Uint8Array;
  /** 32 bytes behind the hashes by which a repeated send is known. */
  readonly requestKey: Uint8Array;
}

interface KeyRecord {
  readonly _id: string;
  /** base64url. */
  readonly secret: string;
  readonly createdAt: Date;
}

/**
 * The keys that every process on this database shares: made once, by whichever process comes first. AUTH_KEYS, where given, takes the place of
 * the access tokens' key; the others keep theirs.
 */
export async function loadKeys(connection: Connection, authKeys: string | null): Promise<Keys> {
  const [tokenSecret, cursorSecret, refreshSecret, exportSecret, vapidSecret, mediaSecret, requestSecret] = await Promise.all([
    loadSecret(connection, 'accessTokens'),
    loadSecret(connection, 'cursors'),
    loadSecret(connection, 'refreshTokens'),
    loadSecret(connection, 'exports'),
    // Of all 32 bytes, one in four thousand million is no such key.
    loadSecret(connection, 'vapid'),
    loadSecret(connection, 'media'),
    loadSecret(connection, 'requests'),
  ]);
  return {
    tokenKeys: authKeys ?? JSON.stringify({ keys: [{ kty: 'oct', alg: 'HS256', kid: 'database', k: tokenSecret }] }),
    cursorKey: Buffer.from(cursorSecret, 'base64url'),
    refreshKey: Buffer.from(refreshSecret, 'base64url'),
    exportKey: Buffer.from(exportSecret, 'base64url'),
    vapidKey: Buffer.from(vapidSecret, 'base64url'),
    mediaKey: Buffer.from(mediaSecret, 'base64url'),
    requestKey: Buffer.from(requestSecret, 'base64url'),
  };
}

async function loadSecret(connection: Connection, id: string): Promise<string> {
  const keys = connection.collection<KeyRecord>(collectionName);
  const fresh = { secret: randomBytes(32).toString('base64url'), createdAt: new Date() };
  try {
    const record = await keys.findOneAndUpdate({ _id: id }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' });
    if (record) return record.secret;
  } catch (error) {
    // Two processes upserting at once: one inserts, the other gets a duplicate key, and the key is there.
    if (!(error instanceof mongoose.mongo.MongoServerError && error.code === 11000)) throw error;
  }
  const record = await keys.findOne({ _id: id });
  if (!record) throw new Error(`The key ${id} vanished from the database while it was being made.`);
  return record.secret;
}
