import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `smtps://user:password@host`, and the sender as `Name <address>`. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
}

export interface MailTransport {
  /** Resolves when the server has taken it, or the mail is printed. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

// One that hangs must give up before another process takes its mail over (outbox.ts, leaseMs).
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
// So that no out-of-office reply comes back (RFC 3834, and what Exchange heeds).
const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** By SMTP; without settings, to standard error, so that whoever tries the server out can open the links. */
export function createMailTransport(settings: MailSettings | null, log: Pick<Logger, 'isLevelEnabled'>): MailTransport {
  if (!settings) return { send: async (mail) => printMail(mail, log), close: () => {} };
  const transport = createTransport(
    { url: settings.smtpUrl, ...timeouts, disableFileAccess: true, disableUrlAccess: true },
    { from: settings.from, headers },
  );
  return {
    async send({ to, ...content }) {
      // As an object, so that nothing in it is read as a list or as a name.
      await transport.sendMail({ ...content, to: { name: '', address: to } });
    },
    close: () => transport.close(),
  };
}

/** As it would be read, and not as a line of the log: a link in JSON cannot be clicked. */
function printMail({ to, subject, text }: Mail, log: Pick<Logger, 'isLevelEnabled'>): void {
  if (!log.isLevelEnabled('warn')) return;
  const lines = [
    '',
    '─── SMTP_URL is not set, so this mail is printed and not sent ───',
    `To: ${to}`,
    `Subject: ${subject}`,
    '',
    text.trimEnd(),
  ];
  process.stderr.write(`${[...lines, '─── end of the mail ───', ''].join('\n')}\n`);
}
