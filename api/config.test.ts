import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.js';

describe('settings', () => {
  test('all have a default', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      publicUrl: null,
      allowedOrigins: [],
      trustProxy: false,
      database: { kind: 'EMBEDDED', failPoints: false },
      processes: 1,
      signUp: 'OPEN',
      mail: null,
      retentionDays: 30,
      rateLimits: true,
      privateAddresses: false,
      webhooks: { retrySeconds: [5, 30, 120, 600, 3_600, 21_600] },
      logLevel: 'warn',
    });
  });

  test('that are empty count as unset', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: '  ' })).toEqual(readConfig({}));
  });

  test('choose the database', () => {
    expect(readConfig({ MONGODB_URI: 'mongodb://a,b/chat' }).database).toEqual({ kind: 'EXTERNAL', uri: 'mongodb://a,b/chat' });
    const embedded = readConfig({
      DATA_DIR: '/srv/chat',
      EMBEDDED_DB_PORT: '27018',
      EMBEDDED_DB_FAIL_POINTS: 'on',
      EMBEDDED_DB_OPLOG_ENTRIES: '50',
    });
    expect(embedded.database).toEqual({ kind: 'EMBEDDED', dataDir: '/srv/chat', port: 27018, failPoints: true, oplogEntries: 50 });
  });

  test('pause between the attempts of webhooks', () => {
    expect(readConfig({ WEBHOOK_RETRY_SECONDS: '0.1, 2,30' }).webhooks.retrySeconds).toEqual([0.1, 2, 30]);
  });

  test('put the public address among the allowed origins, each once', () => {
    const { publicUrl, allowedOrigins } = readConfig({
      PUBLIC_URL: 'https://Chat.example.org/',
      ALLOWED_ORIGINS: 'http://a.example:80, https://chat.example.org,',
    });
    expect(publicUrl).toBe('https://chat.example.org');
    expect(allowedOrigins).toEqual(['https://chat.example.org', 'http://a.example']);
  });

  test.each([
    ['off', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8,::1', ['loopback', '10.0.0.0/8', '::1']],
  ])('TRUST_PROXY=%s', (given, expected) => expect(readConfig({ TRUST_PROXY: given }).trustProxy).toEqual(expected));

  test.each([
    ['open', 'OPEN'],
    ['Invite', 'INVITE'],
    ['closed', 'CLOSED'],
  ])('SIGN_UP=%s', (given, expected) => expect(readConfig({ SIGN_UP: given }).signUp).toBe(expected));

  test.each([
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['PORT', '65536'],
    ['HOST', 'http://localhost'],
    ['HOST', 'two words'],
    ['PUBLIC_URL', 'chat.example.org'],
    ['PUBLIC_URL', 'https://example.org/chat'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['ALLOWED_ORIGINS', '*'],
    ['TRUST_PROXY', 'everybody'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '0'],
    ['EMBEDDED_DB_PORT', '0'],
    ['PROCESSES', '0'],
    ['PROCESSES', '65'],
    ['PROCESSES', 'all'],
    ['EMBEDDED_DB_FAIL_POINTS', 'true'],
    ['SIGN_UP', 'maybe'],
    ['MAIL_FROM', 'the chat'],
    ['RATE_LIMITS', 'no'],
    ['RETENTION_DAYS', '0'],
    ['PRIVATE_ADDRESSES', 'some'],
    ['WEBHOOK_RETRY_SECONDS', '5,soon'],
    ['WEBHOOK_RETRY_SECONDS', '5,-1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused in one line that names it, what was given and what is allowed', (name, given) => {
    const refusal = refusalOf({ [name]: given });
    expect(refusal).toMatch(new RegExp(`^${name} is "`));
    expect(refusal).toContain(given);
    expect(refusal).toMatch(/must be/);
    expect(refusal).not.toContain('\n');
  });

  test.each([[['--processes', '3']], [['--processes=3']]])('%j on the command line wins over PROCESSES', (commandLine) => {
    expect(readConfig({ PROCESSES: '2' }, commandLine).processes).toBe(3);
    expect(readConfig({ PROCESSES: '2' }).processes).toBe(2);
  });

  test.each([
    [['--processes', 'many'], /^--processes is "many"; it must be a whole number from 1 to 64\.$/],
    [['--processes=0'], /^--processes is "0"; it must be a whole number from 1 to 64\.$/],
    [['--processes='], /^--processes is ""; it must be a whole number from 1 to 64\.$/],
    [['--processes'], /^The command line says "--processes"; all it may say is --processes N, with N from 1 to 64\.$/],
    [['--process', '2'], /^The command line says "--process 2"; all it may say is/],
    [['2'], /^The command line says "2"; all it may say is/],
  ])('%j on the command line is refused in one line', (commandLine, saying) => {
    expect(refusalOf({}, commandLine)).toMatch(saying);
  });

  test.each(['chat@example.org', 'Our chat <chat@example.org>'])('send mail from %s, and only with a sender', (from) => {
    const smtpUrl = 'smtps://ana:secret@mail.example.org';
    expect(readConfig({ SMTP_URL: smtpUrl, MAIL_FROM: from }).mail).toEqual({ smtpUrl, from });
    expect(readConfig({ MAIL_FROM: from }).mail).toBeNull();
    expect(refusalOf({ SMTP_URL: smtpUrl })).toMatch(/^SMTP_URL is set, so MAIL_FROM must be too/);
  });

  test('that hold a secret are refused without repeating it', () => {
    expect(refusalOf({ MONGODB_URI: 'mysql://ana:s3cret@db' })).not.toContain('s3cret');
    expect(refusalOf({ AUTH_KEYS: '{"keys": "s3cret"}' })).not.toContain('s3cret');
    expect(refusalOf({ AUTH_KEYS: 's3cret' })).not.toContain('s3cret');
    expect(refusalOf({ SMTP_URL: 'https://ana:s3cret@mail', MAIL_FROM: 'chat@example.org' })).toMatch(/^SMTP_URL must be (?!.*s3cret)/);
  });

  test('in .env.example are settings that there are, and can be used as they stand', () => {
    const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').matchAll(/^#([A-Z_]+)=(.*)$/gm);
    const examples = Object.fromEntries([...lines].map(([, name = '', value = '']): [string, string] => [name, value]));
    expect(Object.keys(examples).length).toBeGreaterThan(10);
    readConfig(examples);
    const reader = readFileSync(new URL('./config.ts', import.meta.url), 'utf8');
    expect(Object.keys(examples).filter((name) => !reader.includes(name))).toEqual([]);
  });
});

function refusalOf(environment: Record<string, string>, commandLine: readonly string[] = []): string {
  try {
    readConfig(environment, commandLine);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('It was to be refused, but was taken.');
}
