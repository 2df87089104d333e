import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { parseMail, type ParsedMail } from './parse-mail.js';
import { waitFor } from './wait.js';

export interface ReceivedMail extends ParsedMail {
  readonly from: string;
  readonly to: readonly string[];
}

/** An SMTP server that keeps what it is given. */
export interface MailSink {
  /** The settings that make a server send to it. */
  readonly env: Readonly<Record<string, string>>;
  /** All mails so far. */
  readonly mails: readonly ReceivedMail[];
  /** The next mail to that address that was not asked for before: waits for it. */
  next(to: string): Promise<ReceivedMail>;
  /** How many came to that address by now. */
  count(to: string): number;
  /** With a code, all recipients are refused with it from now on; with null no more. */
  refuse(code: 450 | 550 | null): void;
  /** How many recipients were refused. */
  readonly refused: number;
  stop(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  const taken = new Map<string, number>();
  let refusal: number | null = null;
  let refused = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      if (refusal === null) return callback();
      refused += 1;
      callback(Object.assign(new Error('Not now'), { responseCode: refusal }));
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...parseMail(Buffer.concat(chunks).toString('utf8')) });
        callback();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => {
    listener.once('listening', resolve);
    server.once('error', reject);
  });
  // A client that is killed in the middle of a mail is part of the tests.
  server.on('error', () => {});
  const { port } = listener.address() as AddressInfo;
  const mailsTo = (address: string) => mails.filter(({ to }) => to.includes(address));
  return {
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Nossa conversa <chat@example.test>' },
    mails,
    async next(to) {
      const index = taken.get(to) ?? 0;
      taken.set(to, index + 1);
      return waitFor(
        () => mailsTo(to)[index],
        () => `no ${index + 1}. mail to ${to}; there are ${JSON.stringify(mails.map((mail) => [mail.to, mail.subject]))}`,
      );
    },
    count: (to) => mailsTo(to).length,
    refuse: (code) => (refusal = code),
    get refused() {
      return refused;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The link in a mail, and the token that it carries. */
export function linkIn({ text }: Pick<ReceivedMail, 'text'>): { readonly url: string; readonly token: string } {
  const url = /https?:\/\/\S+/.exec(text)?.[0];
  const token = url && new URL(url).searchParams.get('token');
  if (!url || !token) throw new Error(`This mail has no link with a token:\n${text}`);
  return { url, token };
}
