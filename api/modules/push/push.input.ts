import { ECDH } from 'node:crypto';
import { badUserInput } from '../../graphql/errors.js';
import { isPrivateHost } from '../../outbound/public-addresses.js';

const maxEndpointLength = 2048;
const authBytes = 16;
/** 0x04, and the two coordinates of an uncompressed point on P-256. */
const publicKeyBytes = 65;

/** As it was given. Throws BAD_USER_INPUT (endpoint: TOO_LONG, INVALID, PRIVATE_ADDRESS). Where a name leads is looked at when it is called. */
export function checkEndpoint(endpoint: string, privateAddresses: boolean): string {
  const complain = (reason: string, message: string) => badUserInput('endpoint', reason, `endpoint ${message}`);
  if (endpoint.length > maxEndpointLength) throw complain('TOO_LONG', `must have at most ${maxEndpointLength} characters.`);
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const isSecure = url?.protocol === 'https:' || (privateAddresses && url?.protocol === 'http:');
  if (!url || !isSecure || url.username || url.password) throw complain('INVALID', 'must be an https:// address without a user name.');
  if (!privateAddresses && (isPrivateHost(url.hostname) || /(^|\.)localhost\.?$/.test(url.hostname)))
    throw complain('PRIVATE_ADDRESS', 'leads into the own network of the server.');
  return endpoint;
}

/** In base64url without padding. Throws BAD_USER_INPUT (p256dh, auth: INVALID). */
export function cleanKeys(p256dh: string, auth: string): { readonly p256dh: string; readonly auth: string } {
  const key = readBase64('p256dh', p256dh, publicKeyBytes);
  const secret = readBase64('auth', auth, authBytes);
  try {
    ECDH.convertKey(key, 'prime256v1');
  } catch (error) {
    // Whatever it says: the bytes are no point of that curve.
    throw Object.assign(badUserInput('p256dh', 'INVALID', 'p256dh is no public key of P-256.'), { cause: error });
  }
  return { p256dh: key.toString('base64url'), auth: secret.toString('base64url') };
}

function readBase64(field: string, given: string, bytes: number): Buffer {
  // Some clients send base64 with padding.
  const isBase64 = given.length <= 2 * bytes && /^[A-Za-z0-9+/_-]+={0,2}$/.test(given);
  const value = Buffer.from(isBase64 ? given : '', 'base64url');
  if (value.length !== bytes) throw badUserInput(field, 'INVALID', `${field} must be ${bytes} bytes in base64url.`);
  return value;
}
