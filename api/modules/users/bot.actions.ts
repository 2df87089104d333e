import mongoose, { type Types } from 'mongoose';
import { conflict } from '../../graphql/errors.js';
import { storeInFreeSlot } from '../../graphql/slots.js';
import { maxBots } from './bot.access.js';
import { cleanDisplayName, cleanUsername, makeSearchWords } from './user.input.js';
import { UserModel, type User } from './user.model.js';

/**
 * An account without a password and without an e-mail address: it can only come in by an access token. Throws BAD_USER_INPUT (username, displayName),
 * CONFLICT (username) for a name that somebody has, and where the owner has 20 bots already.
 */
export async function createBotUser(ownerId: Types.ObjectId, given: Pick<User, 'username' | 'displayName'>): Promise<User> {
  const username = cleanUsername(given.username);
  const displayName = cleanDisplayName(given.displayName);
  const bot: User = {
    _id: new mongoose.Types.ObjectId(),
    username,
    displayName,
    about: '',
    emailVerified: false,
    locale: 'en',
    bot: true,
    ownerId,
    admin: false,
    searchWords: makeSearchWords(username, displayName),
    createdAt: new Date(),
    revision: 1,
    // The database replaces a zero timestamp by its own time.
    changedAt: new mongoose.mongo.Timestamp({ t: 0, i: 0 }),
  };
  const isStored = await storeInFreeSlot(
    maxBots,
    () => findTakenSlots(ownerId),
    (botSlot) => insertBot({ ...bot, botSlot }),
  );
  if (!isStored) throw conflict('username', `One person has at most ${maxBots} bots: delete one first.`, 'TOO_MANY');
  return bot;
}

async function findTakenSlots(ownerId: Types.ObjectId): Promise<(number | undefined)[]> {
  const bots = await UserModel.find({ ownerId, botSlot: { $exists: true } }, { botSlot: 1 }).lean<Pick<User, 'botSlot'>[]>();
  return bots.map(({ botSlot }) => botSlot);
}

/** False where the slot is taken; CONFLICT where the name is. */
async function insertBot(bot: User): Promise<boolean> {
  try {
    await UserModel.collection.insertOne(bot);
    return true;
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError && error.code === 11000)) throw error;
    if (/\busername_1\b/.test(error.message)) throw conflict('username', 'This username is taken.');
    return false;
  }
}
