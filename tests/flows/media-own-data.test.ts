import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { people } from '../testkit/people.js';
import { repositoryDir, startServer } from '../testkit/server.js';
import { fetchBytes, pdfFile, pngFile, statusOf, upload } from '../testkit/uploads.js';

const sendDocument = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id attachments { id url } } }';
const updateProfile = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { photoUrl(size: 64) } }';
const messageDocument = 'query ($id: ID!) { message(id: $id) { author { id } attachments { id url } } }';

interface Exported {
  readonly uploads: readonly { readonly id: string; readonly purpose: string; readonly used: boolean; readonly url: string | null }[];
}

test('whoever deletes the account takes the photo and what was not used along; what stands in conversations stays', async () => {
  const server = await startServer();
  const { ana, bia } = await people(server, 'ana', 'bia');
  const avatar = await upload(ana, { ...(await pngFile()), purpose: 'AVATAR' });
  const profile = await ana.request<{ updateProfile: { photoUrl: string } }>(updateProfile, { input: { photoUploadId: avatar.id } });
  const unused = await upload(ana, pdfFile);
  const attached = await upload(ana, pdfFile);
  const left = await upload(ana, pdfFile);
  const conversationId = await ana.startDirect(bia);
  const groupId = await bia.createGroup('Left soon', ana);
  const inputOf = (conversation: string, id: string) => ({
    conversationId: conversation,
    clientId: randomUUID(),
    text: '',
    uploadIds: [id],
  });
  const { sendMessage } = await ana.request<{ sendMessage: { id: string } }>(sendDocument, { input: inputOf(conversationId, attached.id) });
  await ana.request(sendDocument, { input: inputOf(groupId, left.id) });
  await ana.request('mutation ($id: ID!) { leaveGroup(groupId: $id) }', { id: groupId });

  const { exportMyData } = await ana.request<{ exportMyData: { url: string } }>('mutation { exportMyData { url } }');
  const exported = JSON.parse((await fetchBytes(exportMyData.url)).toString()) as Exported;
  const schema = JSON.parse(readFileSync(join(repositoryDir, 'docs/export.schema.json'), 'utf8')) as {
    readonly definitions: object;
    readonly properties: { readonly uploads: object };
  };
  const isAsDescribed = new Ajv({ strict: false, validateFormats: false }).compile({
    ...schema.properties.uploads,
    definitions: schema.definitions,
  });
  expect([isAsDescribed(exported.uploads), isAsDescribed.errors]).toEqual([true, null]);
  const byId = new Map(exported.uploads.map((each) => [each.id, each]));
  expect([...byId.keys()].sort()).toEqual([avatar.id, unused.id, attached.id, left.id].sort());
  expect([avatar, unused, attached, left].map(({ id }) => byId.get(id)?.used)).toEqual([true, false, true, true]);
  for (const { id } of [avatar, unused, attached]) expect(await statusOf(byId.get(id)?.url ?? null)).toBe(200);
  // Who has left a conversation gets no more addresses of what stands there, the own ones neither.
  expect(byId.get(left.id)?.url).toBeNull();

  await ana.request('mutation ($password: String!) { deleteAccount(password: $password) }', { password: ana.password });
  expect([await statusOf(profile.updateProfile.photoUrl), await statusOf(unused.url)]).toEqual([404, 404]);
  const { message } = await bia.request<{ message: { author: unknown; attachments: { id: string; url: string }[] } }>(messageDocument, {
    id: sendMessage.id,
  });
  expect(message).toMatchObject({ author: null, attachments: [{ id: attached.id }] });
  expect(await statusOf(message.attachments[0]?.url ?? null)).toBe(200);
});
