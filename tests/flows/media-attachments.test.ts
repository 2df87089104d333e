import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { removeMemberDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  attachmentFields,
  cancelUploadDocument,
  completeUploadDocument,
  fetchBytes,
  hashOf,
  pdfFile,
  pngFile,
  sendFile,
  statusOf,
  upload,
  wav,
  wavFile,
  withoutAddresses,
  type AttachmentView,
} from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const messageWithAttachments = `id seq text deletedAt attachments { ${attachmentFields} }`;
const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${messageWithAttachments} } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${messageWithAttachments} } }`;
const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { text attachments { id } } }`;
const messageDocument = `query ($id: ID!) { message(id: $id) { ${messageWithAttachments} } }`;
const messageAddedDocument = `subscription ($conversationId: ID!) { messageAdded(conversationId: $conversationId) { ${messageWithAttachments} } }`;
const attachmentsDocument = `query ($id: ID!, $kind: AttachmentKind, $first: Int, $after: Cursor) { conversation(id: $id) {
  attachments(kind: $kind, first: $first, after: $after) { edges { cursor messageSeq node { ${attachmentFields} } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
const leaveGroupDocument = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;
const eventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename ... on MessageAdded { message { ${messageWithAttachments} } }
  ... on MessageChanged { message { ${messageWithAttachments} } } ... on ConversationRemoved { conversationId } ... on CursorAdvanced { live } } }`;

interface MessageView {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly deletedAt: string | null;
  readonly attachments: readonly AttachmentView[];
}

interface Told {
  readonly __typename: string;
  readonly message?: MessageView;
  readonly live?: boolean;
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly messageSeq: number; readonly node: AttachmentView }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
}

let server: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
let conversationId: string;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia, caio } = await people(server));
  conversationId = await ana.startDirect(bia);
});

const inputOf = (uploadIds: readonly string[], text = '', clientId: string = randomUUID(), conversation = conversationId) => ({
  conversationId: conversation,
  clientId,
  text,
  uploadIds,
});

async function send(person: Person, input: ReturnType<typeof inputOf>): Promise<MessageView> {
  return (await person.request<{ sendMessage: MessageView }>(sendDocument, { input })).sendMessage;
}

async function page(person: Person, variables: Record<string, unknown>): Promise<Page> {
  return (await person.request<{ conversation: { attachments: Page } }>(attachmentsDocument, variables)).conversation.attachments;
}

const isGone = (target: TestServer, id: string) =>
  waitFor(
    async () => !(await readdir(join(target.database.dataDir, 'uploads', id.slice(-2)))).includes(id),
    () => `the files of ${id} are still there`,
  );

