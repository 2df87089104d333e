import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { fetchBytes, locatedJpeg, pdfFile, png, statusOf, upload, type FileToSend } from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const updateProfile = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id revision photoUrl } }`;
const userDocument = `query ($id: ID!, $size: Int) { user(id: $id) { photoUrl(size: $size) revision } }`;
const createGroup = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id photoUrl } }`;
const updateGroup = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id photoUrl } }`;
const groupDocument = `query ($id: ID!, $size: Int) { conversation(id: $id) { ... on Group { photoUrl(size: $size) } lastMessage { kind notice { actor { id } } } } }`;
const userChanged = `subscription ($after: Cursor) { events(after: $after) { __typename ... on UserChanged { user { id photoUrl } } ... on ConversationChanged { conversation { id ... on Group { photoUrl } } } } }`;

interface Photographed {
  readonly id: string;
  readonly revision: number;
  readonly photoUrl: string | null;
}

interface Told {
  readonly __typename: string;
  readonly user?: Photographed;
  readonly conversation?: Photographed;
}

let server: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia, caio } = await people(server));
});

const photo = async (purpose: 'AVATAR' | 'GROUP_PHOTO', width = 600, height = 400): Promise<FileToSend> => ({
  purpose,
  fileName: 'me.png',
  contentType: 'image/png',
  bytes: await png(width, height),
});

const setPhoto = async (person: Person, photoUploadId: string | null) =>
  (await person.request<{ updateProfile: Photographed }>(updateProfile, { input: { photoUploadId } })).updateProfile;

const photoOf = async (viewer: Person, id: string, size?: number) =>
  (await viewer.request<{ user: Photographed }>(userDocument, { id, ...(size !== undefined && { size }) })).user.photoUrl;

describe('the photo of a person', () => {
  test('is a square of the size that was asked for or the next larger one, the same for everybody', async () => {
    const { id } = await upload(ana, await photo('AVATAR', 1600, 1200));
    await setPhoto(ana, id);
    for (const [size, edge] of [
      [16, 64],
      [128, 128],
      [129, 256],
      [1024, 1024],
    ] as const) {
      const url = await photoOf(bia, ana.id, size);
      expect(url).toBe(await photoOf(ana, ana.id, size));
      expect(await sharp(await fetchBytes(url)).metadata()).toMatchObject({ format: 'webp', width: edge, height: edge });
    }
    const response = await fetch((await photoOf(bia, ana.id)) ?? '');
    expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  test.each([15, 1025, -1])('is not given in size %i', async (size) => {
    expect(await ana.refused(userDocument, { id: ana.id, size })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'size',
      reason: 'OUT_OF_RANGE',
    });
  });

  test('tells nothing of where it was taken', async () => {
    const bytes = await locatedJpeg(100, 100);
    const { id, url } = await upload(bia, { purpose: 'AVATAR', fileName: 'me.jpg', contentType: 'image/jpeg', bytes });
    expect((await sharp(await fetchBytes(url)).metadata()).exif).toBeUndefined();
    const { photoUrl } = await setPhoto(bia, id);
    expect((await sharp(await fetchBytes(photoUrl)).metadata()).exif).toBeUndefined();
  });

  test('cannot be guessed, and is gone when it is another, or none', async () => {
    const first = await setPhoto(caio, (await upload(caio, await photo('AVATAR'))).id);
    const url = new URL(first.photoUrl ?? '');
    expect(await statusOf(url.href)).toBe(200);
    url.searchParams.delete('signature');
    expect(await statusOf(url.href)).toBe(404);
    const second = await setPhoto(caio, (await upload(caio, await photo('AVATAR', 300, 300))).id);
    expect(second.photoUrl).not.toBe(first.photoUrl);
    expect(second.revision).toBe(first.revision + 1);
    expect([await statusOf(first.photoUrl), await statusOf(second.photoUrl)]).toEqual([404, 200]);
    expect(await setPhoto(caio, null)).toMatchObject({ photoUrl: null, revision: second.revision + 1 });
    expect(await statusOf(second.photoUrl)).toBe(404);
    // Taken away twice, it is away.
    expect((await setPhoto(caio, null)).revision).toBe(second.revision + 1);
  });

  test('stays where it is not mentioned, and the same call changes nothing twice', async () => {
    const { id } = await upload(caio, await photo('AVATAR'));
    const set = await setPhoto(caio, id);
    expect(await setPhoto(caio, id)).toEqual(set);
    const other = await caio.request<{ updateProfile: Photographed }>(updateProfile, { input: { about: 'hello' } });
    expect(other.updateProfile.photoUrl).toBe(set.photoUrl);
  });

  test('is a completed upload of one’s own, made for it, used once', async () => {
    const attachment = await upload(ana, pdfFile);
    const foreign = await upload(bia, await photo('AVATAR'));
    const refused = (photoUploadId: string) => ana.refused(updateProfile, { input: { photoUploadId } });
    expect(await refused(attachment.id)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'photoUploadId' });
    expect((await refused(foreign.id)).code).toBe('NOT_FOUND');
    expect((await refused('nonsense')).code).toBe('NOT_FOUND');
  });

  test('is heard of by who shares a conversation', async () => {
    await ana.startDirect(bia);
    const live = bia.live<Told>(userChanged, { after: await bia.eventCursor() });
    const { photoUrl } = await setPhoto(ana, (await upload(ana, await photo('AVATAR'))).id);
    const told = await live.next((event) => event.user?.id === ana.id);
    expect(told.user?.photoUrl).toBe(photoUrl);
  });
});

describe('the photo of a group', () => {
  test('comes with it, once for each clientId, also when the call is repeated', async () => {
    const { id } = await upload(ana, await photo('GROUP_PHOTO'));
    const input = { clientId: randomUUID(), name: 'With a face', memberIds: [bia.id], photoUploadId: id };
    const answers = await Promise.all(Array.from({ length: 5 }, () => ana.request<{ createGroup: Photographed }>(createGroup, { input })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await ana.request(createGroup, { input })).toEqual(answers[0]);
    const [made] = answers;
    expect(await statusOf(made?.createGroup.photoUrl ?? null)).toBe(200);
    const { conversation } = await bia.request<{ conversation: Photographed }>(groupDocument, { id: made?.createGroup.id });
    expect(conversation.photoUrl).toBe(made?.createGroup.photoUrl);
    const again = { clientId: randomUUID(), name: 'Another', memberIds: [], photoUploadId: id };
    expect(await ana.refused(createGroup, { input: again })).toMatchObject({ code: 'CONFLICT', field: 'photoUploadId' });
  });

  test('is changed by who manages it, and everybody hears of it', async () => {
    const groupId = await ana.createGroup('Faces', bia);
    const live = bia.live<Told>(userChanged, { after: await bia.eventCursor() });
    const { id } = await upload(ana, await photo('GROUP_PHOTO'));
    const { updateGroup: changed } = await ana.request<{ updateGroup: Photographed }>(updateGroup, {
      input: { groupId, photoUploadId: id },
    });
    const told = await live.next((event) => event.conversation?.id === groupId);
    expect(told.conversation?.photoUrl).toBe(changed.photoUrl);
    const notice = { kind: 'GROUP_PHOTO_CHANGED', notice: { actor: { id: ana.id } } };
    expect(await bia.request(groupDocument, { id: groupId })).toEqual({
      conversation: { photoUrl: changed.photoUrl, lastMessage: notice },
    });
    const own = await upload(bia, await photo('GROUP_PHOTO'));
    expect((await bia.refused(updateGroup, { input: { groupId, photoUploadId: own.id } })).code).toBe('FORBIDDEN');
    expect(await ana.request(updateGroup, { input: { groupId, description: 'Left alone' } })).toEqual({
      updateGroup: { id: groupId, photoUrl: changed.photoUrl },
    });
    expect(await ana.request(updateGroup, { input: { groupId, photoUploadId: null } })).toEqual({
      updateGroup: { id: groupId, photoUrl: null },
    });
    expect(await statusOf(changed.photoUrl)).toBe(404);
  });

  test('is shown to who holds an invite', async () => {
    const { id } = await upload(ana, await photo('GROUP_PHOTO'));
    const input = { name: 'Come in', memberIds: [], photoUploadId: id };
    const { createGroup: group } = await ana.request<{ createGroup: Photographed }>(createGroup, { input });
    const { createInvite } = await ana.request<{ createInvite: { code: string } }>(
      'mutation ($id: ID!) { createInvite(groupId: $id) { code } }',
      { id: group.id },
    );
    const invite = 'query ($code: String!, $size: Int) { invite(code: $code) { groupPhotoUrl(size: $size) } }';
    expect(await caio.request(invite, { code: createInvite.code })).toEqual({ invite: { groupPhotoUrl: group.photoUrl } });
    expect(await caio.refused(invite, { code: createInvite.code, size: 2 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'size' });
  });
});

test('of two photos that are set at the same time on two processes one stays, and the other is gone or was refused', async () => {
  const { first, second } = await startTwoProcesses();
  const { dora } = await people(first, 'dora');
  const there = dora.on(second);
  const uploads = await Promise.all([1, 2, 3, 4].map(async () => upload(dora, await photo('AVATAR', 100, 100))));
  const outcomes = await Promise.allSettled(uploads.map(({ id }, index) => setPhoto(index % 2 ? dora : there, id)));
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
  const stays = await photoOf(dora, dora.id);
  expect(await statusOf(stays)).toBe(200);
  expect(await photoOf(there, dora.id)).toBe(stays?.replace(first.url, second.url));
  // What was refused can still be used; what was replaced cannot.
  await waitFor(
    async () => (await statusOf((stays ?? '').replace(first.url, second.url))) === 200,
    () => 'the other process does not show it',
  );
  for (const [index, { id }] of uploads.entries()) {
    if (stays?.includes(id)) continue;
    if (outcomes[index]?.status === 'rejected') expect((await setPhoto(dora, id)).photoUrl).toContain(id);
    else expect(['NOT_FOUND', 'CONFLICT']).toContain((await dora.refused(updateProfile, { input: { photoUploadId: id } })).code);
  }
});
