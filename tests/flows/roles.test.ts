import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { conversationEventsDocument } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { repositoryDir, startServer } from '../testkit/server.js';
import { pngFile, upload } from '../testkit/uploads.js';

/** The matrix of docs/roles.md, tried cell by cell: each in a group of its own. */
const columns = ['OWNER', 'ADMIN', 'MEMBER', 'former', 'stranger', 'banned'] as const;
type Column = (typeof columns)[number];

interface Row {
  readonly action: string;
  readonly cells: Readonly<Record<Column, string>>;
}

function readMatrix(): Row[] {
  const lines = readFileSync(join(repositoryDir, 'docs/roles.md'), 'utf8').split('\n');
  const rows = lines.filter((line) => line.startsWith('|')).map((line) => line.split('|').map((cell) => cell.trim()));
  const headers = rows.filter(([, action]) => action === 'action');
  for (const [, , ...header] of headers) expect(header.slice(0, columns.length)).toEqual(columns);
  return rows
    .filter(([, action = '']) => action !== 'action' && !action.startsWith('-'))
    .map(([, action = '', ...cells]) => ({
      action,
      cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) as Record<Column, string>,
    }));
}

type Cast = Record<'founder' | 'owner' | 'admin' | 'member' | 'former' | 'stranger' | 'banned' | 'newcomer' | 'plain' | 'chief', Person>;

interface Scene {
  readonly groupId: string;
  readonly cast: Cast;
  /** By `plain`, edited once. */
  readonly messageId: string;
  readonly invite: { readonly id: string; readonly code: string };
}

type Try = (who: Person, scene: Scene) => Promise<unknown>;
/** An operation that must go through, or be refused. */
const ask =
  (document: string, variables: (scene: Scene) => Record<string, unknown> = ({ groupId }) => ({ groupId })): Try =>
  (who, scene) =>
    who.request(document, variables(scene));
/** What a query of the group shows: null where there is no group. */
const look =
  (fields: string, find: (group: Record<string, unknown>) => unknown): Try =>
  async (who, { groupId }) => {
    const document = `query ($id: ID!) { conversation(id: $id) { ... on Group { ${fields} } } }`;
    const { conversation } = await who.request<{ conversation: Record<string, unknown> | null }>(document, { id: groupId });
    return conversation && find(conversation);
  };
const onMember = (field: string, target: keyof Cast, more = ''): Try =>
  ask(`mutation ($groupId: ID!, $userId: ID!) { ${field}(groupId: $groupId, userId: $userId${more}) { id } }`, ({ groupId, cast }) => ({
    groupId,
    userId: cast[target].id,
  }));
const onMessage = (field: string, more = ''): Try =>
  ask(`mutation ($id: ID!) { ${field}(messageId: $id${more}) { id } }`, ({ messageId }) => ({ id: messageId }));
const onGroup = (call: string, kind: 'mutation' | 'query' = 'mutation'): Try => ask(`${kind} ($groupId: ID!) { ${call} }`);

