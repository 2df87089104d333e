import { useUploadsDir } from './local-files.js';
import { localStore } from './local-store.js';
import { useMediaKey } from './media-keys.js';
import { useMediaUrl } from './media-links.js';
import { useMediaStores } from './media-store.js';
import { setMediaHooks, type MediaHooks } from './media.hooks.js';

interface MediaSettings {
  /** Where this server's own files are, also the thumbnails of what is at Cloudinary. */
  readonly uploadsDir: string;
  readonly hasCloudinary: boolean;
  /** 32 bytes that sign tickets and addresses. */
  readonly key: Uint8Array;
  /** The server's address, as people open it. */
  readonly url: string;
  readonly hooks: MediaHooks;
}

/** Everything that media needs before it is asked. Answers with the other origins that browsers send files to and get them from. */
export async function prepareMedia({ uploadsDir, hasCloudinary, key, url, hooks }: MediaSettings): Promise<readonly string[]> {
  useUploadsDir(uploadsDir);
  useMediaKey(key);
  useMediaUrl(url);
  setMediaHooks(hooks);
  // Loaded only where it is used.
  const cloudinary = hasCloudinary ? await (await import('./cloudinary-store.js')).createCloudinaryStore() : null;
  useMediaStores({ LOCAL: localStore, CLOUDINARY: cloudinary?.store ?? null });
  return cloudinary?.origins ?? [];
}
