import { join } from 'node:path';
import { parseId } from '../../graphql/ids.js';
import { folderOf, isThere, makeFolder, removeFolder, writeWhole } from './local-files.js';
import { readGrant } from './media-links.js';
import { findStore } from './media-store.js';
import { presentStates, reportableStates, UploadModel, type Upload } from './upload.model.js';

/** A file to be sent as it is. */
export interface ServedMedia {
  readonly folder: string;
  readonly file: string;
  readonly contentType: string;
  /** As it is to be saved. */
  readonly fileName: string;
  /** Whether a browser may show it, or only save it. */
  readonly isInline: boolean;
  /** For so long, whoever has it may keep it. */
  readonly maxAgeSeconds: number;
}

const lastingSeconds = 365 * 24 * 60 * 60;
/** Thumbnails that are being made in this process. */
const making = new Map<string, Promise<void>>();

/** What an address shows, or null: not made here, ended, gone. Nothing of it depends on who asks: whoever has the address may. */
export async function findMedia(
  uploadId: string,
  name: string,
  query: { readonly expires?: string | undefined; readonly signature?: string | undefined },
): Promise<ServedMedia | null> {
  const id = parseId(uploadId);
  const grant = id && readGrant(id.toHexString(), name, query.expires, query.signature ?? '');
  if (!grant) return null;
  const upload = await UploadModel.findOne({ _id: id, state: { $in: grant.forReport ? reportableStates : presentStates } })
    .readConcern('local')
    .lean<Upload>();
  if (!upload?.attachment) return null;
  const folder = folderOf(upload._id.toHexString());
  const { kind, contentType, fileName } = upload.attachment;
  const left = grant.expiresAt === null ? lastingSeconds : Math.floor((grant.expiresAt.getTime() - Date.now()) / 1000);
  const shared = { folder, fileName, maxAgeSeconds: Math.max(0, left) };
  if (grant.variant.kind === 'file') {
    const { file } = upload;
    if (file === undefined || !(await isThere(join(folder, file)))) return null;
    return { ...shared, file, contentType, isInline: kind !== 'FILE' };
  }
  const file = `${name}.webp`;
  if (!(await isThere(join(folder, file))) && !(await makeThumbnail(upload, file, grant.variant.pixels))) return null;
  return { ...shared, file, fileName: `${fileName.replace(/\.[^.]*$/, '')}.webp`, contentType: 'image/webp', isInline: true };
}

/** Once for all who ask for it in this process; another process may make the same, and the last one stays. False where the original is gone. */
async function makeThumbnail(upload: Upload, file: string, pixels: number): Promise<boolean> {
  const id = upload._id.toHexString();
  const store = findStore(upload.store);
  if (!store) return false;
  const key = `${id}/${file}`;
  const running =
    making.get(key) ??
    (async () => {
      const folder = await makeFolder(id);
      await writeWhole(join(folder, file), (unfinished) => store.writeThumbnail(upload, unfinished, pixels));
    })().finally(() => making.delete(key));
  making.set(key, running);
  await running;
  if (await UploadModel.exists({ _id: upload._id, state: { $ne: 'DELETING' } })) return true;
  // It was deleted meanwhile, and its folder may be there again.
  await removeFolder(id);
  return false;
}
