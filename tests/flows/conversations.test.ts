import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
let duda: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia, caio, duda } = await people(server, 'ana', 'bia', 'caio', 'duda'));
});

interface Notice {
  readonly kind: string;
  readonly text: string;
  readonly author: unknown;
  readonly notice: {
    readonly actor: { id: string };
    readonly subjects: readonly { id: string }[];
    readonly name: string | null;
    readonly role: string | null;
  };
}
interface View {
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly description?: string;
  readonly lastSeq: number;
  readonly memberCount: number;
  readonly revision: number;
  readonly members: { readonly edges: readonly { readonly node: { readonly role: string; readonly user: { readonly id: string } } }[] };
  readonly viewerState: { readonly role: string; readonly lastReadSeq: number; readonly unreadCount: number; readonly revision: number };
}
const viewFields = `id kind lastSeq memberCount revision ... on Group { name description }
  members { edges { node { role user { id } } } } viewerState { role lastReadSeq unreadCount revision }`;

const look = async (person: Person, id: string) =>
  (await person.request<{ conversation: View | null }>(`query ($id: ID!) { conversation(id: $id) { ${viewFields} } }`, { id }))
    .conversation;
const see = async (person: Person, id: string): Promise<View> => {
  const view = await look(person, id);
  if (!view) throw new Error(`${person.displayName} does not see the conversation.`);
  return view;
};
const notices = async (person: Person, id: string) => {
  const document = `query ($id: ID!) { conversation(id: $id) { messages { edges { node { kind text author { id } notice { actor { id } subjects { id } name role } } } } } }`;
  const answer = await person.request<{ conversation: { messages: { edges: readonly { node: Notice }[] } } }>(document, { id });
  return answer.conversation.messages.edges.map(({ node }) => node).filter(({ kind }) => kind !== 'TEXT');
};
const rolesOf = (view: View) => Object.fromEntries(view.members.edges.map(({ node }) => [node.user.id, node.role]));

