import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import sharp from 'sharp';

/**
 * Stands in for Cloudinary, as its documentation describes it: uploads and deletions are signed (SHA-1 of the sorted parameters and the secret), the
 * Admin API takes key and secret, downloads are signed and end, deliveries of authenticated assets have their signature in the path.
 */

const key = '1234567890';
const secret = 'abcd-efgh-secret';
const cloud = 'talk-test';
const signatureLifeSeconds = 60 * 60;
/** Not part of what is signed (documentation: "Generating authentication signatures"). */
const unsigned = new Set(['file', 'cloud_name', 'resource_type', 'api_key', 'signature']);

interface Asset {
  readonly bytes: Buffer;
  readonly format: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Frames of an animated picture, which are told to who asks for them. */
  readonly pages: number | undefined;
  readonly duration: number | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly contentType?: string;
}

export interface CloudinaryStandIn {
  /** The setting that makes a server use it. */
  readonly url: string;
  /** Names of all assets: `image/authenticated/talk-in-clouds/…`. */
  names(): string[];
  /** Puts something in the place of what is there, as if it had been stored so. */
  replace(name: string, change: Partial<Asset>): void;
  /** While it is away, everything is answered with 500. */
  setAway(isAway: boolean): void;
  /** Ends the connection of the next request to an address that has this in it, instead of an answer. */
  cutOnce(address: string): void;
  stop(): Promise<void>;
}