describe('a message', () => {
  test('may be nothing but what it carries, in the order that was asked for', async () => {
    const uploads = [await upload(ana, await pngFile()), await upload(ana, pdfFile), await upload(ana, wavFile)];
    const message = await send(ana, inputOf(uploads.map(({ id }) => id)));
    expect(message.text).toBe('');
    expect(withoutAddresses(message.attachments)).toEqual(withoutAddresses(uploads));
    const { message: read } = await bia.request<{ message: MessageView }>(messageDocument, { id: message.id });
    expect(withoutAddresses(read.attachments)).toEqual(withoutAddresses(message.attachments));
    expect(hashOf(await fetchBytes(read.attachments[2]?.url ?? null))).toBe(hashOf(wav()));
  });

  test('without text and uploads is refused as before', async () => {
    expect(await ana.refused(sendDocument, { input: inputOf([]) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'text',
      reason: 'EMPTY',
    });
  });

  test('carries at most ten, each once', async () => {
    const ids = Array.from({ length: 11 }, () => '0123456789abcdef01234567'.slice(0, 12) + randomUUID().replaceAll('-', '').slice(0, 12));
    expect(await ana.refused(sendDocument, { input: inputOf(ids) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'uploadIds',
      reason: 'TOO_MANY',
    });
    const { id } = await upload(ana, pdfFile);
    expect((await send(ana, inputOf([id, id.toUpperCase(), id]))).attachments.map((attachment) => attachment.id)).toEqual([id]);
  });

  test('is heard with what it carries, in one rendering for all', async () => {
    const groupId = await ana.createGroup('Pictures', bia, caio);
    const streams = [bia, caio].map((person) => person.live<MessageView>(messageAddedDocument, { conversationId: groupId }));
    // Sent again until both subscriptions have begun.
    await waitFor(
      async () => {
        await ana.send(groupId, 'are you there?');
        return streams.every(({ seen }) => seen.length > 0);
      },
      () => 'the subscriptions do not begin',
    );
    const { id } = await upload(ana, await pngFile());
    const message = await send(ana, inputOf([id], 'look', randomUUID(), groupId));
    for (const stream of streams) {
      const heard = await stream.next((item) => item.id === message.id);
      expect(withoutAddresses(heard)).toEqual(withoutAddresses(message));
      expect(await statusOf(heard.attachments[0]?.url ?? null)).toBe(200);
    }
  });

  test('that is repeated answers with the stored one, although its uploads are used', async () => {
    const { id } = await upload(ana, pdfFile);
    const input = inputOf([id], 'minutes');
    const first = await send(ana, input);
    expect(withoutAddresses(await send(ana, input))).toEqual(withoutAddresses(first));
    // Edited since, deleted since: it is the same send.
    await ana.request(editDocument, { id: first.id, text: 'the minutes' });
    expect(await send(ana, input)).toMatchObject({ id: first.id, text: 'the minutes' });
    await ana.request(deleteDocument, { id: first.id });
    expect(await send(ana, input)).toMatchObject({ id: first.id, text: '', attachments: [] });
    const other = await upload(ana, pdfFile);
    for (const changed of [
      { ...input, uploadIds: [other.id] },
      { ...input, text: 'else' },
      { ...input, uploadIds: [id, other.id] },
    ]) {
      expect(await ana.refused(sendDocument, { input: changed })).toMatchObject({ code: 'CONFLICT', field: 'clientId' });
    }
  });

  test('that is sent twenty times at once is stored once, with its uploads', async () => {
    const { id } = await upload(ana, pdfFile);
    const input = inputOf([id], 'once');
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(ana, input)));
    expect(new Set(answers.map((message) => message.seq)).size).toBe(1);
    for (const { attachments } of answers) expect(attachments.map((attachment) => attachment.id)).toEqual([id]);
  });

  test('and no other gets an upload: of ten at once, one', async () => {
    const { id } = await upload(ana, pdfFile);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => send(ana, inputOf([id], `try ${index}`))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ana.refused(sendDocument, { input: inputOf([id]) })).toMatchObject({ code: 'CONFLICT', field: 'uploadIds' });
    expect(await ana.refused(cancelUploadDocument, { id })).toMatchObject({ code: 'CONFLICT', field: 'id' });
  });

  test('gets nothing that is not its author’s, not complete, or meant for something else', async () => {
    const foreign = await upload(bia, pdfFile);
    const incomplete = await sendFile(ana, pdfFile);
    const avatar = await upload(ana, { ...(await pngFile()), purpose: 'AVATAR' });
    const good = await upload(ana, pdfFile);
    expect((await ana.refused(sendDocument, { input: inputOf([good.id, foreign.id]) })).code).toBe('NOT_FOUND');
    expect((await ana.refused(sendDocument, { input: inputOf(['nonsense']) })).code).toBe('NOT_FOUND');
    const invalid = { code: 'BAD_USER_INPUT', field: 'uploadIds', reason: 'INVALID' };
    expect(await ana.refused(sendDocument, { input: inputOf([good.id, incomplete.id]) })).toMatchObject(invalid);
    expect(await ana.refused(sendDocument, { input: inputOf([avatar.id]) })).toMatchObject(invalid);
    // None of these has taken the good one.
    expect((await send(ana, inputOf([good.id]))).attachments).toHaveLength(1);
  });

  test('may lose its text, as long as it carries something', async () => {
    const { id } = await upload(ana, pdfFile);
    const message = await send(ana, inputOf([id], 'superfluous'));
    expect(await ana.request(editDocument, { id: message.id, text: ' ' })).toEqual({ editMessage: { text: '', attachments: [{ id }] } });
  });

  test('that is deleted takes its files along', async () => {
    const { id } = await upload(ana, await pngFile());
    const message = await send(ana, inputOf([id]));
    const [attachment] = message.attachments;
    expect([await statusOf(attachment?.url ?? null), await statusOf(attachment?.thumbnailUrl ?? null)]).toEqual([200, 200]);
    const { deleteMessage } = await ana.request<{ deleteMessage: MessageView }>(deleteDocument, { id: message.id });
    expect(deleteMessage).toMatchObject({ attachments: [], text: '' });
    expect([await statusOf(attachment?.url ?? null), await statusOf(attachment?.thumbnailUrl ?? null)]).toEqual([404, 404]);
    expect((await page(bia, { id: conversationId, first: 100 })).edges.map(({ node }) => node.id)).not.toContain(id);
    await isGone(server, id);
  });
});

