import { askTogether } from '../../graphql/ask-together.js';
import { badUserInput } from '../../graphql/errors.js';
import { decodeCursor, encodeCursor, forwardPage, idPart, pageSize, type Page } from '../../graphql/pages.js';
import { parseId } from '../../graphql/ids.js';
import { cleanText, foldedWords } from '../../graphql/text.js';
import type { QueryUserArgs, QueryUsersArgs } from '../../generated/schema-types.js';
import { withoutSecrets } from './user.access.js';
import { isPerson, UserModel, type Person, type User } from './user.model.js';

const cursorKind = 'users';
const maxSearchWords = 8;

/** By id or by username, exactly one of them, else BAD_USER_INPUT. Null where there is no such user. */
export async function findUser({ id, username }: Partial<QueryUserArgs>): Promise<User | null> {
  if (typeof id === 'string' && typeof username !== 'string') {
    const parsed = parseId(id);
    return parsed && UserModel.findOne({ _id: parsed, deletedAt: null }, withoutSecrets).lean<User>();
  }
  if (typeof username === 'string' && typeof id !== 'string') {
    return UserModel.findOne({ username: username.trim().toLowerCase(), deletedAt: null }, withoutSecrets).lean<User>();
  }
  throw badUserInput('id', 'INVALID', 'Give either id or username, not both and not neither.');
}

const askUserIds = askTogether(async (usernames: readonly string[]): Promise<(User['_id'] | null)[]> => {
  const found = await UserModel.find({ username: { $in: [...new Set(usernames)] } }, { username: 1 }).lean<
    Pick<User, '_id' | 'username'>[]
  >();
  const byName = new Map(found.map(({ _id, username }) => [username, _id]));
  return usernames.map((username) => byName.get(username) ?? null);
});

/** Those of the usernames (in lower case) that somebody has. One command, also for all who ask at the same time. */
export async function findUserIds(usernames: readonly string[]): Promise<ReadonlyMap<string, User['_id']>> {
  const ids = await Promise.all(usernames.map(async (username) => [username, await askUserIds(username)] as const));
  return new Map(ids.flatMap(([username, id]) => (id ? [[username, id] as const] : [])));
}

/** With the password hash, for signing in: by e-mail address where there is an @, else by username. */
export async function findUserByLogin(login: string): Promise<User | null> {
  const name = login.trim().normalize('NFC').toLowerCase();
  return UserModel.findOne({ ...(name.includes('@') ? { email: name } : { username: name }), deletedAt: null }).lean<User>();
}

/** With the secrets, for whoever asks for the password once more. Null for a bot, and for an account that was deleted. */
export async function findPerson(userId: string): Promise<Person | null> {
  const user = await UserModel.findOne({ _id: userId, deletedAt: null }).lean<User>();
  return user && isPerson(user) ? user : null;
}

export async function findUserByEmail(email: string): Promise<User | null> {
  return UserModel.findOne({ email, deletedAt: null }, withoutSecrets).lean<User>();
}

/**
 * Those with, for each word of `search`, a word that starts with it; case and accents don't matter. In the order in which they signed up. Suspended and
 * deleted accounts are left out.
 */
export async function searchUsers(args: Partial<QueryUsersArgs> & Pick<QueryUsersArgs, 'search'>): Promise<Page<User>> {
  const size = pageSize('first', args.first, 20, 50);
  const search = cleanText('search', args.search, { min: 1, max: 100, multiline: false });
  const after = typeof args.after === 'string' ? parseId(idPart('after', decodeCursor('after', cursorKind, args.after)[0])) : null;
  const words = foldedWords(search).slice(0, maxSearchWords);
  if (words.length === 0) return forwardPage<User>([], size, false, cursorOf);
  const filter = {
    // Folded words are letters and digits only: nothing in them means anything to a regular expression.
    $and: words.map((word) => ({ searchWords: { $regex: `^${word}` } })),
    suspendedAt: null,
    deletedAt: null,
    ...(after && { _id: { $gt: after } }),
  };
  const users = await UserModel.find(filter, withoutSecrets)
    .sort({ _id: 1 })
    .limit(size + 1)
    .lean<User[]>();
  return forwardPage(users, size, after !== null, cursorOf);
}

const cursorOf = (user: User) => encodeCursor(cursorKind, user._id.toHexString());
