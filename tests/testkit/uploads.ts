import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Person } from './people.js';

/** Uploads as a third party makes them: a ticket, a form, and the check. Files are made here, byte for byte. */

export interface AttachmentView {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly url: string | null;
  readonly urlExpiresAt: string | null;
  readonly thumbnailUrl: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly waveform: readonly number[] | null;
}

export const attachmentFields = `id kind fileName contentType size url urlExpiresAt thumbnailUrl width height durationMs waveform`;

/** An answer without the addresses of its attachments, which are others every quarter of an hour. */
export const withoutAddresses = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => (['url', 'urlExpiresAt', 'thumbnailUrl'].includes(name) ? undefined : value)),
  );

export interface Ticket {
  readonly id: string;
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: string;
}

export interface FileToSend {
  readonly purpose?: 'AVATAR' | 'GROUP_PHOTO' | 'ATTACHMENT';
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** As announced, where it is to be something else than the truth. */
  readonly size?: number;
}

export const createUploadDocument = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { id url fields { name value } expiresAt } }`;
export const completeUploadDocument = `mutation ($id: ID!, $durationMs: Int, $waveform: [Int!]) {
  completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) { ${attachmentFields} } }`;
export const cancelUploadDocument = `mutation ($id: ID!) { cancelUpload(id: $id) }`;

export async function askForTicket(person: Person, file: FileToSend): Promise<Ticket> {
  const { purpose = 'ATTACHMENT', fileName, contentType, bytes, size = bytes.length } = file;
  const answer = await person.request<{ createUpload: Ticket }>(createUploadDocument, { input: { purpose, fileName, contentType, size } });
  return answer.createUpload;
}

/** Every field as given, then the file. */
export function postFile(ticket: Ticket, file: Pick<FileToSend, 'fileName' | 'contentType' | 'bytes'>): Promise<Response> {
  const form = new FormData();
  for (const { name, value } of ticket.fields) form.append(name, value);
  form.append('file', new Blob([Uint8Array.from(file.bytes)], { type: file.contentType }), file.fileName);
  return fetch(ticket.url, { method: 'POST', body: form });
}

/** A ticket and its bytes, not checked yet. */
export async function sendFile(person: Person, file: FileToSend): Promise<Ticket> {
  const ticket = await askForTicket(person, file);
  const response = await postFile(ticket, file);
  if (!response.ok) throw new Error(`The upload of ${file.fileName} was answered with ${response.status}: ${await response.text()}`);
  return ticket;
}

export async function completeUpload(
  person: Person,
  id: string,
  sound: { readonly durationMs?: number; readonly waveform?: readonly number[] } = {},
): Promise<AttachmentView> {
  return (await person.request<{ completeUpload: AttachmentView }>(completeUploadDocument, { id, ...sound })).completeUpload;
}

/** All three steps. */
export async function upload(person: Person, file: FileToSend): Promise<AttachmentView> {
  return completeUpload(person, (await sendFile(person, file)).id);
}

interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

const plain = (width: number, height: number, colour: Colour = { r: 200, g: 30, b: 30 }) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

export const png = (width = 300, height = 200, colour?: Colour): Promise<Buffer> => plain(width, height, colour).png().toBuffer();

export async function pngFile(width?: number, height?: number, fileName = 'picture.png'): Promise<FileToSend> {
  return { fileName, contentType: 'image/png', bytes: await png(width, height) };
}

/** As a telephone makes it: lying on its side, and telling where it was taken. */
export const locatedJpeg = (width = 80, height = 40): Promise<Buffer> =>
  plain(width, height)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Telephone of Ana' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' },
    })
    .jpeg()
    .toBuffer();

/** Frames of different colours, so that none is dropped for being like the one before. */
export async function animatedGif(frames = 3, edge = 20): Promise<Buffer> {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, index) => png(edge, edge, { r: (index * 80) % 256, g: 255 - ((index * 60) % 256), b: 40 })),
  );
  return sharp(pictures, { join: { animated: true } })
    .gif({ delay: 100 })
    .toBuffer();
}

/** A PNG whose header says that it is that large, and which has nothing of it. */
export async function claimedPng(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await png(1, 1));
  // IHDR: 8 bytes of signature, 4 of length, 4 of name; then width and height, and behind its 13 bytes a checksum.
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A quarter of a second of silence, 8 bits, 8,000 a second. */
export function wav(): Buffer {
  const samples = Buffer.alloc(2000, 0x80);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

export const wavFile: FileToSend = { fileName: 'voice.wav', contentType: 'audio/wav', bytes: wav() };

export const pdfFile: FileToSend = {
  fileName: 'minutes.pdf',
  contentType: 'application/pdf',
  bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
};

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function fetchBytes(url: string | null): Promise<Buffer> {
  const response = await fetch(url ?? 'no address');
  if (!response.ok) throw new Error(`${url} answers with ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** What a reader with this address gets. */
export const statusOf = async (url: string | null): Promise<number> => (await fetch(url ?? 'no address')).status;
