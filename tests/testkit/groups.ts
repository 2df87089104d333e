import { people, type Address, type Person } from './people.js';

/** What tests of groups ask for again and again. */

export interface InviteView {
  readonly id: string;
  readonly code: string;
  readonly url: string;
  readonly createdBy: { readonly id: string } | null;
  readonly expiresAt: string | null;
  readonly usesLeft: number | null;
}

export const inviteFields = 'id code url createdBy { id } expiresAt usesLeft';
export const createInviteDocument = `mutation ($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {
  createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) { ${inviteFields} }
}`;
export const revokeInviteDocument = `mutation ($id: ID!) { revokeInvite(id: $id) }`;
export const joinGroupDocument = `mutation ($code: String!) { joinGroup(inviteCode: $code) { id memberCount viewerState { role lastReadSeq unreadCount } } }`;
export const previewDocument = `query ($code: String!) { invite(code: $code) { groupId groupName memberCount } }`;
export const addMembersDocument = `mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { memberCount } }`;
export const removeMemberDocument = `mutation ($groupId: ID!, $userId: ID!, $ban: Boolean) { removeMember(groupId: $groupId, userId: $userId, ban: $ban) { id } }`;
export const unbanDocument = `mutation ($groupId: ID!, $userId: ID!) { unbanMember(groupId: $groupId, userId: $userId) { id } }`;
export const setRoleDocument = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;
export const leaveGroupDocument = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;
export const deleteGroupDocument = `mutation ($groupId: ID!) { deleteGroup(groupId: $groupId) }`;

interface InviteChoice {
  readonly expiresAt?: string | null;
  readonly maxUses?: number | null;
}

export async function createInvite(person: Person, groupId: string, choice: InviteChoice = {}): Promise<InviteView> {
  const answer = await person.request<{ createInvite: InviteView }>(createInviteDocument, { groupId, ...choice });
  return answer.createInvite;
}

export interface GroupView {
  readonly id: string;
  readonly revision: number;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly invites: readonly InviteView[];
  readonly bannedUsers: readonly { readonly id: string }[];
  readonly members: { readonly edges: readonly { readonly node: { readonly role: string; readonly user: { readonly id: string } } }[] };
}

const groupDocument = `query ($id: ID!) { conversation(id: $id) { ... on Group { id revision memberCount lastSeq
  invites { ${inviteFields} } bannedUsers { id } members(first: 100) { edges { node { role user { id } } } } } } }`;

/** Null for who is no member. */
export async function findGroup(person: Person, id: string): Promise<GroupView | null> {
  return (await person.request<{ conversation: GroupView | null }>(groupDocument, { id })).conversation;
}

export async function seeGroup(person: Person, id: string): Promise<GroupView> {
  const group = await findGroup(person, id);
  if (!group) throw new Error(`${person.displayName} does not see the group.`);
  return group;
}

/** Role by user id. */
export async function rolesIn(person: Person, groupId: string): Promise<Record<string, string>> {
  const { members } = await seeGroup(person, groupId);
  return Object.fromEntries(members.edges.map(({ node }) => [node.user.id, node.role]));
}

export interface NoticeView {
  readonly kind: string;
  readonly notice: { readonly actor: { readonly id: string } | null; readonly subjects: readonly { readonly id: string }[] };
}

/** System messages of that kind, the newest 100 messages. */
export async function noticesOf(person: Person, groupId: string, wanted: string): Promise<NoticeView[]> {
  const document = `query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { kind notice { actor { id } subjects { id } } } } } } }`;
  const answer = await person.request<{ conversation: { messages: { edges: readonly { node: NoticeView }[] } } }>(document, {
    id: groupId,
  });
  return answer.conversation.messages.edges.map(({ node }) => node).filter(({ kind }) => kind === wanted);
}

/** Ana's group with bia and caio, and a conversation in which bia hears what comes later. */
export async function planTrip(server: Address) {
  const { ana, bia, caio } = await people(server);
  return { ana, bia, caio, groupId: await ana.createGroup('Trip', bia, caio), direct: await ana.startDirect(bia) };
}
