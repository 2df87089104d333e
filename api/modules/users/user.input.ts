import { badUserInput } from '../../graphql/errors.js';
import { cleanText, foldedWords } from '../../graphql/text.js';

const usernameLength = { min: 3, max: 32 };
const maxEmailLength = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets
const maxLocaleLength = 35; // RFC 5646, 4.4.1
// One @, a domain with a dot, nothing that needs quoting (RFC 5322 atoms). Whether it exists, only a mail can tell.
const emailPattern = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** In lower case, as stored. Throws BAD_USER_INPUT (username: EMPTY, TOO_SHORT, TOO_LONG, INVALID). */
export function cleanUsername(value: string): string {
  const username = cleanText('username', value, { ...usernameLength, multiline: false }).toLowerCase();
  if (!/^[a-z0-9._-]+$/.test(username)) throw badUserInput('username', 'INVALID', "username takes a–z, 0–9, '.', '_' and '-' only.");
  return username;
}

/** In lower case, as stored. Throws BAD_USER_INPUT naming `field`. */
export function cleanEmail(value: string, field = 'email'): string {
  const email = cleanText(field, value, { min: 1, max: maxEmailLength, multiline: false }).toLowerCase();
  if (!emailPattern.test(email) || email.includes('..')) throw badUserInput(field, 'INVALID', `${field} is not an e-mail address.`);
  return email;
}

export function cleanDisplayName(value: string): string {
  return cleanText('displayName', value, { min: 1, max: 64, multiline: false });
}

export function cleanAbout(value: string): string {
  return cleanText('about', value, { min: 0, max: 280, multiline: true });
}

/** A BCP 47 tag in its canonical form. Throws BAD_USER_INPUT (locale, INVALID). */
export function cleanLocale(value: string): string {
  if (value.length <= maxLocaleLength) {
    try {
      const canonical = Intl.getCanonicalLocales(value)[0];
      if (canonical) return canonical;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw badUserInput('locale', 'INVALID', 'locale is not a language tag such as "en" or "pt-BR".');
}

/** What Query.users finds this user by. */
export function makeSearchWords(username: string, displayName: string): string[] {
  return foldedWords(`${username} ${displayName}`);
}
