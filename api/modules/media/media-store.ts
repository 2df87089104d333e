import type { Attachment, Photo, ShownAttachment, StoreName } from './attachment.model.js';
import type { Link } from './media-links.js';
import type { Upload } from './upload.model.js';

/** Where to send the bytes: a POST of a form with these fields and then the file. */
export interface Ticket {
  readonly url: string;
  readonly fields: { name: string; value: string }[];
}

/** What a check found. `file` is the name of what was written for handing out, where the store has such files. */
export interface Checked {
  readonly attachment: Attachment;
  readonly file?: string;
}

/** Where bytes are kept. Both kinds may be in use at once: what came in before CLOUDINARY_URL was set stays where it is. */
export interface MediaStore {
  makeTicket(upload: Upload): Ticket;
  /** Throws UPLOAD_INVALID with its reason: NOT_RECEIVED while the bytes are not there. */
  check(upload: Upload): Promise<Checked>;
  /** What check wrote and nobody needs, because another process was faster. */
  dropChecked(upload: Upload, checked: Checked): Promise<void>;
  /** What came in, once what is handed out is there. */
  dropReceived(upload: Upload): Promise<void>;
  /** Everything of it. Repeated: the same. */
  remove(upload: Upload): Promise<void>;
  /** Null where the file is gone. */
  linkTo(attachment: ShownAttachment): Promise<Link | null>;
  photoUrl(photo: Photo, edge: number): string;
  /** Writes a smaller picture of it to that file. */
  writeThumbnail(upload: Upload, to: string, width: number): Promise<void>;
}

type Stores = Readonly<Record<StoreName, MediaStore | null>>;

let stores: Stores = { LOCAL: null, CLOUDINARY: null };

/** The composition root sets them once, at start. Without Cloudinary, what is kept there cannot be handed out. */
export function useMediaStores(given: Stores): void {
  stores = given;
}

export const findStore = (name: StoreName): MediaStore | null => stores[name];

/** For what comes in from now on. */
export const storeForNew = (): StoreName => (stores.CLOUDINARY ? 'CLOUDINARY' : 'LOCAL');

/** Throws where it is not set up any more: a fault of the settings, not of who asks. */
export function requireStore(name: StoreName): MediaStore {
  const store = stores[name];
  if (!store) throw new Error(`An upload is kept at ${name}, which is not set up.`);
  return store;
}