describe('who is no member', () => {
  test('gets no address, by no way, and cannot use an upload there', async () => {
    const groupId = await ana.createGroup('Secret', bia, caio);
    const { id } = await upload(ana, pdfFile);
    const message = await send(ana, inputOf([id], '', randomUUID(), groupId));
    const own = await upload(caio, pdfFile);
    const input = inputOf([own.id], '', randomUUID(), groupId);
    const stored = await send(caio, input);
    const renewed = await caio.request<{ completeUpload: AttachmentView }>(completeUploadDocument, { id: own.id });
    expect(renewed.completeUpload.url).not.toBeNull();
    const live = await caio.events();
    await ana.request(removeMemberDocument, { groupId, userId: caio.id });
    await live.next((event) => event.__typename === 'ConversationRemoved');
    expect(await caio.request(messageDocument, { id: message.id })).toEqual({ message: null });
    expect(await caio.request(attachmentsDocument, { id: groupId })).toEqual({ conversation: null });
    // Not even that of his own message, by sending it again.
    expect((await caio.refused(sendDocument, { input })).code).toBe('NOT_FOUND');
    expect(stored.attachments).toHaveLength(1);
    // Nor by asking anew for the upload.
    expect((await caio.refused(completeUploadDocument, { id: own.id })).code).toBe('NOT_FOUND');
    const another = await upload(caio, pdfFile);
    expect((await caio.refused(sendDocument, { input: inputOf([another.id], '', randomUUID(), groupId) })).code).toBe('NOT_FOUND');
    // What was refused has not used it up.
    const elsewhere = await caio.startDirect(ana);
    expect((await send(caio, inputOf([another.id], '', randomUUID(), elsewhere))).attachments).toHaveLength(1);
  });
});

describe('an address', () => {
  test('is the same for everybody, ends, and cannot be changed', async () => {
    const { id } = await upload(ana, pdfFile);
    const message = await send(ana, inputOf([id]));
    const shownTo = async (person: Person) =>
      (await person.request<{ message: MessageView }>(messageDocument, { id: message.id })).message.attachments[0];
    // A quarter of an hour may end between two questions; not between two more.
    const [attachment, seen] = await waitFor(
      async () => {
        const both = [await shownTo(ana), await shownTo(bia)] as const;
        return both[0]?.urlExpiresAt === both[1]?.urlExpiresAt ? both : undefined;
      },
      () => 'the two are never told the same end',
    );
    expect(seen?.url).toBe(attachment?.url);
    const left = Date.parse(attachment?.urlExpiresAt ?? '') - Date.now();
    expect(left).toBeGreaterThan(14 * 60_000);
    expect(left).toBeLessThanOrEqual(30 * 60_000);
    const url = new URL(attachment?.url ?? '');
    const expires = Number(url.searchParams.get('expires'));
    const changed = (change: (copy: URL) => void) => {
      const copy = new URL(url);
      change(copy);
      return statusOf(copy.href);
    };
    expect(await changed((copy) => copy.searchParams.set('expires', String(expires + 900)))).toBe(404);
    expect(await changed((copy) => copy.searchParams.delete('expires'))).toBe(404);
    expect(await changed((copy) => copy.searchParams.delete('signature'))).toBe(404);
    expect(await changed((copy) => (copy.pathname = copy.pathname.replace('file', 'w480')))).toBe(404);
    expect(await changed((copy) => (copy.pathname = copy.pathname.replace('file', '..%2f..%2fdatabase.mdb')))).toBe(404);
    expect(await changed(() => undefined)).toBe(200);
  });

  test('answers so that nothing of it is run, and saves under its name', async () => {
    const { url } = await upload(ana, { ...pdfFile, fileName: 'Ata "reunião".pdf' });
    const response = await fetch(url ?? '');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Ata _reuni_o_.pdf"; filename*=UTF-8''Ata%20_reuni%C3%A3o_.pdf`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
  });

  test('gives a part of a sound to who asks for a part', async () => {
    const { url } = await upload(ana, wavFile);
    const response = await fetch(url ?? '', { headers: { range: 'bytes=0-3' } });
    expect([response.status, response.headers.get('content-range')]).toEqual([206, `bytes 0-3/${wavFile.bytes.length}`]);
    expect(response.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(await response.text()).toBe('RIFF');
    expect((await fetch(url ?? '', { headers: { range: 'bytes=99999-' } })).status).toBe(416);
  });

  test.each([0, 15, 2049])('of a thumbnail %i wide is refused', async (width) => {
    const { id } = await upload(ana, await pngFile());
    const message = await send(ana, inputOf([id]));
    const document = `query ($id: ID!, $width: Int) { message(id: $id) { attachments { thumbnailUrl(width: $width) } } }`;
    expect(await ana.refused(document, { id: message.id, width })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'width' });
  });
});

