import type { Mail } from '../../mail/transport.js';
import type { User } from '../users/user.model.js';
import { chooseLanguage, findMailText, type MailKind } from './mail-texts.js';

type Addressee = Pick<User, 'displayName' | 'username' | 'locale'>;

/** One of the account's mails in the person's language, as plain text and as plain HTML. `link` where the kind has one. */
export function writeMail(kind: MailKind, to: string, user: Addressee, link: string | null): Mail {
  const language = chooseLanguage(user.locale);
  const text = findMailText(language, kind);
  const fill = (paragraph: string) =>
    paragraph.replaceAll('{name}', () => nameForMail(user)).replaceAll('{username}', () => withoutLink(user.username));
  const [before, after] = [text.before.map(fill), text.after.map(fill)];
  const paragraphs = [...before, ...(link === null ? [] : [link]), ...after];
  const asHtml = (paragraph: string) => `<p>${escapeHtml(paragraph)}</p>`;
  const button = link === null ? [] : [`<p><a href="${escapeHtml(link)}">${escapeHtml(text.link ?? link)}</a></p>`, asHtml(link)];
  const body = [...before.map(asHtml), ...button, ...after.map(asHtml)].join('\n');
  return {
    to,
    subject: text.subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${language}">\n<meta charset="utf-8">\n<title>${escapeHtml(text.subject)}</title>\n<body>\n${body}\n</body>\n</html>\n`,
  };
}

/**
 * Whoever signs up with a stranger's address chooses the name that the stranger reads: one that mail programs would make a link of is not
 * repeated.
 */
function nameForMail({ displayName, username }: Addressee): string {
  return /[.:/@]/.test(displayName) ? withoutLink(username) : displayName;
}

/** Usernames may have dots, and mail programs make a link of `win.example`. Looks the same, and is none, with a word joiner (nothing to be seen) at its dots. */
const withoutLink = (username: string): string => username.replaceAll('.', '\u2060.\u2060');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
