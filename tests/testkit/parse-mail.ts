export interface ParsedMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** As much of RFC 5322 and MIME as our own mails need: one level of parts, in quoted-printable, base64 or as they are. */
export function parseMail(source: string): ParsedMail {
  const { headers, body } = splitHead(source);
  const boundary = /boundary="?([^";]+)"?/i.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [source] : body.split(`--${boundary}`).slice(1, -1);
  const contents = new Map<string, string>();
  for (const part of parts) {
    const { headers: own, body: content } = splitHead(part.replace(/^\r\n/, ''));
    const type = /^[\w/-]+/.exec(own.get('content-type') ?? 'text/plain')?.[0] ?? '';
    contents.set(type, decodeBody(content, own.get('content-transfer-encoding') ?? '').replaceAll('\r\n', '\n'));
  }
  return {
    headers,
    subject: decodeWords(headers.get('subject') ?? ''),
    text: contents.get('text/plain') ?? '',
    html: contents.get('text/html') ?? '',
  };
}

function splitHead(source: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const end = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(pairs), body: source.slice(end + 4) };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')) : body;
}

const decodeQuoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047: `=?UTF-8?Q?…?=`, and several of them with nothing but blanks between are one. */
function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replaceAll('_', ' ')),
    );
}
