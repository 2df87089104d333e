import type { Types } from 'mongoose';
import { foldedWords } from '../graphql/text.js';
import { ConversationModel } from '../modules/conversations/conversation.model.js';
import { MemberModel, type Member } from '../modules/conversations/member.model.js';
import { findSessions } from '../modules/auth/session.queries.js';
import { withoutSecrets } from '../modules/users/user.access.js';
import { UserModel, type User } from '../modules/users/user.model.js';
import { CommandError } from './command.js';
import { layFields, layTable, layTime } from './layout.js';

/** The account of that name, or a CommandError that says how to find it. */
export async function findAccount(username: string): Promise<User> {
  const name = username.trim().replace(/^@/, '').toLowerCase();
  const user = await UserModel.findOne({ username: name, deletedAt: null }, withoutSecrets).lean<User>();
  if (!user)
    throw new CommandError(`There is no account called "${username}". "list --search" finds accounts by how words of their names begin.`);
  return user;
}

interface ListChoice {
  readonly search: string | undefined;
  readonly admins: boolean;
  readonly suspended: boolean;
  readonly limit: number;
}

export async function listAccounts({ search, admins, suspended, limit }: ListChoice): Promise<string> {
  const words = foldedWords(search ?? '');
  const filter = {
    deletedAt: null,
    ...(words.length > 0 && { $and: words.map((word) => ({ searchWords: { $regex: `^${word}` } })) }),
    ...(admins && { admin: true }),
    ...(suspended && { suspendedAt: { $ne: null } }),
  };
  const [users, count] = await Promise.all([
    UserModel.find(filter, withoutSecrets).sort({ username: 1 }).limit(limit).lean<User[]>(),
    UserModel.countDocuments(filter),
  ]);
  if (count === 0) return 'No accounts.';
  const rows = users.map((user) => [
    user.username,
    user.displayName,
    addressOf(user),
    nameRole(user),
    nameStatus(user),
    layTime(user.createdAt),
  ]);
  const table = layTable(['USERNAME', 'NAME', 'E-MAIL', 'ROLE', 'STATUS', 'SINCE (UTC)'], rows);
  const rest = count - users.length;
  return rest > 0 ? `${table}\n… and ${rest} more: --limit ${count} shows all, --search narrows it down.` : table;
}

export async function showAccount(user: User): Promise<string> {
  const [sessions, conversations] = await Promise.all([findSessions(user._id), countConversations(user._id)]);
  const newest = sessions[0];
  const verified = user.emailVerified ? '' : ' (not verified)';
  return layFields([
    ['Username', user.username],
    ['Name', user.displayName],
    ['E-mail', user.email === undefined ? '–' : `${user.email}${verified}`],
    ['Role', nameRole(user)],
    ['Status', user.suspendedAt ? `suspended since ${layTime(user.suspendedAt)} UTC` : 'active'],
    ...(user.suspendedReason ? ([['Reason', user.suspendedReason]] as const) : []),
    ['Since', `${layTime(user.createdAt)} UTC`],
    ['Language', user.locale],
    ['Sessions', newest ? `${sessions.length}, last used ${layTime(newest.lastUsedAt)} UTC (${newest.deviceName})` : 'none'],
    ['Conversations', conversations],
    ['Id', user._id.toHexString()],
  ]);
}

async function countConversations(userId: Types.ObjectId): Promise<string> {
  const memberships = await MemberModel.find({ userId, leftAt: null }, { conversationId: 1 }).lean<Pick<Member, 'conversationId'>[]>();
  const ids = memberships.map(({ conversationId }) => conversationId);
  const groups = await ConversationModel.countDocuments({ _id: { $in: ids }, kind: 'GROUP' });
  return `${groups} groups, ${ids.length - groups} direct`;
}

/** Bots have none; what stands in its place is nobody's. */
const addressOf = (user: User) => user.email ?? '–';
const nameRole = (user: User) => (user.bot ? 'bot' : user.admin ? 'administrator' : 'member');
const nameStatus = (user: User) => (user.suspendedAt ? 'suspended' : 'active');