/** What Cloudinary documents: parameters by name, joined, with the secret behind them. */
export function signAsDocumented(parameters: Readonly<Record<string, string>>, apiSecret: string): string {
  const toSign = Object.entries(parameters)
    .filter(([name, value]) => !unsigned.has(name) && value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return createHash('sha1')
    .update(toSign + apiSecret)
    .digest('hex');
}

export async function startCloudinary(): Promise<CloudinaryStandIn> {
  const assets = new Map<string, Asset>();
  let isAway = false;
  let cut: string | null = null;

  const server = createServer((request, response) => {
    if (cut !== null && request.url?.includes(cut)) {
      cut = null;
      return request.destroy();
    }
    answer(request)
      .catch((error: unknown): Answer => ({ status: 500, body: { error: { message: String(error) } } }))
      .then((given) => say(response, given))
      .catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const body = await readAll(request);
    if (isAway) return { status: 500, body: { error: { message: 'away' } } };
    const api = new RegExp(`^/v1_1/${cloud}/(.+)$`).exec(url.pathname)?.[1];
    if (api === undefined) return deliver(decodeURI(url.pathname));
    const [first = '', second = '', third = '', name = ''] = api.split('/').map(decodeURIComponent);
    if (request.method === 'GET' && first === 'resources') return describe(request, `${second}/${third}/${name}`, url.searchParams);
    if (request.method === 'GET' && second === 'download')
      return download(first, Object.fromEntries(url.searchParams), request.headers.range);
    if (request.method === 'POST' && second === 'destroy') return destroy(first, textsIn(await readForm(request, body)));
    if (request.method === 'POST' && second === 'upload') return take(first, request, body);
    return { status: 404, body: { error: { message: 'no such address' } } };
  }

  function refuseUnsigned(parameters: Readonly<Record<string, string>>): Answer | null {
    if (parameters['api_key'] !== key) return { status: 401, body: { error: { message: 'unknown api_key' } } };
    if (parameters['signature'] !== signAsDocumented(parameters, secret))
      return { status: 401, body: { error: { message: 'Invalid Signature' } } };
    const age = Date.now() / 1000 - Number(parameters['timestamp']);
    if (!(age < signatureLifeSeconds)) return { status: 400, body: { error: { message: 'Stale request' } } };
    return null;
  }

  async function take(resourceType: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
    const form = await readForm(request, body);
    const parameters = textsIn(form);
    const refusal = refuseUnsigned(parameters);
    if (refusal) return refusal;
    const name = `${resourceType}/${parameters['type'] ?? 'upload'}/${parameters['public_id'] ?? ''}`;
    if (parameters['overwrite'] === 'false' && assets.has(name)) return { status: 200, body: { existing: true } };
    const file = form.get('file');
    if (!(file instanceof Blob)) return { status: 400, body: { error: { message: 'Missing required parameter - file' } } };
    const asset = await read(resourceType, Buffer.from(await file.arrayBuffer()), parameters['transformation'] ?? '');
    const formats = parameters['allowed_formats']?.split(',');
    if (!asset || (formats && !formats.includes(asset.format ?? ''))) return { status: 400, body: { error: { message: 'Invalid file' } } };
    assets.set(name, asset);
    return { status: 200, body: { public_id: parameters['public_id'], bytes: asset.bytes.length } };
  }

  function describe(request: IncomingMessage, name: string, wanted: URLSearchParams): Answer {
    const credentials = Buffer.from(`${key}:${secret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${credentials}`) return { status: 401, body: { error: { message: 'unknown' } } };
    const asset = assets.get(name);
    if (!asset) return { status: 404, body: { error: { message: `Resource not found - ${name}` } } };
    const { bytes, metadata, pages, ...measures } = asset;
    const described = { ...measures, bytes: bytes.length, version: 1_700_000_000, image_metadata: metadata };
    return { status: 200, body: wanted.get('pages') === 'true' ? { ...described, pages } : described };
  }

  function destroy(resourceType: string, parameters: Readonly<Record<string, string>>): Answer {
    const refusal = refuseUnsigned(parameters);
    if (refusal) return refusal;
    const wasThere = assets.delete(`${resourceType}/${parameters['type'] ?? 'upload'}/${parameters['public_id'] ?? ''}`);
    return { status: 200, body: { result: wasThere ? 'ok' : 'not found' } };
  }

  function download(resourceType: string, parameters: Readonly<Record<string, string>>, range: string | undefined): Answer {
    const refusal = refuseUnsigned(parameters);
    if (refusal) return refusal;
    if (!(Number(parameters['expires_at']) > Date.now() / 1000)) return { status: 401, body: { error: { message: 'expired' } } };
    const asset = assets.get(`${resourceType}/${parameters['type'] ?? 'upload'}/${parameters['public_id'] ?? ''}`);
    if (!asset || (asset.format ?? '') !== (parameters['format'] ?? '')) return { status: 404, body: 'gone' };
    const end = /^bytes=0-(\d+)$/.exec(range ?? '')?.[1];
    return { status: end === undefined ? 200 : 206, body: end === undefined ? asset.bytes : asset.bytes.subarray(0, Number(end) + 1) };
  }

  /** `/cloud/image/authenticated/s--signature--/transformation/v1/public_id.format`; the signature is of what follows it, the version aside. */
  async function deliver(path: string): Promise<Answer> {
    const parts = new RegExp(`^/${cloud}/(image|video)/(upload|authenticated)/s--([\\w-]{8})--/([^/]+)/v\\d+/(.+)\\.(\\w+)$`).exec(path);
    const [, resourceType, type, signature, transformation = '', publicId = '', format = ''] = parts ?? [];
    const expected = createHash('sha1').update(`${transformation}/${publicId}.${format}${secret}`).digest('base64');
    if (signature !== expected.slice(0, 8).replaceAll('/', '_').replaceAll('+', '-')) return { status: 401, body: 'no signature' };
    const asset = assets.get(`${resourceType}/${type}/${publicId}`);
    if (!asset) return { status: 404, body: 'gone' };
    const width = Number(/\bw_(\d+)/.exec(transformation)?.[1] ?? 0);
    const height = /\bh_(\d+)/.exec(transformation)?.[1];
    const picture =
      resourceType === 'image' ? sharp(asset.bytes) : sharp({ create: { width: 640, height: 360, channels: 3, background: '#345' } });
    const resized = picture.resize({
      width,
      ...(height !== undefined && { height: Number(height) }),
      withoutEnlargement: height === undefined,
    });
    return { status: 200, body: await resized.webp().toBuffer(), contentType: `image/${format}` };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `cloudinary://${key}:${secret}@${cloud}?upload_prefix=http://${host}&secure=false&cname=${host}`,
    names: () => [...assets.keys()],
    replace(name, change) {
      const asset = assets.get(name);
      if (!asset) throw new Error(`There is no ${name} at the stand-in.`);
      assets.set(name, { ...asset, ...change });
    },
    setAway: (away) => (isAway = away),
    cutOnce: (address) => (cut = address),
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A picture is transformed as it comes in, and so loses its EXIF; films, sounds and raw files stay as they are. */
async function read(resourceType: string, bytes: Buffer, transformation: string): Promise<Asset | null> {
  const unknown = { width: undefined, height: undefined, pages: undefined, duration: undefined, metadata: {} };
  if (resourceType === 'raw') return { ...unknown, bytes, format: undefined };
  if (resourceType === 'video') {
    const isWave = bytes.subarray(0, 4).toString() === 'RIFF';
    const isFilm = bytes.subarray(4, 8).toString() === 'ftyp';
    if (isWave) return { ...unknown, bytes, format: 'wav', duration: 0.25 };
    return isFilm ? { ...unknown, bytes, format: 'mp4', width: 640, height: 360, duration: 1.5 } : null;
  }
  try {
    const { format } = await sharp(bytes).metadata();
    const kept = transformation === '' ? bytes : await sharp(bytes, { animated: true }).autoOrient().toBuffer();
    const { width, height, pages } = await sharp(kept).metadata();
    return { ...unknown, bytes: kept, format: format === 'jpeg' ? 'jpg' : format, width, height, pages };
  } catch {
    // No picture: refused, as Cloudinary does.
    return null;
  }
}

function readForm(request: IncomingMessage, body: Buffer): Promise<FormData> {
  return new Response(Uint8Array.from(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
}

function textsIn(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function say(response: ServerResponse, { status, body, contentType }: Answer): void {
  const isBytes = Buffer.isBuffer(body);
  response.writeHead(status, { 'content-type': contentType ?? (isBytes ? 'application/octet-stream' : 'application/json') });
  response.end(isBytes ? body : JSON.stringify(body));
}
