import { isGranted, signGrant } from './media-keys.js';

/** Addresses that end are the same for everybody within a window, so that they are cached; each lives between one and two windows. */
const windowMs = 15 * 60_000;
const thumbnailWidths = [64, 128, 256, 480, 640, 960, 1280, 2048] as const;
const photoEdges = [64, 128, 256, 512, 1024] as const;

export interface Link {
  readonly url: string;
  readonly expiresAt: Date;
}

/** What of an upload an address shows: the file itself, a thumbnail of that width, or a photo with that edge. */
export type Variant = { readonly kind: 'file' } | Smaller;

export interface Smaller {
  readonly kind: 'thumbnail' | 'photo';
  readonly pixels: number;
}

let baseUrl = '';

/** The server's own address, as people open it. */
export function useMediaUrl(url: string): void {
  baseUrl = url;
}

export const uploadUrl = (id: string): string => `${baseUrl}/uploads/${id}`;

/** The next of a few sizes, so that one picture makes a few files and not a thousand. */
export const thumbnailVariant = (width: number): Smaller => ({ kind: 'thumbnail', pixels: roundUp(width, thumbnailWidths) });
export const photoVariant = (edge: number): Smaller => ({ kind: 'photo', pixels: roundUp(edge, photoEdges) });

const roundUp = (pixels: number, sizes: readonly number[]): number => sizes.find((size) => size >= pixels) ?? sizes.at(-1) ?? pixels;

/** When an address that is made now ends. */
export function endOfWindow(now = Date.now()): Date {
  return new Date((Math.floor(now / windowMs) + 2) * windowMs);
}

/** Whoever has this address gets the file until it ends; made for a report, also where its message was deleted. */
export function endingLink(id: string, variant: Variant, forReport = false): Link {
  const expiresAt = endOfWindow();
  const expires = String(expiresAt.getTime() / 1000);
  const name = nameOf(variant);
  const signature = signGrant(forReport ? 'report' : 'media', id, name, expires);
  return { url: `${baseUrl}/media/${id}/${name}?expires=${expires}&signature=${signature}`, expiresAt };
}

/** For photos of people and groups: cannot be guessed, and stays for as long as the photo does. */
export function lastingUrl(id: string, variant: Variant): string {
  const name = nameOf(variant);
  return `${baseUrl}/media/${id}/${name}?signature=${signGrant('photo', id, name)}`;
}

const nameOf = (variant: Variant): string =>
  variant.kind === 'file' ? 'file' : `${variant.kind === 'photo' ? 'p' : 'w'}${variant.pixels}`;

export interface Grant {
  readonly variant: Variant;
  /** Null: it lasts. */
  readonly expiresAt: Date | null;
  /** What no message has any more is shown, too. */
  readonly forReport: boolean;
}

/** What an address grants, or null where it was not made here, or has ended. */
export function readGrant(id: string, name: string, expires: string | undefined, signature: string): Grant | null {
  const variant = variantOf(name);
  if (!variant) return null;
  if (variant.kind === 'photo') return isGranted(signature, 'photo', id, name) ? { variant, expiresAt: null, forReport: false } : null;
  if (expires === undefined) return null;
  const forReport = isGranted(signature, 'report', id, name, expires);
  if (!forReport && !isGranted(signature, 'media', id, name, expires)) return null;
  const expiresAt = new Date(Number(expires) * 1000);
  return expiresAt.getTime() > Date.now() ? { variant, expiresAt, forReport } : null;
}

function variantOf(name: string): Variant | null {
  if (name === 'file') return { kind: 'file' };
  const [, letter, pixels] = /^([pw])(\d{2,4})$/.exec(name) ?? [];
  const sizes: readonly number[] = letter === 'p' ? photoEdges : thumbnailWidths;
  if (letter === undefined || !sizes.includes(Number(pixels))) return null;
  return { kind: letter === 'p' ? 'photo' : 'thumbnail', pixels: Number(pixels) };
}
