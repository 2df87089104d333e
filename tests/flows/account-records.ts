import mongoose from 'mongoose';

/** What a test does to the stored accounts that no user can: looks for secrets, lets time pass. */
async function withDatabase<T>(uri: string, act: (database: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = await mongoose.mongo.MongoClient.connect(uri);
  try {
    return await act(client.db());
  } finally {
    await client.close();
  }
}

/** All records of these collections as one text. */
export function readEverything(uri: string, collections: readonly string[]): Promise<string> {
  return withDatabase(uri, async (database) => {
    const records = await Promise.all(collections.map((name) => database.collection(name).find().toArray()));
    return JSON.stringify(records);
  });
}

/** The links that were mailed to this account are past their time. */
export function expireTokens(uri: string, userId: string): Promise<void> {
  return withDatabase(uri, async (database) => {
    const past = new Date(Date.now() - 1);
    const users = database.collection('users');
    const _id = new mongoose.Types.ObjectId(userId);
    for (const name of ['emailToken', 'passwordToken'])
      await users.updateOne({ _id, [name]: { $exists: true } }, { $set: { [`${name}.expiresAt`]: past } });
  });
}

/** The session's refresh token was replaced that long ago. */
export function ageRotation(uri: string, sessionId: string, byMs: number): Promise<void> {
  return withDatabase(uri, async (database) => {
    const sessions = database.collection('sessions');
    const _id = new mongoose.Types.ObjectId(sessionId);
    const session = await sessions.findOne<{ readonly rotatedAt: Date | null }>({ _id }, { projection: { rotatedAt: 1 } });
    if (!session?.rotatedAt) throw new Error('The refresh token of this session was not replaced yet.');
    await sessions.updateOne({ _id }, { $set: { rotatedAt: new Date(session.rotatedAt.getTime() - byMs) } });
  });
}
