import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signAsDocumented, startCloudinary, type CloudinaryStandIn } from '../testkit/cloudinary.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  animatedGif,
  askForTicket,
  attachmentFields,
  cancelUploadDocument,
  completeUpload,
  completeUploadDocument,
  fetchBytes,
  locatedJpeg,
  pdfFile,
  pngFile,
  postFile,
  sendFile,
  statusOf,
  upload,
  wavFile,
  type AttachmentView,
  type FileToSend,
} from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';

let cloudinary: CloudinaryStandIn;
let server: TestServer;
let ana: Person;
let bia: Person;
beforeAll(async () => {
  cloudinary = await startCloudinary();
  server = await startServer({ env: { CLOUDINARY_URL: cloudinary.url } });
  ({ ana, bia } = await people(server));
});
afterAll(() => cloudinary.stop());

const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id attachments { ${attachmentFields} } } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { id attachments { id } } }`;

const nameOf = (id: string) => cloudinary.names().find((name) => name.includes(id)) ?? '';
const film: FileToSend = {
  fileName: 'film.mp4',
  contentType: 'video/mp4',
  bytes: Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(100)]),
};

async function attach(...files: readonly FileToSend[]): Promise<{ id: string; attachments: readonly AttachmentView[] }> {
  const uploadIds = [];
  for (const file of files) uploadIds.push((await upload(ana, file)).id);
  const input = { conversationId: await ana.startDirect(bia), clientId: randomUUID(), text: '', uploadIds };
  return (await ana.request<{ sendMessage: { id: string; attachments: readonly AttachmentView[] } }>(sendDocument, { input })).sendMessage;
}

test('the stand-in signs as Cloudinary documents it', () => {
  // Its own examples, with the secret "abcd".
  expect(signAsDocumented({ public_id: 'sample_image', timestamp: '1315060510' }, 'abcd')).toBe('b4ad47fb4e25c7bf5f92a20089f9db59bc302313');
  const eager = 'w_400,h_300,c_pad|w_260,h_200,c_crop';
  expect(signAsDocumented({ eager, public_id: 'sample_image', timestamp: '1315060510' }, 'abcd')).toBe(
    'bfd09f95f331f558cbd1320e67aa8d488770583e',
  );
});

describe('a ticket', () => {
  test('has the same form, goes to Cloudinary, and is signed for one asset that cannot be exchanged', async () => {
    const ticket = await askForTicket(ana, await pngFile());
    expect(ticket.url).not.toContain(server.url);
    const fields = Object.fromEntries(ticket.fields.map(({ name, value }) => [name, value]));
    expect(fields).toMatchObject({ type: 'authenticated', overwrite: 'false', allowed_formats: 'gif,jpg,png,webp' });
    expect(fields['public_id']).toMatch(new RegExp(`^talk-in-clouds/${ticket.id}-[\\w-]{24}$`));
    const changed = ticket.fields.map((field) => (field.name === 'public_id' ? { ...field, value: 'elsewhere' } : field));
    expect((await postFile({ ...ticket, fields: changed }, await pngFile())).status).toBe(401);
    expect((await postFile(ticket, await pngFile(100, 100))).status).toBe(200);
    const { size } = await completeUpload(ana, ticket.id);
    expect((await postFile(ticket, await pngFile(700, 700))).status).toBe(200);
    expect((await completeUpload(ana, ticket.id)).size).toBe(size);
  });

  test('lets no other formats in', async () => {
    const ticket = await askForTicket(ana, await pngFile());
    const page = { ...(await pngFile()), bytes: Buffer.from('<!doctype html><script>alert(1)</script>') };
    expect((await postFile(ticket, page)).status).toBe(400);
    expect(await ana.refused(completeUploadDocument, { id: ticket.id })).toMatchObject({ code: 'UPLOAD_INVALID', reason: 'NOT_RECEIVED' });
  });
});

describe('what is attached', () => {
  test('is described by what Cloudinary saw, and handed out by addresses that end', async () => {
    const { attachments } = await attach(await pngFile(900, 600), pdfFile, wavFile, film);
    expect(attachments).toMatchObject([
      { kind: 'IMAGE', contentType: 'image/png', width: 900, height: 600 },
      { kind: 'FILE', contentType: 'application/pdf', size: pdfFile.bytes.length, thumbnailUrl: null },
      { kind: 'AUDIO', contentType: 'audio/wav', durationMs: 250, width: null, thumbnailUrl: null },
      { kind: 'VIDEO', contentType: 'video/mp4', durationMs: 1500, width: 640, height: 360 },
    ]);
    expect(await fetchBytes(attachments[1]?.url ?? null)).toEqual(Buffer.from(pdfFile.bytes));
    for (const { url, urlExpiresAt } of attachments) {
      expect(await statusOf(url)).toBe(200);
      const address = new URL(url ?? '');
      expect(Number(address.searchParams.get('expires_at')) * 1000).toBe(Date.parse(urlExpiresAt ?? ''));
      address.searchParams.set('expires_at', String(Math.floor(Date.now() / 1000) + 86_400));
      expect(await statusOf(address.href)).toBe(401);
    }
  });

  test('has thumbnails that end as well: they come from the server', async () => {
    const { attachments } = await attach(await pngFile(900, 600), film);
    for (const { thumbnailUrl } of attachments) {
      expect(thumbnailUrl?.startsWith(server.url)).toBe(true);
      expect(await sharp(await fetchBytes(thumbnailUrl)).metadata()).toMatchObject({ format: 'webp', width: 480 });
      const address = new URL(thumbnailUrl ?? '');
      address.searchParams.delete('expires');
      expect(await statusOf(address.href)).toBe(404);
    }
  });

  test('goes with its message, at Cloudinary, too', async () => {
    const message = await attach(await pngFile());
    const id = message.attachments[0]?.id ?? '';
    expect(nameOf(id)).toMatch(/^image\/authenticated\/talk-in-clouds\//);
    await ana.request(deleteDocument, { id: message.id });
    expect(await statusOf(message.attachments[0]?.thumbnailUrl ?? null)).toBe(404);
    await waitFor(
      () => nameOf(id) === '',
      () => `Cloudinary still has ${nameOf(id)}`,
    );
  });
});

describe('a check', () => {
  const refusalOf = async (file: FileToSend, change: (name: string) => void = () => undefined) => {
    const { id } = await sendFile(ana, file);
    change(nameOf(id));
    const refusal = await ana.refused(completeUploadDocument, { id });
    expect(refusal.code).toBe('UPLOAD_INVALID');
    expect(nameOf(id)).toBe('');
    expect((await ana.refused(completeUploadDocument, { id })).reason).toBe(refusal.reason);
    return refusal.reason;
  };

  test('refuses a picture that still tells where it was taken, and takes one that was stripped', async () => {
    const located = { fileName: 'holiday.jpg', contentType: 'image/jpeg', bytes: await locatedJpeg(80, 40) };
    const keep = (name: string) => cloudinary.replace(name, { metadata: { GPSLatitude: '52 deg 31\' 0.00" N' } });
    expect(await refusalOf(located, keep)).toBe('HAS_LOCATION');
    const taken = await upload(ana, located);
    expect(taken).toMatchObject({ width: 40, height: 80, contentType: 'image/jpeg' });
    expect((await sharp(await fetchBytes(taken.url)).metadata()).exif).toBeUndefined();
  });

  test('refuses a picture of more pixels than there may be, over all frames', async () => {
    const large = (name: string) => cloudinary.replace(name, { width: 8192, height: 8192 });
    expect(await refusalOf(await pngFile(), large)).toBe('TOO_MANY_PIXELS');
    const dance: FileToSend = { fileName: 'dance.gif', contentType: 'image/gif', bytes: await animatedGif(3, 20) };
    expect(await upload(ana, dance)).toMatchObject({ contentType: 'image/gif', width: 20, height: 20 });
    const long = (name: string) => cloudinary.replace(name, { width: 1000, height: 1000, pages: 51 });
    expect(await refusalOf(dance, long)).toBe('TOO_MANY_PIXELS');
  });

  test.each(['resources', 'destroy'])('is made though the first connection for it ends (%s)', async (address) => {
    const large = (name: string) => {
      cloudinary.replace(name, { width: 8192, height: 8192 });
      cloudinary.cutOnce(`/${address}`);
    };
    expect(await refusalOf(await pngFile(), large)).toBe('TOO_MANY_PIXELS');
  });

  test('looks at the bytes of raw files, and at sizes', async () => {
    const page = { fileName: 'notes.txt', contentType: 'text/plain', bytes: Buffer.from('<html><script>alert(1)</script>') };
    expect(await refusalOf(page)).toBe('TYPE_NOT_ALLOWED');
    expect(await refusalOf({ ...pdfFile, size: pdfFile.bytes.length + 1 })).toBe('SIZE_MISMATCH');
    expect(await refusalOf({ ...film, contentType: 'audio/mp4' })).toBe('TYPE_MISMATCH');
  });

  test('says UNAVAILABLE while Cloudinary is away, and works again', async () => {
    const { id } = await sendFile(ana, pdfFile);
    cloudinary.setAway(true);
    expect((await ana.refused(completeUploadDocument, { id })).code).toBe('UNAVAILABLE');
    cloudinary.setAway(false);
    expect(await completeUpload(ana, id)).toMatchObject({ kind: 'FILE' });
  });
});

test('a cancelled upload is taken away at Cloudinary', async () => {
  const { id } = await upload(ana, pdfFile);
  await ana.request(cancelUploadDocument, { id });
  await waitFor(
    () => nameOf(id) === '',
    () => `Cloudinary still has ${nameOf(id)}`,
  );
});

test('a photo comes from Cloudinary, public and not to be guessed', async () => {
  const { id } = await upload(ana, { ...(await pngFile(700, 500)), purpose: 'AVATAR' });
  await ana.request('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', { input: { photoUploadId: id } });
  const document = 'query ($id: ID!) { user(id: $id) { photoUrl(size: 100) } }';
  const { user } = await bia.request<{ user: { photoUrl: string } }>(document, { id: ana.id });
  expect(user.photoUrl).not.toContain(server.url);
  expect(nameOf(id)).toMatch(/^image\/upload\/talk-in-clouds\/\w+-[\w-]{24}$/);
  expect(await sharp(await fetchBytes(user.photoUrl)).metadata()).toMatchObject({ width: 128, height: 128 });
});

test('pages may show what is there, and send files there', async () => {
  const policy = (await fetch(server.url)).headers.get('content-security-policy') ?? '';
  const origin = new URL((await askForTicket(ana, pdfFile)).url).origin;
  for (const directive of ['img-src', 'media-src', 'connect-src']) {
    expect(policy.split('; ').find((each) => each.startsWith(directive))).toContain(origin);
  }
  expect(policy.split('; ').find((each) => each.startsWith('script-src'))).toBe("script-src 'self'");
});

test('the secret is in no answer and no log', async () => {
  const ticket = await askForTicket(ana, pdfFile);
  expect(JSON.stringify(ticket)).not.toContain('abcd-efgh-secret');
  expect(server.logs).not.toContain('abcd-efgh-secret');
});
