import { pino, type Logger } from 'pino';

export type { Logger };

// Never in the log, wherever a request or an error carries them.
const secrets = [
  'authorization',
  'cookie',
  'password',
  'refreshToken',
  'accessToken',
  'token',
  'passwordHash',
  'refreshHash',
  'secret',
  'secretHash',
];

/** Logs as JSON lines to stderr, so that stdout holds nothing but the line with the URL. */
export function createLog(level: string): Logger {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, redact: { paths, censor: '[redacted]' } }, pino.destination({ fd: 2, sync: true }));
}
