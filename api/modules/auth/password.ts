import { hash, verify } from '@node-rs/argon2';
import { badUserInput } from '../../graphql/errors.js';
import { codePointLength, hasLoneSurrogate, isBlank } from '../../graphql/text.js';

const passwordLength = { min: 8, max: 256 };

/** As it is hashed: NFC, nothing else changed. Throws BAD_USER_INPUT (field, EMPTY, TOO_SHORT, TOO_LONG, INVALID). */
export function cleanPassword(field: string, value: string): string {
  const { min, max } = passwordLength;
  if (value.length > max * 6) throw badUserInput(field, 'TOO_LONG', `${field} must have at most ${max} characters.`);
  if (hasLoneSurrogate(value)) throw badUserInput(field, 'INVALID', `${field} holds half of a surrogate pair, which is no character.`);
  if (isBlank(value)) throw badUserInput(field, 'EMPTY', `${field} must not be empty.`);
  const password = value.normalize('NFC');
  const length = codePointLength(password);
  if (length < min) throw badUserInput(field, 'TOO_SHORT', `${field} must have at least ${min} characters.`);
  if (length > max) throw badUserInput(field, 'TOO_LONG', `${field} must have at most ${max} characters.`);
  return password;
}

/** argon2id with the library's parameters (m = 19,456 KiB, t = 2, p = 1): OWASP's minimum. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let decoyHash: Promise<string> | null = null;

/** Whether it is the password. With no hash (no such user) it takes as long to say no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoyHash ??= hashPassword('nobody has this password');
  // Cut, so that a huge password costs no more than the longest there can be; none that long was ever accepted.
  const candidate = password.normalize('NFC').slice(0, passwordLength.max * 6);
  const matches = await verify(passwordHash ?? (await decoyHash), candidate);
  return matches && passwordHash !== null;
}

/** Makes the decoy ahead of the first sign-in, so that not even that one takes longer. */
export async function preparePasswords(): Promise<void> {
  decoyHash ??= hashPassword('nobody has this password');
  await decoyHash;
}