const tries: Readonly<Record<string, Try>> = {
  'see the group': look('id name', ({ name }) => name),
  rename: onGroup('updateGroup(input: { groupId: $groupId, name: "Renamed" }) { id }'),
  'change the description': onGroup('updateGroup(input: { groupId: $groupId, description: "Changed" }) { id }'),
  async 'change the photo'(who, { groupId }) {
    const { id } = await upload(who, { ...(await pngFile()), purpose: 'GROUP_PHOTO' });
    const document = 'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }';
    return who.request(document, { input: { groupId, photoUploadId: id } });
  },
  'take the photo away': onGroup('updateGroup(input: { groupId: $groupId, photoUploadId: null }) { id }'),
  'delete the group': onGroup('deleteGroup(groupId: $groupId)'),
  leave: onGroup('leaveGroup(groupId: $groupId)'),
  'set own preferences': onGroup('setConversationPreferences(input: { conversationId: $groupId, archived: true }) { id }'),
  async 'hear its events'(who, { groupId }) {
    const stream = who.live<{ readonly __typename: string }>(conversationEventsDocument, { conversationId: groupId });
    const first = await Promise.race([stream.next(), stream.end]);
    stream.stop();
    if ('kind' in first && first.kind === 'refused') return { code: first.errors[0]?.extensions.code };
    return first;
  },
  'see the members': look('members { edges { node { role } } }', ({ members }) => members),
  'add members': ask('mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }', (scene) => ({
    groupId: scene.groupId,
    userIds: [scene.cast.newcomer.id],
  })),
  'remove a MEMBER': onMember('removeMember', 'plain'),
  'remove an ADMIN': onMember('removeMember', 'chief'),
  'remove an OWNER': onMember('removeMember', 'founder'),
  'ban a MEMBER': onMember('removeMember', 'plain', ', ban: true'),
  'ban an ADMIN': onMember('removeMember', 'chief', ', ban: true'),
  'ban an OWNER': onMember('removeMember', 'founder', ', ban: true'),
  'ban who has left': onMember('removeMember', 'former', ', ban: true'),
  'lift a ban': onMember('unbanMember', 'banned'),
  'see who is banned': look('bannedUsers { id }', ({ bannedUsers }) => bannedUsers),
  'give a role': onMember('setMemberRole', 'plain', ', role: ADMIN'),
  'take a role': onMember('setMemberRole', 'chief', ', role: MEMBER'),
  'create an invite': onGroup('createInvite(groupId: $groupId) { code }'),
  'see the open invites': look('invites { code }', ({ invites }) => invites),
  'revoke an invite': ask('mutation ($id: ID!) { revokeInvite(id: $id) }', ({ invite }) => ({ id: invite.id })),
  async 'look at an invite by its code'(who, { invite }) {
    const document = 'query ($code: String!) { invite(code: $code) { groupName memberCount } }';
    return (await who.request<{ invite: unknown }>(document, { code: invite.code })).invite;
  },
  'join by an invite': ask('mutation ($code: String!) { joinGroup(inviteCode: $code) { id } }', ({ invite }) => ({ code: invite.code })),
  'read the messages': look('messages { edges { node { text } } }', ({ messages }) => messages),
  'search the messages': onGroup('searchMessages(query: "second", conversationId: $groupId) { edges { node { text } } }', 'query'),
  'send a message': onGroup('sendMessage(input: { conversationId: $groupId, clientId: "tried", text: "tried" }) { id }'),
  async 'mention everyone'(who, { groupId }) {
    const document =
      'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, clientId: "all", text: "@everyone" }) { mentionsEveryone } }';
    return (await who.request<{ sendMessage: { mentionsEveryone: boolean } }>(document, { id: groupId })).sendMessage.mentionsEveryone;
  },
  'react to a message': onMessage('addReaction', ', emoji: "👍"'),
  'mark as read': onGroup('markRead(conversationId: $groupId, seq: 1) { lastReadSeq }'),
  'tell that one types': onGroup('setTyping(conversationId: $groupId, typing: true)'),
  'edit a message of another': onMessage('editMessage', ', text: "mine now"'),
  'delete a message of another': onMessage('deleteMessage'),
  async 'see earlier texts of another'(who, { messageId }) {
    const document = 'query ($id: ID!) { message(id: $id) { edits { text } } }';
    const { message } = await who.request<{ message: { readonly edits: unknown } | null }>(document, { id: messageId });
    return message && message.edits;
  },
  'pin a message': onMessage('pinMessage'),
  'unpin a message': onMessage('unpinMessage'),
};

/** How a cell reads: `yes`, the code of the refusal, `null`, or `empty`. */
async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    const answer = await attempt;
    if (answer === null) return 'null';
    if (answer === false) return 'no';
    if (Array.isArray(answer) && answer.length === 0) return 'empty';
    return typeof answer === 'object' && 'code' in answer ? String(answer.code) : 'yes';
  } catch (error) {
    if (error instanceof RequestRefused) return error.code ?? 'no code';
    throw error;
  }
}

let cast: Cast;
beforeAll(async () => {
  const server = await startServer();
  cast = await people(server, 'founder', 'owner', 'admin', 'member', 'former', 'stranger', 'banned', 'newcomer', 'plain', 'chief');
});

const whoIs = (column: Column): Person =>
  cast[column === 'former' || column === 'stranger' || column === 'banned' ? column : asName[column]];
const asName = { OWNER: 'owner', ADMIN: 'admin', MEMBER: 'member' } as const;

async function setScene(): Promise<Scene> {
  const { founder, owner, admin, member, former, banned, plain, chief } = cast;
  const groupId = await founder.createGroup('Roles', owner, admin, member, former, banned, plain, chief);
  const setRole = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;
  await founder.request(setRole, { groupId, userId: owner.id, role: 'OWNER' });
  await founder.request(setRole, { groupId, userId: admin.id, role: 'ADMIN' });
  await founder.request(setRole, { groupId, userId: chief.id, role: 'ADMIN' });
  await former.request('mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }', { groupId });
  const ban = 'mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId, ban: true) { id } }';
  await founder.request(ban, { groupId, userId: banned.id });
  const { id: messageId } = await plain.send(groupId, 'first');
  await plain.request('mutation ($id: ID!) { editMessage(messageId: $id, text: "second") { id } }', { id: messageId });
  const { createInvite: invite } = await founder.request<{ createInvite: Scene['invite'] }>(
    'mutation ($groupId: ID!) { createInvite(groupId: $groupId) { id code } }',
    { groupId },
  );
  return { groupId, cast, messageId, invite };
}

const matrix = readMatrix();

test('every action of docs/roles.md is tried, and every one that is tried is in docs/roles.md', () => {
  expect(matrix.map(({ action }) => action)).toEqual(Object.keys(tries));
  expect(matrix.length).toBeGreaterThan(30);
});

describe('the matrix of roles', () => {
  test.each(matrix)('$action', async ({ action, cells }) => {
    const attempt = tries[action];
    if (!attempt) throw new Error(`Nobody tries to ${action}.`);
    const outcomes = await Promise.all(columns.map(async (column) => [column, await outcomeOf(attempt(whoIs(column), await setScene()))]));
    expect(Object.fromEntries(outcomes)).toEqual(cells);
  });
});
