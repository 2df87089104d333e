import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from './attachment.model.js';
import { fitsAnnouncement, isRefusedName, judgeType, type FileType } from './file-types.js';
import { folderOf, freshName, isThere, readHead, removeFolder, settleOnDisk, sizeOf } from './local-files.js';
import { signGrant } from './media-keys.js';
import { endingLink, lastingUrl, photoVariant, uploadUrl } from './media-links.js';
import type { MediaStore } from './media-store.js';
import { rewritePicture, writePhoto, writeThumbnail } from './pictures.js';
import type { Upload } from './upload.model.js';
import { InvalidUpload } from './upload.refusals.js';

/** What file-type and the look for markup need at most. */
export const headBytes = 64 * 1024;

/** This server's own folder. */
export const localStore: MediaStore = {
  makeTicket: ({ _id, expiresAt }) => {
    const id = _id.toHexString();
    const expires = String(expiresAt.getTime());
    return {
      url: uploadUrl(id),
      fields: [
        { name: 'expires', value: expires },
        { name: 'signature', value: signGrant('upload', id, expires) },
      ],
    };
  },

  async check(upload) {
    const { received } = upload;
    if (received === undefined) throw new InvalidUpload('NOT_RECEIVED');
    const folder = folderOf(upload._id.toHexString());
    const from = join(folder, received);
    const size = await sizeOf(from);
    if (size === null) throw new InvalidUpload('NOT_RECEIVED');
    if (size !== upload.size) throw new InvalidUpload('SIZE_MISMATCH');
    const type = await findType(upload, await readHead(from, headBytes));
    if (type.kind !== 'IMAGE') return { attachment: describe(upload, type, { size }), file: received };
    const file = freshName('file');
    const to = join(folder, file);
    try {
      const isPhoto = upload.purpose !== 'ATTACHMENT';
      const picture = isPhoto ? await writePhoto(from, to) : await rewritePicture(from, to, type.contentType);
      await settleOnDisk(to);
      const { width, height, contentType } = picture;
      return { attachment: describe(upload, { kind: 'IMAGE', contentType }, { size: (await sizeOf(to)) ?? 0, width, height }), file };
    } catch (error) {
      await rm(to, { force: true });
      throw error;
    }
  },

  dropChecked: async ({ _id, received }, { file }) => {
    if (file !== undefined && file !== received) await rm(join(folderOf(_id.toHexString()), file), { force: true });
  },
  dropReceived: async ({ _id, received, file }) => {
    if (received !== undefined && received !== file) await rm(join(folderOf(_id.toHexString()), received), { force: true });
  },
  remove: ({ _id }) => removeFolder(_id.toHexString()),

  linkTo: async ({ uploadId, forReport }) => {
    const id = uploadId.toHexString();
    return (await isThere(folderOf(id))) ? endingLink(id, { kind: 'file' }, forReport) : null;
  },
  photoUrl: ({ uploadId }, edge) => lastingUrl(uploadId.toHexString(), photoVariant(edge)),
  writeThumbnail: ({ _id, file }, to, width) => {
    if (file === undefined) throw new Error(`The upload ${_id.toHexString()} has no file.`);
    return writeThumbnail(join(folderOf(_id.toHexString()), file), to, width);
  },
};

/** What the bytes are. Throws UPLOAD_INVALID: TYPE_NOT_ALLOWED, TYPE_MISMATCH. */
export async function findType({ contentType, fileName }: Pick<Upload, 'contentType' | 'fileName'>, head: Uint8Array): Promise<FileType> {
  // Loaded when the first file comes.
  const { fileTypeFromBuffer } = await import('file-type');
  const type = isRefusedName(fileName) ? null : judgeType(contentType, (await fileTypeFromBuffer(head))?.mime, head);
  if (!type) throw new InvalidUpload('TYPE_NOT_ALLOWED');
  if (!fitsAnnouncement(contentType, type)) throw new InvalidUpload('TYPE_MISMATCH');
  return type;
}

export function describe(
  { _id, store, fileName }: Upload,
  { kind, contentType }: FileType,
  measures: Pick<Attachment, 'size'> & Partial<Pick<Attachment, 'width' | 'height' | 'asset'>>,
): Attachment {
  return { uploadId: _id, store, kind, fileName, contentType, width: null, height: null, durationMs: null, waveform: null, ...measures };
}