describe('the attachments of a conversation', () => {
  test('come newest first, by kind, in pages without a gap or a repeat', async () => {
    const id = await ana.startDirect((await people(server, 'reader')).reader);
    const files = [await pngFile(30, 30, 'a.png'), pdfFile, wavFile, await pngFile(30, 30, 'b.png'), pdfFile];
    const expected: { seq: number; id: string; kind: string }[] = [];
    for (const [index, file] of files.entries()) {
      await ana.send(id, `before ${index}`);
      const uploads = [await upload(ana, file), await upload(ana, pdfFile)];
      const { seq } = await send(
        ana,
        inputOf(
          uploads.map((each) => each.id),
          '',
          randomUUID(),
          id,
        ),
      );
      expected.unshift(...uploads.map((each) => ({ seq, id: each.id, kind: each.kind })));
    }
    const walk = async (first: number, kind?: string) => {
      const found: { seq: number; id: string; kind: string }[] = [];
      for (let after: string | null = null; ;) {
        const { edges, pageInfo }: Page = await page(ana, { id, first, after, kind });
        found.push(...edges.map(({ messageSeq, node }) => ({ seq: messageSeq, id: node.id, kind: node.kind })));
        expect(pageInfo.hasPreviousPage).toBe(after !== null);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) return found;
      }
    };
    expect(await walk(100)).toEqual(expected);
    expect(await walk(3)).toEqual(expected);
    expect(await walk(1)).toEqual(expected);
    for (const kind of ['IMAGE', 'FILE', 'AUDIO', 'VIDEO']) {
      expect(await walk(2, kind)).toEqual(expected.filter((each) => each.kind === kind));
    }
    for (const first of [0, 101]) {
      expect(await ana.refused(attachmentsDocument, { id, first })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    }
    expect(await ana.refused(attachmentsDocument, { id, after: 'nonsense' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});

test('two processes share tickets, files and claims', async () => {
  const { first, second } = await startTwoProcesses();
  const { dora, eva } = await people(first, 'dora', 'eva');
  const there = dora.on(second);
  const id = await dora.startDirect(eva);
  // The ticket of the one, at the door of the other.
  const asked = await sendFile(dora, pdfFile);
  const attachment = await upload(there, await pngFile());
  expect(await statusOf((attachment.url ?? '').replace(second.url, first.url))).toBe(200);
  expect(await statusOf((attachment.thumbnailUrl ?? '').replace(second.url, first.url))).toBe(200);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => send(index % 2 ? dora : there, inputOf([attachment.id], `try ${index}`, randomUUID(), id))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const input = inputOf([(await upload(there, pdfFile)).id], 'once', randomUUID(), id);
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => send(index % 2 ? dora : there, input)));
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
  const [message] = answers;
  await there.request(deleteDocument, { id: message?.id });
  const url = message?.attachments[0]?.url ?? '';
  expect([await statusOf(url.replace(first.url, second.url)), await statusOf(url.replace(second.url, first.url))]).toEqual([404, 404]);
  expect(await dora.request(cancelUploadDocument, { id: asked.id })).toEqual({ cancelUpload: true });
});

test('who leaves on one process gets no new address on the other, on open sockets neither', async () => {
  const { first, second } = await startTwoProcesses();
  const { dora, eva } = await people(first, 'dora', 'eva');
  const [here, there] = [eva, eva.on(second)];
  const groupId = await dora.createGroup('Left', eva);
  const streams = await Promise.all(
    [here, there].map(async (device) => {
      const stream = device.live<Told>(eventsDocument, { after: await device.eventCursor() });
      await stream.next((event) => event.live === true);
      return stream;
    }),
  );
  const own = await upload(there, pdfFile);
  const sent = await send(there, inputOf([own.id], 'mine', randomUUID(), groupId));
  for (const stream of streams) {
    const { message } = await stream.next((event) => event.message?.id === sent.id);
    expect(await statusOf(message?.attachments[0]?.url ?? null)).toBe(200);
  }

  await here.request(leaveGroupDocument, { groupId });
  const { id } = await upload(dora, pdfFile);
  const later = await send(dora, inputOf([id], 'after she left', randomUUID(), groupId));
  await dora.request(editDocument, { id: later.id, text: 'edited after she left' });
  // What comes behind it in the order of all changes says that it was not told.
  const marker = await dora.send(await dora.startDirect(eva), 'Why did you leave?');
  for (const stream of streams) {
    await stream.next((event) => event.__typename === 'ConversationRemoved');
    await stream.next((event) => event.message?.id === marker.id);
    expect(stream.seen.map(({ message }) => message?.id)).not.toContain(later.id);
  }
  for (const device of [here, there]) {
    for (const message of [sent, later]) expect(await device.request(messageDocument, { id: message.id })).toEqual({ message: null });
    expect(await device.request(attachmentsDocument, { id: groupId })).toEqual({ conversation: null });
    expect((await device.refused(completeUploadDocument, { id: own.id })).code).toBe('NOT_FOUND');
  }
  await second.stop();
  await first.stop();
});
