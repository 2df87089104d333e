import type { Types } from 'mongoose';
import type { Attachment } from './attachment.model.js';
import { UploadModel, type Upload } from './upload.model.js';

/** Those that can still be handed out, by id in hex: of what was deleted, nobody gets anything from the moment on at which it was. */
export async function findPresentFiles(ids: readonly Types.ObjectId[]): Promise<ReadonlyMap<string, Attachment>> {
  if (ids.length === 0) return new Map();
  const uploads = await UploadModel.find({ _id: { $in: [...ids] }, state: { $in: ['READY', 'USED'] } }, { attachment: 1 })
    .readConcern('local')
    .lean<Pick<Upload, '_id' | 'attachment'>[]>();
  return new Map(uploads.flatMap(({ _id, attachment }) => (attachment ? [[_id.toHexString(), attachment] as const] : [])));
}
