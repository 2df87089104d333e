import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { endedStates, UploadModel, type Upload } from './upload.model.js';

/** The viewer's own upload, or null: missing, malformed, somebody else's and deleted look alike. */
export async function findOwnUpload({ userId }: Pick<ViewerIdentity, 'userId'>, uploadId: string): Promise<Upload | null> {
  const id = parseId(uploadId);
  const upload =
    id &&
    (await UploadModel.findOne({ _id: id, ownerId: new Types.ObjectId(userId) })
      .readConcern('local')
      .lean<Upload>());
  return upload && !endedStates.includes(upload.state) ? upload : null;
}

/** Throws NOT_FOUND for missing, malformed, somebody else's and deleted alike. */
export async function accessUpload(viewer: Pick<ViewerIdentity, 'userId'>, uploadId: string): Promise<Upload> {
  const upload = await findOwnUpload(viewer, uploadId);
  if (!upload) throw notFound('upload');
  return upload;
}
