import { readdir } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  animatedGif,
  askForTicket,
  cancelUploadDocument,
  claimedPng,
  completeUpload,
  completeUploadDocument,
  createUploadDocument,
  fetchBytes,
  locatedJpeg,
  pdfFile,
  pngFile,
  postFile,
  sendFile,
  statusOf,
  upload,
  wavFile,
  type FileToSend,
  type Ticket,
  withoutAddresses,
} from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';

let server: TestServer;
let ana: Person;
let bia: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia } = await people(server));
});

const text = (content: string, fileName: string, contentType = 'text/plain'): FileToSend => ({
  fileName,
  contentType,
  bytes: Buffer.from(content),
});

const boundary = 'slow';

/** The form up to the file's own bytes: they are the caller's to write, and `closeForm` behind them. */
function beginPost(ticket: Ticket): ClientRequest {
  const post = httpRequest(ticket.url, { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } });
  // Whoever is refused while still sending may lose the line.
  post.on('error', () => undefined);
  for (const { name, value } of ticket.fields)
    post.write(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  post.write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n`);
  return post;
}
const closeForm = `\r\n--${boundary}--\r\n`;

/** What completeUpload says to a file that is to be refused. */
async function refusalOfFile(file: FileToSend): Promise<string | undefined> {
  const { id } = await sendFile(ana, file);
  const refusal = await ana.refused(completeUploadDocument, { id });
  expect(refusal.code).toBe('UPLOAD_INVALID');
  // Asked again, it says the same.
  expect((await ana.refused(completeUploadDocument, { id })).reason).toBe(refusal.reason);
  return refusal.reason;
}

describe('a picture', () => {
  test('is written anew, upright, and tells nothing of its maker and place any more', async () => {
    const original = await locatedJpeg(80, 40);
    expect((await sharp(original).metadata()).exif).toBeDefined();
    const attachment = await upload(ana, { fileName: 'holiday.jpg', contentType: 'image/jpeg', bytes: original });
    expect(attachment).toMatchObject({ kind: 'IMAGE', contentType: 'image/jpeg', fileName: 'holiday.jpg', width: 40, height: 80 });
    const kept = await fetchBytes(attachment.url);
    expect(attachment.size).toBe(kept.length);
    const metadata = await sharp(kept).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 40, height: 80 });
    expect([metadata.exif, metadata.orientation, metadata.xmp]).toEqual([undefined, undefined, undefined]);
    expect(kept.includes('Telephone of Ana')).toBe(false);
  });

  test('stays animated', async () => {
    const attachment = await upload(ana, { fileName: 'dance.gif', contentType: 'image/gif', bytes: await animatedGif(3, 20) });
    expect(attachment).toMatchObject({ contentType: 'image/gif', width: 20, height: 20 });
    expect((await sharp(await fetchBytes(attachment.url)).metadata()).pages).toBe(3);
  });

  test.each(['png', 'webp'] as const)('may be a %s', async (format) => {
    const bytes = await sharp(await locatedJpeg(30, 60))
      .toFormat(format)
      .toBuffer();
    const attachment = await upload(ana, { fileName: `small.${format}`, contentType: `image/${format}`, bytes });
    expect(attachment).toMatchObject({ kind: 'IMAGE', contentType: `image/${format}` });
  });

  test('has smaller pictures of itself, of a few sizes', async () => {
    const attachment = await upload(ana, await pngFile(1000, 500));
    const thumbnail = await sharp(await fetchBytes(attachment.thumbnailUrl)).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 480, height: 240 });
  });

  test('that claims more pixels than there may be is refused by its header', async () => {
    expect(await refusalOfFile({ fileName: 'bomb.png', contentType: 'image/png', bytes: await claimedPng(30_000, 30_000) })).toBe(
      'TOO_MANY_PIXELS',
    );
  });

  test('that cannot be decoded is refused', async () => {
    const whole = await pngFile(400, 400);
    const noise = Buffer.concat([Buffer.from(whole.bytes).subarray(0, 60), Buffer.alloc(500, 7)]);
    expect(await refusalOfFile({ ...whole, bytes: noise })).toBe('DAMAGED');
  });
});

describe('by its bytes', () => {
  test.each([
    [
      'an SVG that is called a picture',
      'TYPE_NOT_ALLOWED',
      text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'logo.png', 'image/png'),
    ],
    ['a page that is called a picture', 'TYPE_NOT_ALLOWED', text('<!doctype html><script>alert(1)</script>', 'cat.png', 'image/png')],
    ['a page that is called a text', 'TYPE_NOT_ALLOWED', text('\n<!-- hello --> <html><body>', 'notes.txt')],
    ['XML', 'TYPE_NOT_ALLOWED', text('<?xml version="1.0"?><a/>', 'feed.txt')],
    ['a text under the name of a page', 'TYPE_NOT_ALLOWED', text('only words', 'page.html')],
    [
      'a program',
      'TYPE_NOT_ALLOWED',
      { fileName: 'tool', contentType: 'application/octet-stream', bytes: Buffer.from('\x7fELF\x02\x01\x01' + '\0'.repeat(200), 'latin1') },
    ],
    [
      'bytes of no kind',
      'TYPE_NOT_ALLOWED',
      { fileName: 'blob.bin', contentType: 'application/octet-stream', bytes: Buffer.from([0, 1, 2, 3, 250, 251]) },
    ],
    ['a text that is called a picture', 'TYPE_MISMATCH', text('only words', 'words.png', 'image/png')],
    ['a PDF that is called a film', 'TYPE_MISMATCH', { ...pdfFile, contentType: 'video/mp4' }],
  ] satisfies [string, string, FileToSend][])('%s is refused (%s)', async (_, reason, file) => {
    expect(await refusalOfFile(file)).toBe(reason);
  });

  test('a sound is one, with what its maker says of it', async () => {
    const { id } = await sendFile(ana, wavFile);
    const attachment = await completeUpload(ana, id, { durationMs: 250, waveform: [0, 50, 100] });
    expect(attachment).toMatchObject({
      kind: 'AUDIO',
      contentType: 'audio/wav',
      durationMs: 250,
      waveform: [0, 50, 100],
      width: null,
      thumbnailUrl: null,
    });
    expect(await fetchBytes(attachment.url)).toEqual(Buffer.from(wavFile.bytes));
  });

  test.each([
    ['durationMs', 'OUT_OF_RANGE', { durationMs: 24 * 60 * 60_000 + 1 }],
    ['durationMs', 'OUT_OF_RANGE', { durationMs: -1 }],
    ['waveform', 'TOO_LONG', { waveform: Array.from({ length: 65 }, () => 1) }],
    ['waveform', 'OUT_OF_RANGE', { waveform: [101] }],
  ])('%s: %s', async (field, reason, sound) => {
    const { id } = await sendFile(ana, wavFile);
    expect(await ana.refused(completeUploadDocument, { id, ...sound })).toMatchObject({ code: 'BAD_USER_INPUT', field, reason });
  });

  test('a document and a text are files', async () => {
    expect(await upload(ana, pdfFile)).toMatchObject({ kind: 'FILE', contentType: 'application/pdf', thumbnailUrl: null, waveform: null });
    expect(await upload(ana, text('a,b\n1,2\n', 'table.csv', 'text/csv'))).toMatchObject({ kind: 'FILE', contentType: 'text/csv' });
    expect(await upload(ana, text('{"ação": 1}', 'data.json', 'application/json'))).toMatchObject({ contentType: 'application/json' });
  });
});

describe('a ticket', () => {
  test.each([
    ['size', 'OUT_OF_RANGE', { size: 0 }],
    ['size', 'OUT_OF_RANGE', { size: 25 * 1024 * 1024 + 1 }],
    ['size', 'OUT_OF_RANGE', { size: 10 * 1024 * 1024 + 1, purpose: 'AVATAR' }],
    ['contentType', 'INVALID', { contentType: 'nonsense' }],
    ['contentType', 'INVALID', { contentType: 'image/svg+xml' }],
    ['contentType', 'INVALID', { contentType: 'text/html; charset=utf-8' }],
    ['contentType', 'INVALID', { contentType: 'application/pdf', purpose: 'AVATAR' }],
    ['fileName', 'EMPTY', { fileName: ' ' }],
    ['fileName', 'TOO_LONG', { fileName: 'x'.repeat(256) }],
  ])('is not given for a wrong %s (%s)', async (field, reason, wrong) => {
    const input = { purpose: 'ATTACHMENT', fileName: 'a.png', contentType: 'image/png', size: 10, ...wrong };
    expect(await ana.refused(createUploadDocument, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field, reason });
  });

  test('is for who is signed in', async () => {
    const input = { purpose: 'ATTACHMENT', fileName: 'a.png', contentType: 'image/png', size: 10 };
    const answer = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: createUploadDocument, variables: { input } }),
    });
    expect(await answer.text()).toContain('UNAUTHENTICATED');
  });

  test('takes the path out of a name', async () => {
    const attachment = await upload(ana, { ...pdfFile, fileName: '../../etc/"passwd\u202Efdp.pdf' });
    expect(attachment.fileName).toBe('__.._etc__passwdfdp.pdf');
  });

  test('tells the limit that serverInfo tells', async () => {
    expect(await ana.request('{ serverInfo { maxAttachmentSize } }')).toEqual({ serverInfo: { maxAttachmentSize: 25 * 1024 * 1024 } });
  });

  test('that was changed, or is for another upload, lets nothing in', async () => {
    const file = await pngFile();
    const [ticket, other] = [await askForTicket(ana, file), await askForTicket(ana, file)];
    const forged = ticket.fields.map((field) => (field.name === 'expires' ? { ...field, value: `${field.value}0` } : field));
    expect((await postFile({ ...ticket, fields: forged }, file)).status).toBe(403);
    expect((await postFile({ ...ticket, fields: [] }, file)).status).toBe(403);
    expect((await postFile({ ...other, fields: ticket.fields }, file)).status).toBe(403);
    expect((await postFile({ ...ticket, url: ticket.url.replace(ticket.id, 'nonsense') }, file)).status).toBe(404);
    expect((await postFile(ticket, file)).status).toBe(200);
  });

  test('takes exactly as many bytes as were announced', async () => {
    const file = await pngFile();
    for (const size of [file.bytes.length - 1, file.bytes.length + 1]) {
      const ticket = await askForTicket(ana, { ...file, size });
      const response = await postFile(ticket, file);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UPLOAD_INVALID', reason: 'SIZE_MISMATCH' } }] });
      expect((await ana.refused(completeUploadDocument, { id: ticket.id })).reason).toBe('SIZE_MISMATCH');
    }
  });

  test('needs a form with a file in it', async () => {
    const ticket = await askForTicket(ana, pdfFile);
    const asJson = await fetch(ticket.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    const form = new FormData();
    for (const { name, value } of ticket.fields) form.append(name, value);
    const empty = await fetch(ticket.url, { method: 'POST', body: form });
    expect([asJson.status, empty.status]).toEqual([400, 400]);
  });

  test('is good again after the connection was cut', async () => {
    const ticket = await askForTicket(ana, pdfFile);
    const cut = beginPost(ticket);
    const gone = new Promise<void>((resolve) => cut.once('close', () => resolve()));
    cut.write(Buffer.from(pdfFile.bytes).subarray(0, 4), () => cut.destroy());
    await gone;
    expect((await postFile(ticket, pdfFile)).status).toBe(200);
    expect(await completeUpload(ana, ticket.id)).toMatchObject({ kind: 'FILE', size: pdfFile.bytes.length });
  });

  test('may be used again after a lost answer, and its check, too', async () => {
    const ticket = await sendFile(ana, pdfFile);
    expect((await postFile(ticket, pdfFile)).status).toBe(200);
    const once = await completeUpload(ana, ticket.id);
    expect(withoutAddresses(await completeUpload(ana, ticket.id))).toEqual(withoutAddresses(once));
    expect((await postFile(ticket, { ...pdfFile, bytes: Buffer.from('%PDF-another') })).status).toBe(200);
    expect(await fetchBytes(once.url)).toEqual(Buffer.from(pdfFile.bytes));
  });

  test('is completed once, however many ask at the same time', async () => {
    const { id } = await sendFile(ana, await pngFile(600, 400));
    const answers = await Promise.all(Array.from({ length: 8 }, () => completeUpload(ana, id)));
    expect(new Set(answers.map((answer) => JSON.stringify(withoutAddresses(answer)))).size).toBe(1);
  });

  test('that nothing came for is not complete, and then may be', async () => {
    const ticket = await askForTicket(ana, pdfFile);
    expect(await ana.refused(completeUploadDocument, { id: ticket.id })).toMatchObject({ code: 'UPLOAD_INVALID', reason: 'NOT_RECEIVED' });
    await postFile(ticket, pdfFile);
    expect(await completeUpload(ana, ticket.id)).toMatchObject({ kind: 'FILE' });
  });

  test("is its maker's alone", async () => {
    const { id } = await sendFile(ana, pdfFile);
    expect((await bia.refused(completeUploadDocument, { id })).code).toBe('NOT_FOUND');
    // Nothing tells her that it is there, and it stays.
    expect(await bia.request(cancelUploadDocument, { id })).toEqual({ cancelUpload: true });
    expect(await completeUpload(ana, id)).toMatchObject({ id });
  });

  test('that was cancelled leaves nothing', async () => {
    const { id, url } = await upload(ana, pdfFile);
    expect(await statusOf(url)).toBe(200);
    expect(await ana.request(cancelUploadDocument, { id })).toEqual({ cancelUpload: true });
    expect(await statusOf(url)).toBe(404);
    expect(await ana.request(cancelUploadDocument, { id })).toEqual({ cancelUpload: true });
    expect((await ana.refused(completeUploadDocument, { id })).code).toBe('NOT_FOUND');
    const folder = join(server.database.dataDir, 'uploads', id.slice(-2));
    await waitFor(
      async () => !(await readdir(folder)).includes(id),
      () => `${folder} still holds ${id}`,
    );
  });

  test('is refused to who has a hundred that nothing uses, until one is cancelled', async () => {
    const { dora } = await people(server, 'dora');
    const tickets = [];
    for (let count = 0; count < 100; count += 1) tickets.push(await askForTicket(dora, pdfFile));
    const input = { purpose: 'ATTACHMENT', fileName: 'a.pdf', contentType: 'application/pdf', size: 10 };
    expect(await dora.refused(createUploadDocument, { input })).toMatchObject({ code: 'CONFLICT', field: 'size', reason: 'TOO_MANY' });
    await dora.request(cancelUploadDocument, { id: tickets[0]?.id });
    expect(await askForTicket(dora, pdfFile)).toMatchObject({ id: expect.any(String) as unknown });
  });

  test('is refused to who has 250 MB that nothing uses', async () => {
    const { eva } = await people(server, 'eva');
    const large = { ...pdfFile, size: 25 * 1024 * 1024 };
    for (let count = 0; count < 10; count += 1) await askForTicket(eva, large);
    const input = { purpose: 'ATTACHMENT', fileName: 'a.pdf', contentType: 'application/pdf', size: 10 };
    expect(await eva.refused(createUploadDocument, { input })).toMatchObject({ code: 'CONFLICT', field: 'size', reason: 'TOO_MANY' });
  });
});

test('whoever sends many files slowly holds four places, and others go on', async () => {
  const { fia } = await people(server, 'fia');
  const answers: { ticket: Ticket; status: number; retryAfter: string | undefined; body: string }[] = [];
  const posts: { ticket: Ticket; post: ClientRequest }[] = [];
  for (let count = 0; count < 16; count += 1) {
    const ticket = await askForTicket(fia, pdfFile);
    const post = beginPost(ticket);
    post.write(Buffer.from(pdfFile.bytes).subarray(0, 4));
    post.on('response', (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () =>
        answers.push({ ticket, status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body }),
      );
    });
    posts.push({ ticket, post });
  }
  await waitFor(
    () => answers.length >= 12,
    () => `${answers.length} of 16 were answered`,
  );
  for (const { status, retryAfter, body } of answers) {
    expect([status, retryAfter]).toEqual([429, '2']);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 2000 } }] });
  }
  const refused = answers.map(({ ticket }) => ticket);
  expect(refused).toHaveLength(12);
  expect(await upload(bia, pdfFile)).toMatchObject({ kind: 'FILE' });
  // What was begun comes to its end, and leaves its place to another.
  for (const { ticket, post } of posts.filter((each) => !refused.includes(each.ticket))) {
    post.end(Buffer.concat([Buffer.from(pdfFile.bytes).subarray(4), Buffer.from(closeForm)]));
    await waitFor(
      () => answers.some((answer) => answer.ticket === ticket && answer.status === 200),
      () => `${ticket.id} is not kept`,
    );
    expect(await completeUpload(fia, ticket.id)).toMatchObject({ size: pdfFile.bytes.length });
  }
  const [another] = refused;
  if (!another) throw new Error('None was refused.');
  expect((await postFile(another, pdfFile)).status).toBe(200);
  for (const { post } of posts) post.destroy();
});
