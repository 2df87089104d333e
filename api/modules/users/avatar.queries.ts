import type { Upload } from '../media/upload.model.js';
import { UserModel, type User } from './user.model.js';

/** Those of the uploads (ids in hex) that are somebody's photo. */
export async function findUsedAvatars(uploads: readonly Upload[]): Promise<string[]> {
  const avatars = uploads.filter(({ purpose }) => purpose === 'AVATAR');
  if (avatars.length === 0) return [];
  const users = await UserModel.find({ _id: { $in: avatars.map(({ ownerId }) => ownerId) } }, { photo: 1 })
    .readConcern('local')
    .lean<Pick<User, 'photo'>[]>();
  const photos = new Set(users.flatMap(({ photo }) => photo?.uploadId.toHexString() ?? []));
  return avatars.map(({ _id }) => _id.toHexString()).filter((id) => photos.has(id));
}
