import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a link is good. */
const lifetimeMs = 60 * 60_000;
/** Whose export, until when (seconds since 1970), and that this server said so. */
const pattern = /^([0-9a-f]{24})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

interface ExportLinkSettings {
  /** 32 bytes, the same for all processes. */
  readonly key: Uint8Array;
  /** Where people reach this server: an origin. */
  readonly publicUrl: string;
}

let settings: ExportLinkSettings | null = null;

/** Called once, at start-up. */
export function useExportLinks(given: ExportLinkSettings): void {
  settings = given;
}

/** A link that whoever holds it can download with, without a session, for an hour. Nothing is stored: any process can read it. */
export function makeExportLink(userId: string, now = new Date()): { url: string; expiresAt: Date } {
  const expirySeconds = Math.floor((now.getTime() + lifetimeMs) / 1000);
  const { publicUrl } = requireSettings();
  const url = `${publicUrl}/exports/${userId}.${expirySeconds}.${sign(userId, String(expirySeconds))}`;
  return { url, expiresAt: new Date(expirySeconds * 1000) };
}

/** Whose export it is; null for what this server did not sign, and for what is over. */
export function readExportToken(token: string, now = new Date()): string | null {
  const [, userId = '', expirySeconds = '', mac = ''] = pattern.exec(token) ?? [];
  const expected = Buffer.from(sign(userId, expirySeconds));
  const given = Buffer.from(mac);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs && Number(expirySeconds) * 1000 > now.getTime() ? userId : null;
}

const sign = (userId: string, expirySeconds: string) =>
  createHmac('sha256', requireSettings().key).update(`export:${userId}.${expirySeconds}`).digest('base64url');

function requireSettings(): ExportLinkSettings {
  if (!settings) throw new Error('An export was asked for before useExportLinks.');
  return settings;
}