const startDirect = `mutation ($userId: ID!) { startDirectConversation(userId: $userId) { id kind } }`;
const createGroup = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { ${viewFields} } }`;
const updateGroup = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { ${viewFields} } }`;
const addMembers = `mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { ${viewFields} } }`;
const removeMember = `mutation ($groupId: ID!, $userId: ID!, $ban: Boolean) { removeMember(groupId: $groupId, userId: $userId, ban: $ban) { ${viewFields} } }`;
const setRole = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { ${viewFields} } }`;
const leaveGroup = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;
const unknownId = 'f'.repeat(24);

describe('a direct conversation', () => {
  test('is one per pair, whoever starts it, and however many times at once', async () => {
    const attempts = [ana, bia, ana, bia, ana, bia].map((person) => person.startDirect(person === ana ? bia : ana));
    const ids = new Set(await Promise.all(attempts));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    const view = await see(bia, id);
    expect(view).toMatchObject({ kind: 'DIRECT', lastSeq: 0, memberCount: 2, viewerState: { unreadCount: 0 } });
    expect(Object.keys(rolesOf(view)).sort()).toEqual([ana.id, bia.id].sort());
    expect(await look(caio, id)).toBeNull();
  });

  test('needs somebody else, who exists', async () => {
    expect(await ana.refused(startDirect, { userId: ana.id })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'userId' });
    for (const userId of [unknownId, 'nobody', '', '{"$ne":null}'])
      expect(await ana.refused(startDirect, { userId })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is no group: what only groups have is refused', async () => {
    const groupId = await ana.startDirect(bia);
    const bad = { code: 'BAD_USER_INPUT', field: 'groupId' };
    expect(await ana.refused(updateGroup, { input: { groupId, name: 'Us' } })).toMatchObject(bad);
    expect(await ana.refused(addMembers, { groupId, userIds: [caio.id] })).toMatchObject(bad);
    expect(await ana.refused(removeMember, { groupId, userId: bia.id })).toMatchObject(bad);
    expect(await ana.refused(setRole, { groupId, userId: bia.id, role: 'ADMIN' })).toMatchObject(bad);
    expect(await ana.refused(leaveGroup, { groupId })).toMatchObject(bad);
    expect(await see(bia, groupId)).toMatchObject({ memberCount: 2 });
  });
});

describe('a new group', () => {
  test('has its maker as owner, the others as members, and says so', async () => {
    const input = { name: '  Família\n Silva ', description: 'Casa\ne jardim', memberIds: [bia.id, caio.id, bia.id, ana.id] };
    const { createGroup: group } = await ana.request<{ createGroup: View }>(createGroup, { input });
    expect(group).toMatchObject({ kind: 'GROUP', name: 'Família Silva', description: 'Casa\ne jardim', lastSeq: 1, memberCount: 3 });
    expect(rolesOf(group)).toEqual({ [ana.id]: 'OWNER', [bia.id]: 'MEMBER', [caio.id]: 'MEMBER' });
    const [made, ...more] = await notices(caio, group.id);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ kind: 'GROUP_CREATED', text: '', author: null, notice: { actor: { id: ana.id }, name: 'Família Silva' } });
    expect(made?.notice.subjects.map(({ id }) => id).sort()).toEqual([bia.id, caio.id].sort());
    expect((await see(bia, group.id)).viewerState).toMatchObject({ role: 'MEMBER', unreadCount: 0 });
  });

  test('is made once for a clientId, also when it is asked for ten times at once', async () => {
    const input = { name: 'Only once', memberIds: [bia.id], clientId: randomUUID() };
    const made = await Promise.all(Array.from({ length: 10 }, () => ana.request<{ createGroup: View }>(createGroup, { input })));
    expect(new Set(made.map((answer) => answer.createGroup.id)).size).toBe(1);
    const id = made[0]?.createGroup.id ?? '';
    expect(await see(bia, id)).toMatchObject({ memberCount: 2, lastSeq: 1 });
    const { createGroup: again } = await ana.request<{ createGroup: View }>(createGroup, { input: { ...input, name: 'Another name' } });
    expect(again).toMatchObject({ id, name: 'Only once' });
    const { createGroup: others } = await bia.request<{ createGroup: View }>(createGroup, { input: { ...input, memberIds: [] } });
    expect(others.id).not.toBe(id);
  });

  test.each([
    ['an empty name', { name: '' }, { code: 'BAD_USER_INPUT', field: 'name', reason: 'EMPTY' }],
    ['a name that nobody sees', { name: ' \u200b\u2060 ' }, { code: 'BAD_USER_INPUT', field: 'name', reason: 'EMPTY' }],
    ['a name of 81 characters', { name: 'é'.repeat(81) }, { code: 'BAD_USER_INPUT', field: 'name', reason: 'TOO_LONG' }],
    ['a name with NUL', { name: 'a\0b' }, { code: 'BAD_USER_INPUT', field: 'name', reason: 'INVALID' }],
    [
      'a description of 501 characters',
      { description: 'x'.repeat(501) },
      { code: 'BAD_USER_INPUT', field: 'description', reason: 'TOO_LONG' },
    ],
    ['an unknown member', { memberIds: [unknownId] }, { code: 'NOT_FOUND' }],
    ['a malformed member', { memberIds: ['nobody'] }, { code: 'NOT_FOUND' }],
    [
      'too many members',
      { memberIds: Array.from({ length: 201 }, (_, index) => index.toString(16).padStart(24, '0')) },
      { code: 'BAD_USER_INPUT', field: 'memberIds' },
    ],
    ['an empty clientId', { clientId: '' }, { code: 'BAD_USER_INPUT', field: 'clientId', reason: 'EMPTY' }],
    ['a clientId of 65 characters', { clientId: 'x'.repeat(65) }, { code: 'BAD_USER_INPUT', field: 'clientId', reason: 'TOO_LONG' }],
    ['a photo that is none', { photoUploadId: unknownId }, { code: 'NOT_FOUND' }],
    ['a name that is a number', { name: 7 }, { code: 'BAD_USER_INPUT' }],
    ['no members at all', { memberIds: null }, { code: 'BAD_USER_INPUT' }],
  ])('is refused with %s, and nothing is stored', async (_, wrong, refusal) => {
    const before = await listIds(duda);
    expect(await duda.refused(createGroup, { input: { name: 'Wrong', memberIds: [], ...wrong } })).toMatchObject(refusal);
    expect(await listIds(duda)).toEqual(before);
  });

  test('has a name of up to 80 characters, counted as people count them', async () => {
    const name = '👩‍🚀'.repeat(26);
    const { createGroup: group } = await ana.request<{ createGroup: View }>(createGroup, { input: { name, memberIds: [] } });
    expect(group.name).toBe(name);
  });
});

describe('changing a group', () => {
  test('renames it for everybody, by an owner or an admin only', async () => {
    const groupId = await ana.createGroup('Before', bia, caio);
    const live = await caio.events();
    expect(await bia.refused(updateGroup, { input: { groupId, name: 'Mine' } })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await duda.refused(updateGroup, { input: { groupId, name: 'Mine' } })).toMatchObject({ code: 'NOT_FOUND' });
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    const { updateGroup: group } = await bia.request<{ updateGroup: View }>(updateGroup, {
      input: { groupId, name: 'After', description: 'New' },
    });
    expect(group).toMatchObject({ name: 'After', description: 'New' });
    const changed = await live.next(({ __typename }) => __typename === 'ConversationChanged');
    expect(changed.conversation).toMatchObject({ id: groupId, name: 'After' });
    expect((await notices(caio, groupId)).at(-1)).toMatchObject({
      kind: 'GROUP_RENAMED',
      notice: { actor: { id: bia.id }, name: 'After' },
    });
  });

  test('that changes nothing says nothing', async () => {
    const groupId = await ana.createGroup('Same', bia);
    const before = await see(ana, groupId);
    await ana.request(updateGroup, { input: { groupId, name: ' Same ', description: '' } });
    await ana.request(updateGroup, { input: { groupId, name: null } });
    expect(await see(ana, groupId)).toEqual(before);
    await ana.request(updateGroup, { input: { groupId, description: 'Only this' } });
    expect(await see(ana, groupId)).toMatchObject({ description: 'Only this', lastSeq: before.lastSeq, revision: before.revision + 1 });
  });

  test('to something wrong is refused', async () => {
    const groupId = await ana.createGroup('Right', bia);
    expect(await ana.refused(updateGroup, { input: { groupId, name: '' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'name',
      reason: 'EMPTY',
    });
    expect(await ana.refused(updateGroup, { input: { groupId, photoUploadId: unknownId } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(updateGroup, { input: { groupId: 'nonsense', name: 'x' } })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await see(ana, groupId)).name).toBe('Right');
  });
});

describe('members', () => {
  test('are added once, by an owner or admin, start at the newest message and see the whole history', async () => {
    const groupId = await ana.createGroup('Growing', bia);
    await ana.send(groupId, 'before you came');
    expect(await bia.refused(addMembers, { groupId, userIds: [caio.id] })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ana.refused(addMembers, { groupId, userIds: [caio.id, unknownId] })).toMatchObject({ code: 'NOT_FOUND' });
    const live = await caio.events();
    const { addMembers: group } = await ana.request<{ addMembers: View }>(addMembers, {
      groupId,
      userIds: [bia.id, caio.id, caio.id, ana.id],
    });
    expect(group.memberCount).toBe(3);
    const [made] = await live
      .until((seen) => seen.some(({ __typename }) => __typename !== 'CursorAdvanced'))
      .then((seen) => seen.filter(({ __typename }) => __typename !== 'CursorAdvanced'));
    expect(made).toMatchObject({ __typename: 'ConversationChanged', conversation: { id: groupId } });
    expect((await notices(caio, groupId)).at(-1)).toMatchObject({
      kind: 'MEMBERS_ADDED',
      notice: { actor: { id: ana.id }, subjects: [{ id: caio.id }] },
    });
    const seen = await see(caio, groupId);
    expect(seen.viewerState).toMatchObject({ lastReadSeq: 2, unreadCount: 0 });
    const before = seen.lastSeq;
    await ana.request(addMembers, { groupId, userIds: [bia.id, caio.id] });
    expect((await see(caio, groupId)).lastSeq).toBe(before);
    await ana.send(groupId, 'hello caio');
    expect((await see(caio, groupId)).viewerState.unreadCount).toBe(1);
  });

  test('who leave see and hear nothing more, and come back as plain members', async () => {
    const groupId = await ana.createGroup('Coming and going', bia);
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    const live = await bia.events();
    expect(await bia.request(leaveGroup, { groupId })).toEqual({ leaveGroup: true });
    await live.next(({ __typename, conversationId }) => __typename === 'ConversationRemoved' && conversationId === groupId);
    expect((await notices(ana, groupId)).at(-1)).toMatchObject({ kind: 'MEMBER_LEFT', notice: { actor: { id: bia.id }, subjects: [] } });
    const { id: missedId } = await ana.send(groupId, 'without you');
    expect(await look(bia, groupId)).toBeNull();
    expect(await listIds(bia)).not.toContain(groupId);
    expect(await bia.refused(leaveGroup, { groupId })).toMatchObject({ code: 'NOT_FOUND' });
    await expect(bia.send(groupId, 'hello?')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await bia.request('query ($id: ID!) { message(id: $id) { text } }', { id: missedId })).toEqual({ message: null });

    await ana.request(addMembers, { groupId, userIds: [bia.id] });
    await live.next(({ __typename, conversation }) => __typename === 'ConversationChanged' && conversation?.id === groupId);
    expect(live.seen.some(({ message }) => message?.text === 'without you')).toBe(false);
    expect((await see(bia, groupId)).viewerState).toMatchObject({ role: 'MEMBER', unreadCount: 0 });
    expect((await bia.send(groupId, 'here again')).seq).toBe((await see(ana, groupId)).lastSeq);
  });

  test('are removed by those above them', async () => {
    const groupId = await ana.createGroup('Ranks', bia, caio, duda);
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    await ana.request(setRole, { groupId, userId: caio.id, role: 'ADMIN' });
    expect(await duda.refused(removeMember, { groupId, userId: caio.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await bia.refused(removeMember, { groupId, userId: caio.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await bia.refused(removeMember, { groupId, userId: ana.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await bia.refused(removeMember, { groupId, userId: bia.id })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'userId' });
    expect(await bia.refused(removeMember, { groupId, userId: unknownId })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await see(ana, groupId)).memberCount).toBe(4);
    const live = await duda.events();
    await bia.request(removeMember, { groupId, userId: duda.id });
    await live.next(({ __typename, conversationId }) => __typename === 'ConversationRemoved' && conversationId === groupId);
    expect(await bia.refused(removeMember, { groupId, userId: duda.id })).toMatchObject({ code: 'NOT_FOUND' });
    const { removeMember: group } = await ana.request<{ removeMember: View }>(removeMember, { groupId, userId: caio.id });
    expect(rolesOf(group)).toEqual({ [ana.id]: 'OWNER', [bia.id]: 'ADMIN' });
    const told = (await notices(ana, groupId)).filter(({ kind }) => kind === 'MEMBER_REMOVED');
    expect(told.map(({ notice }) => [notice.actor.id, ...notice.subjects.map(({ id }) => id)])).toEqual([
      [bia.id, duda.id],
      [ana.id, caio.id],
    ]);
  });

  test('are told who comes, goes, and gets another role', async () => {
    const groupId = await ana.createGroup('Watching', bia);
    const live = await bia.events();
    await ana.request(addMembers, { groupId, userIds: [caio.id] });
    const came = await live.next(({ __typename, conversationId }) => __typename === 'MembersChanged' && conversationId === groupId);
    expect(came).toMatchObject({ changed: [{ role: 'MEMBER', user: { id: caio.id } }], removedUserIds: [], memberCount: 3 });
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    const changed = await live.next(({ __typename }) => __typename === 'MembersChanged');
    expect(changed).toMatchObject({ changed: [{ role: 'ADMIN', user: { id: bia.id } }], removedUserIds: [] });
    await live.next(({ __typename, viewerState }) => __typename === 'ViewerStateChanged' && viewerState?.role === 'ADMIN');
    await bia.request(removeMember, { groupId, userId: caio.id });
    const went = await live.next(({ __typename }) => __typename === 'MembersChanged');
    expect(went).toMatchObject({ changed: [], removedUserIds: [caio.id], memberCount: 2 });
  });
});

describe('owners', () => {
  test('alone give roles', async () => {
    const groupId = await ana.createGroup('Roles', bia, caio);
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    expect(await bia.refused(setRole, { groupId, userId: caio.id, role: 'ADMIN' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ana.refused(setRole, { groupId, userId: duda.id, role: 'ADMIN' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(setRole, { groupId, userId: caio.id, role: 'KING' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const before = await see(ana, groupId);
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    expect(await see(ana, groupId)).toEqual(before);
    expect((await notices(caio, groupId)).at(-1)).toMatchObject({
      kind: 'ROLE_CHANGED',
      notice: { subjects: [{ id: bia.id }], role: 'ADMIN' },
    });
  });

  test('hand over before they leave', async () => {
    const groupId = await ana.createGroup('Handing over', bia);
    expect(await ana.refused(leaveGroup, { groupId })).toMatchObject({ code: 'CONFLICT', field: 'groupId' });
    expect(await ana.refused(setRole, { groupId, userId: ana.id, role: 'MEMBER' })).toMatchObject({ code: 'CONFLICT', field: 'groupId' });
    await ana.request(setRole, { groupId, userId: bia.id, role: 'OWNER' });
    await ana.request(leaveGroup, { groupId });
    expect(rolesOf(await see(bia, groupId))).toEqual({ [bia.id]: 'OWNER' });
    expect(await bia.request(leaveGroup, { groupId })).toEqual({ leaveGroup: true });
    expect(await look(bia, groupId)).toBeNull();
  });

  test('are never all gone, also when two go at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const groupId = await ana.createGroup('Two owners', bia, caio);
      await ana.request(setRole, { groupId, userId: bia.id, role: 'OWNER' });
      const outcomes = await Promise.allSettled([
        ana.request(leaveGroup, { groupId }),
        bia.request(setRole, { groupId, userId: bia.id, role: 'MEMBER' }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
      expect(Object.values(rolesOf(await see(caio, groupId)))).toContain('OWNER');
    }
  });
});

describe('the list', () => {
  test('has what moved last first, page by page, each once', async () => {
    const { eva, ...others } = await people(server, 'eva', 'f1', 'f2', 'f3', 'f4', 'f5');
    const started: string[] = [];
    for (const other of Object.values(others)) {
      const id = await eva.startDirect(other);
      await other.send(id, 'oi');
      started.unshift(id);
    }
    expect(await listIds(eva)).toEqual(started);
    const [newest = '', , , , oldest = ''] = started;
    const page = async (after?: string) => (await eva.request<List>(listDocument, { first: 2, after })).conversations;
    const first = await page();
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    // What moves to the top meanwhile neither repeats nor hides the rest.
    await eva.send(newest, 'oi também');
    const second = await page(first.pageInfo.endCursor);
    const third = await page(second.pageInfo.endCursor);
    expect([first, second, third].flatMap(({ edges }) => edges.map(({ node }) => node.id))).toEqual(started);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    await eva.send(oldest, 'e aí?');
    expect((await listIds(eva))[0]).toBe(oldest);
    expect(await eva.request('{ conversations(archived: true) { edges { cursor } } pinnedConversations { id } }')).toEqual({
      conversations: { edges: [] },
      pinnedConversations: [],
    });
  });

  test.each([
    ['a page of 0', { first: 0 }, { field: 'first', reason: 'OUT_OF_RANGE' }],
    ['a page of 101', { first: 101 }, { field: 'first', reason: 'OUT_OF_RANGE' }],
    ['a cursor that is none', { after: 'nonsense' }, { field: 'after', reason: 'INVALID' }],
    ['a cursor of another list', { after: Buffer.from('["message","1"]').toString('base64url') }, { field: 'after', reason: 'INVALID' }],
    [
      'a forged cursor',
      { after: Buffer.from('["conversation",{"$gt":""},"x"]').toString('base64url') },
      { field: 'after', reason: 'INVALID' },
    ],
  ])('refuses %s', async (_, variables, refusal) => {
    expect(await ana.refused(listDocument, variables)).toMatchObject({ code: 'BAD_USER_INPUT', ...refusal });
  });
});

describe('the members of a group', () => {
  const membersDocument = `query ($id: ID!, $first: Int, $after: Cursor, $search: String) { conversation(id: $id) {
    members(first: $first, after: $after, search: $search) { edges { cursor node { user { id displayName } joinedAt lastReadSeq } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
  interface Members {
    readonly conversation: {
      readonly members: {
        readonly edges: readonly { readonly node: { readonly user: { readonly id: string; readonly displayName: string } } }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
      };
    };
  }

  test('come in pages by the time they joined, each once', async () => {
    const everybody = Object.values(await people(server, 'g1', 'g2', 'g3', 'g4', 'g5', 'g6'));
    const groupId = await ana.createGroup('Pages', ...everybody.slice(0, 3));
    for (const person of everybody.slice(3)) await ana.request(addMembers, { groupId, userIds: [person.id] });
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 4; page += 1) {
      const { members } = (await ana.request<Members>(membersDocument, { id: groupId, first: 2, after })).conversation;
      seen.push(...members.edges.map(({ node }) => node.user.id));
      expect(members.pageInfo).toMatchObject({ hasNextPage: page < 3, hasPreviousPage: page > 0 });
      after = members.pageInfo.endCursor;
    }
    expect(new Set(seen)).toEqual(new Set([ana.id, ...everybody.map(({ id }) => id)]));
    expect(seen.slice(4)).toEqual(everybody.slice(3).map(({ id }) => id));
  });

  test('are found by the beginning of a word of their names, whatever the case and accents', async () => {
    const everybody = await people(server, 'joao', 'joana', 'ze');
    await everybody.joao.request('mutation { updateProfile(input: { displayName: "João Ângelo" }) { id } }');
    const groupId = await ana.createGroup('Search', ...Object.values(everybody));
    const find = async (search: string) =>
      (await ana.request<Members>(membersDocument, { id: groupId, search })).conversation.members.edges.map(
        ({ node }) => node.user.displayName,
      );
    expect((await find('JOA')).length).toBe(2);
    expect(await find('joan')).toEqual(['Joana']);
    expect(await find('ange')).toEqual(['João Ângelo']);
    expect(await find('nobody-like-this')).toEqual([]);
    expect((await find(' ')).length).toBe(4);
    // Page by page, each once.
    const pages: string[] = [];
    for (let after: string | undefined, page = 0; page < 2; page += 1) {
      const { members } = (await ana.request<Members>(membersDocument, { id: groupId, search: 'joã', first: 1, after })).conversation;
      pages.push(...members.edges.map(({ node }) => node.user.displayName));
      expect(members.pageInfo).toMatchObject({ hasNextPage: page === 0, hasPreviousPage: page === 1 });
      after = members.pageInfo.endCursor;
    }
    expect(pages.sort()).toEqual(['Joana', 'João Ângelo']);
    // Who has left is not found any more.
    await everybody.joana.request(leaveGroup, { groupId });
    expect(await find('joa')).toEqual(['João Ângelo']);
    expect(await ana.refused(membersDocument, { id: groupId, search: 'x'.repeat(101) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'search',
    });
    expect(await ana.refused(membersDocument, { id: groupId, first: 101 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    expect(await ana.refused(membersDocument, { id: groupId, after: 'x' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});

describe('who is no member', () => {
  test('is answered like for something that does not exist', async () => {
    const groupId = await ana.createGroup('Hidden', bia);
    const { id: messageId } = (await ana.send(groupId, 'secret')) satisfies MessageView;
    for (const id of [groupId, unknownId, 'nonsense', '']) {
      expect(await look(duda, id)).toBeNull();
      for (const [document, variables] of [
        [updateGroup, { input: { groupId: id, name: 'x' } }],
        [addMembers, { groupId: id, userIds: [duda.id] }],
        [removeMember, { groupId: id, userId: ana.id }],
        [setRole, { groupId: id, userId: duda.id, role: 'OWNER' }],
        [leaveGroup, { groupId: id }],
        ['mutation ($id: ID!) { markRead(conversationId: $id, seq: 1) { lastReadSeq } }', { id }],
        ['mutation ($id: ID!) { markDelivered(conversationId: $id, seq: 1) }', { id }],
        ['mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }', { id }],
        ['mutation ($id: ID!) { sendMessage(input: { conversationId: $id, clientId: "1", text: "x" }) { id } }', { id }],
      ] as const)
        expect(await duda.refused(document, variables)).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such conversation.' });
      for (const document of [
        'subscription ($id: ID!) { conversationEvents(conversationId: $id) { cursor } }',
        'subscription ($id: ID!) { messageAdded(conversationId: $id) { id } }',
        'subscription ($id: ID) { typing(conversationId: $id) { typing } }',
      ])
        expect(await duda.live(document, { id }).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
    for (const id of [messageId, unknownId, 'nonsense']) {
      expect(await duda.request('query ($id: ID!) { message(id: $id) { text } }', { id })).toEqual({ message: null });
      for (const document of [
        'mutation ($id: ID!) { editMessage(messageId: $id, text: "x") { id } }',
        'mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }',
        'mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }',
        'mutation ($id: ID!) { removeReaction(messageId: $id, emoji: "👍") { id } }',
      ])
        expect(await duda.refused(document, { id })).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such message.' });
    }
    expect(await see(ana, groupId)).toMatchObject({ name: 'Hidden', memberCount: 2, lastSeq: 2 });
  });
});

interface List {
  readonly conversations: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
  };
}
const listDocument = `query ($first: Int, $after: Cursor) { conversations(first: $first, after: $after) {
  edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
async function listIds(person: Person): Promise<string[]> {
  return (await person.request<List>(listDocument, { first: 100 })).conversations.edges.map(({ node }) => node.id);
}
