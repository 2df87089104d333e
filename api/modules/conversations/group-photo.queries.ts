import type { Upload } from '../media/upload.model.js';
import { ConversationModel, type Conversation } from './conversation.model.js';

/** Those of the uploads (ids in hex) that are the photo of a group. */
export async function findUsedGroupPhotos(uploads: readonly Upload[]): Promise<string[]> {
  const ids = uploads.filter(({ purpose }) => purpose === 'GROUP_PHOTO').map(({ _id }) => _id);
  if (ids.length === 0) return [];
  const groups = await ConversationModel.find({ 'photo.uploadId': { $in: ids } }, { photo: 1 })
    .readConcern('local')
    .lean<Pick<Conversation, 'photo'>[]>();
  return groups.flatMap(({ photo }) => photo?.uploadId.toHexString() ?? []);
}
