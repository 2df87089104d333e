import type { v2 } from 'cloudinary';
import { AppError } from '../../graphql/errors.js';
import type { CloudinaryAsset } from './attachment.model.js';

type ResourceType = CloudinaryAsset['resourceType'];
type DeliveryType = 'upload' | 'authenticated';

const timeoutMs = 15_000;
const maxThumbnailBytes = 10 * 1024 * 1024;

/** What the Admin API says of an asset, as far as it is looked at. */
export interface Resource {
  readonly format: string | undefined;
  readonly version: number;
  readonly bytes: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Frames of an animated picture. */
  readonly pages: number | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** EXIF and the like that the stored file still has. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Shape {
  readonly type: DeliveryType;
  readonly resource_type?: ResourceType | undefined;
  readonly version?: number | undefined;
  readonly width: number;
  readonly height?: number;
  readonly crop: 'fill' | 'limit';
  readonly format: string;
  readonly start_offset?: string;
}

/** Cloudinary's own client, as far as it is used here. */
export interface Cloudinary {
  /** Where a browser sends files to and gets them from. */
  readonly origins: readonly string[];
  uploadUrl(resourceType: ResourceType): string;
  /** The fields of the form, signed; empty ones are left out. */
  signUpload(parameters: Readonly<Record<string, string | number>>): { name: string; value: string }[];
  /** Null where nothing came in. */
  findResource(publicId: string, resourceType: ResourceType, type: DeliveryType): Promise<Resource | null>;
  destroy(publicId: string, resourceType: ResourceType, type: DeliveryType): Promise<void>;
  /** The file itself, until then. */
  fileUrl(publicId: string, asset: CloudinaryAsset, expiresAt: Date): string;
  deliveryUrl(publicId: string, shape: Shape): string;
  readHead(url: string, bytes: number): Promise<Uint8Array>;
  fetchAll(url: string): Promise<Uint8Array>;
}

/** Reads CLOUDINARY_URL as Cloudinary's client does: cloudinary://key:secret@cloud, with further options of the client as its query. */
export async function openCloudinary(): Promise<Cloudinary> {
  const { default: module } = await import('cloudinary');
  const client: typeof v2 = module.v2;
  const { api_key: apiKey, api_secret: apiSecret, secure } = client.config();
  if (!apiKey || !apiSecret) throw new Error('CLOUDINARY_URL holds no key and secret.');
  // From the query of an address everything is a text.
  const isSecure = String(secure ?? true) !== 'false';
  const uploadUrl = (resource_type: ResourceType) => client.utils.api_url('upload', { resource_type });
  const deliveryUrl = (publicId: string, shape: Shape) =>
    client.url(publicId, { ...shape, sign_url: true, secure: isSecure, urlAnalytics: false });

  return {
    origins: [...new Set([uploadUrl('image'), client.url('sample', { secure: isSecure })].map((url) => new URL(url).origin))],
    uploadUrl,
    deliveryUrl,
    signUpload(parameters) {
      const given = Object.entries(parameters).filter(([, value]) => value !== '');
      const signature = client.utils.api_sign_request(Object.fromEntries(given), apiSecret);
      return [...given, ['api_key', apiKey], ['signature', signature]].map(([name, value]) => ({
        name: String(name),
        value: String(value),
      }));
    },
    async findResource(publicId, resource_type, type) {
      try {
        const options = { resource_type, type, image_metadata: true, pages: true };
        return readResource(await untilAnswered(() => client.api.resource(publicId, options)));
      } catch (error) {
        if (httpCodeOf(error) === 404) return null;
        throw failureOf(error);
      }
    },
    async destroy(publicId, resource_type, type) {
      try {
        await untilAnswered(() => client.uploader.destroy(publicId, { resource_type, type, invalidate: true }));
      } catch (error) {
        throw failureOf(error);
      }
    },
    fileUrl: (publicId, { resourceType, format }, expiresAt) => {
      const expires_at = Math.floor(expiresAt.getTime() / 1000);
      // Of the same window as the end: the address is then the same for everybody who asks in it.
      const timestamp = expires_at - 30 * 60;
      const ofFile = { resource_type: resourceType, type: 'authenticated', expires_at, timestamp } as const;
      const options = { ...ofFile, ...(resourceType === 'raw' && { attachment: true }) };
      return client.utils.private_download_url(publicId, format, options);
    },
    async readHead(url, bytes) {
      const response = await request(url, { Range: `bytes=0-${bytes - 1}` });
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of response.body ?? []) {
        parts.push(part);
        length += part.length;
        if (length >= bytes) break;
      }
      return Buffer.concat(parts).subarray(0, bytes);
    },
    async fetchAll(url) {
      const response = await request(url, {});
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > maxThumbnailBytes) throw new Error(`Cloudinary answers with ${bytes.length} bytes for a thumbnail.`);
      return bytes;
    },
  };
}

/** Tried again once, where the connection ended: one that was kept may end just when it is used again. For what may be done twice. */
async function untilAnswered(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (httpCodeOf(error) !== undefined) throw error;
    return ask();
  }
}

async function request(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw failureOf(error);
  }
  if (!response.ok) throw failureOf({ http_code: response.status, message: 'no file' });
  return response;
}

function readResource(answer: unknown): Resource {
  const resource = isRecord(answer) ? answer : {};
  const { version, bytes } = resource;
  if (typeof version !== 'number' || typeof bytes !== 'number') throw new Error('Cloudinary describes an asset without version and bytes.');
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    format: typeof resource.format === 'string' ? resource.format : undefined,
    version,
    bytes,
    width: number(resource.width),
    height: number(resource.height),
    pages: number(resource.pages),
    duration: number(resource.duration),
    metadata: isRecord(resource.image_metadata) ? resource.image_metadata : {},
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The client rejects with objects: { error: { message, http_code } }, or what is inside of that. */
function innerError(error: unknown): Record<string, unknown> {
  const inner = isRecord(error) && isRecord(error.error) ? error.error : error;
  return isRecord(inner) ? inner : {};
}

const httpCodeOf = (error: unknown): unknown => innerError(error).http_code;

/** Its message alone: the object that the client rejects with holds the secret. */
function failureOf(error: unknown): Error {
  const { http_code: code, message } = innerError(error);
  const said = `Cloudinary answers ${typeof code === 'number' ? code : ''}: ${String(message)}`;
  // Refused keys and wrong requests are faults that somebody has to hear of; the rest passes.
  if (typeof code === 'number' && code >= 400 && code < 500 && code !== 420 && code !== 429) return new Error(said);
  return new AppError('UNAVAILABLE', 'Cloudinary does not answer at the moment. Safe to retry.');
}
