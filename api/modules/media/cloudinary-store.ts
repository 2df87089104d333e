import { writeFile } from 'node:fs/promises';
import type { Attachment, CloudinaryAsset, Photo } from './attachment.model.js';
import { openCloudinary, type Cloudinary, type Resource } from './cloudinary-client.js';
import { describe, findType, headBytes } from './local-store.js';
import { signGrant } from './media-keys.js';
import { endOfWindow, photoVariant } from './media-links.js';
import { maxAttachmentSize, maxPixels } from './media.limits.js';
import type { MediaStore } from './media-store.js';
import type { Upload } from './upload.model.js';
import { InvalidUpload } from './upload.refusals.js';

const folder = 'talk-in-clouds';
/** What Cloudinary does to a picture before it keeps it: whatever it transforms, it turns upright and strips of EXIF and GPS. */
const largestPicture = 'c_limit,h_8192,w_8192';
const largestPhoto = 'c_lfill,h_1024,w_1024';
const allowedFormats: Readonly<Record<CloudinaryAsset['resourceType'], string>> = {
  image: 'gif,jpg,png,webp',
  video: '3gp,aac,flac,m4a,m4v,mkv,mov,mp3,mp4,oga,ogg,ogv,opus,wav,webm',
  raw: '',
};
const contentTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mkv: 'video/matroska',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  oga: 'audio/ogg',
  ogv: 'video/ogg',
  opus: 'audio/ogg',
  '3gp': 'video/3gpp',
};

type Asset = Pick<Attachment, 'uploadId' | 'asset'>;

/** Throws where CLOUDINARY_URL, which the client reads itself, is none. */
export async function createCloudinaryStore(): Promise<{ readonly store: MediaStore; readonly origins: readonly string[] }> {
  const cloudinary = await openCloudinary();
  return { store: storeOn(cloudinary), origins: cloudinary.origins };
}

function storeOn(cloudinary: Cloudinary): MediaStore {
  return {
    makeTicket(upload) {
      const resourceType = resourceTypeOf(upload);
      const isPhoto = upload.purpose !== 'ATTACHMENT';
      const fields = cloudinary.signUpload({
        timestamp: Math.floor(upload.createdAt.getTime() / 1000),
        public_id: publicIdOf(upload._id.toHexString()),
        type: isPhoto ? 'upload' : 'authenticated',
        // The ticket is good once: what was checked cannot be exchanged afterwards.
        overwrite: 'false',
        allowed_formats: allowedFormats[resourceType],
        transformation: resourceType !== 'image' ? '' : isPhoto ? largestPhoto : largestPicture,
      });
      return { url: cloudinary.uploadUrl(resourceType), fields };
    },

    async check(upload) {
      const resourceType = resourceTypeOf(upload);
      const resource = await cloudinary.findResource(publicIdOf(upload._id.toHexString()), resourceType, deliveryTypeOf(upload));
      if (!resource) throw new InvalidUpload('NOT_RECEIVED');
      const isAsSent = resourceType !== 'image';
      if (resource.bytes > maxAttachmentSize || (isAsSent && resource.bytes !== upload.size)) throw new InvalidUpload('SIZE_MISMATCH');
      const asset: CloudinaryAsset = { resourceType, format: resource.format ?? '', version: resource.version };
      if (resourceType === 'raw') {
        const head = await cloudinary.readHead(fileUrlOf(cloudinary, { uploadId: upload._id, asset }, endOfWindow()), headBytes);
        const type = await findType(upload, head);
        return { attachment: describe(upload, type, { size: resource.bytes, asset }) };
      }
      return { attachment: describeShown(upload, resource, asset) };
    },

    // Nothing is written by a check.
    dropChecked: async () => undefined,
    dropReceived: async () => undefined,
    remove: async (upload) => {
      await cloudinary.destroy(publicIdOf(upload._id.toHexString()), resourceTypeOf(upload), deliveryTypeOf(upload));
    },

    linkTo: async (attachment) => {
      const expiresAt = endOfWindow();
      return { url: fileUrlOf(cloudinary, attachment, expiresAt), expiresAt };
    },
    photoUrl: (photo: Photo, edge) => {
      const { pixels } = photoVariant(edge);
      const shape = { width: pixels, height: pixels, crop: 'fill', format: 'webp' } as const;
      return cloudinary.deliveryUrl(publicIdOf(photo.uploadId.toHexString()), { type: 'upload', version: photo.asset?.version, ...shape });
    },
    writeThumbnail: async ({ _id, attachment }, to, width) => {
      const { asset } = attachment ?? {};
      const shape = { width, crop: 'limit', format: 'webp', ...(asset?.resourceType === 'video' && { start_offset: '0' }) } as const;
      const kind = { type: 'authenticated', resource_type: asset?.resourceType, version: asset?.version } as const;
      await writeFile(to, await cloudinary.fetchAll(cloudinary.deliveryUrl(publicIdOf(_id.toHexString()), { ...kind, ...shape })));
    },
  };
}

/** Ids are counted, so that they can be guessed: what stands behind this one cannot. */
const publicIdOf = (id: string): string => `${folder}/${id}-${signGrant('cloudinary', id).slice(0, 24)}`;

function resourceTypeOf({ contentType }: Pick<Upload, 'contentType'>): CloudinaryAsset['resourceType'] {
  if (contentType.startsWith('image/')) return 'image';
  return contentType.startsWith('video/') || contentType.startsWith('audio/') ? 'video' : 'raw';
}

const deliveryTypeOf = ({ purpose }: Pick<Upload, 'purpose'>) => (purpose === 'ATTACHMENT' ? 'authenticated' : 'upload');

function fileUrlOf(cloudinary: Cloudinary, { uploadId, asset }: Asset, expiresAt: Date): string {
  if (!asset) throw new Error(`The upload ${uploadId.toHexString()} is not at Cloudinary.`);
  return cloudinary.fileUrl(publicIdOf(uploadId.toHexString()), asset, expiresAt);
}

/** Of pictures, films and sounds Cloudinary has seen the bytes itself, and took only the formats that the ticket names. */
function describeShown(upload: Upload, resource: Resource, asset: CloudinaryAsset): Attachment {
  const { format, width = null, height = null, pages = 1, bytes, duration } = resource;
  if (!allowedFormats[asset.resourceType].split(',').includes(asset.format)) throw new InvalidUpload('TYPE_NOT_ALLOWED');
  if (Object.keys(resource.metadata).some((name) => /^GPS/i.test(name))) throw new InvalidUpload('HAS_LOCATION');
  if (asset.resourceType === 'image' && (width ?? 0) * (height ?? 0) * pages > maxPixels) throw new InvalidUpload('TOO_MANY_PIXELS');
  const family = asset.resourceType === 'image' ? 'image' : upload.contentType.startsWith('audio/') ? 'audio' : 'video';
  if (family === 'audio' && (width ?? 0) > 0) throw new InvalidUpload('TYPE_MISMATCH');
  const contentType = (contentTypes[asset.format] ?? `${family}/${format}`).replace(/^(?:audio|video)/, family);
  const kind = ({ image: 'IMAGE', audio: 'AUDIO', video: 'VIDEO' } as const)[family];
  const measured = describe(upload, { kind, contentType }, { size: bytes, width, height, asset });
  return { ...measured, durationMs: duration === undefined ? null : Math.round(duration * 1000) };
}
