import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** An origin without a path, or null: http://HOST:PORT, and whatever host a browser of the same origin uses. */
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
  /** As Express' setting "trust proxy" takes it: hops, or addresses and networks. */
  readonly trustProxy: false | number | readonly string[];
  /** SHARED: the embedded database of the supervisor. It is told to workers; no setting says so. */
  readonly database: { readonly kind: 'EXTERNAL' | 'SHARED'; readonly uri: string } | EmbeddedDatabaseConfig;
  /** Holds the uploads, and the embedded database where that is used. */
  readonly dataDir: string;
  /** Where the embedded database listens beside its socket, when it is used. */
  readonly embeddedPort: number | undefined;
  /** Uploads are kept at Cloudinary, whose client reads CLOUDINARY_URL itself; else in DATA_DIR. */
  readonly hasCloudinary: boolean;
  /** How many processes serve. One is this process itself; with more, it supervises that many workers. */
  readonly processes: number;
  /** A JWK set as JSON, or null: the keys are kept in the database. */
  readonly authKeys: string | null;
  readonly signUp: 'OPEN' | 'INVITE' | 'CLOSED';
  /** Null: mails are printed. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  readonly retentionDays: number;
  readonly rateLimits: boolean;
  /** Addresses that users name, as of webhooks and push services, may lead into the server's own network. */
  readonly privateAddresses: boolean;
  readonly webhooks: {
    /** Pauses between the attempts of a delivery. */
    readonly retrySeconds: readonly number[];
  };
  readonly logLevel: LogLevel;
}

export interface EmbeddedDatabaseConfig {
  readonly kind: 'EMBEDDED';
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly failPoints: boolean;
  readonly oplogEntries: number | undefined;
}

/** A setting that cannot be used. The message is one line for the person who runs the server. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of this process: `.env` in the working directory where there is one, overridden by real variables, and those by the command line. */
export function loadConfig(commandLine: readonly string[] = process.argv.slice(2)): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env, commandLine);
}

/** Throws ConfigError for the first setting that is wrong. An empty value counts as unset. */
export function readConfig(environment: Environment, commandLine: readonly string[] = []): Config {
  const settings: Environment = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value?.trim() || undefined]));
  const publicUrl = settings.PUBLIC_URL === undefined ? null : readOrigin('PUBLIC_URL', settings.PUBLIC_URL);
  return {
    port: readWholeNumber(settings, 'PORT', 0, 65_535) ?? 4000,
    host: readHost(settings),
    publicUrl,
    allowedOrigins: readAllowedOrigins(settings, publicUrl),
    trustProxy: readTrustProxy(settings),
    database: readDatabase(settings),
    dataDir: readDataDir(settings),
    embeddedPort: readEmbeddedPort(settings),
    hasCloudinary: readCloudinary(settings),
    processes: readProcessesOption(commandLine) ?? readWholeNumber(settings, 'PROCESSES', 1, maxProcesses) ?? 1,
    authKeys: readAuthKeys(settings),
    signUp: readSignUp(settings),
    mail: readMail(settings),
    retentionDays: readWholeNumber(settings, 'RETENTION_DAYS', 1, 3650) ?? 30,
    rateLimits: readSwitch(settings, 'RATE_LIMITS') ?? true,
    privateAddresses: readSwitch(settings, 'PRIVATE_ADDRESSES') ?? false,
    webhooks: { retrySeconds: readRetrySeconds(settings) },
    logLevel: readChoice(settings, 'LOG_LEVEL', logLevels) ?? 'warn',
  };
}

const maxProcesses = 64;

/** `--processes N` or `--processes=N`, the one option there is. */
function readProcessesOption(commandLine: readonly string[]): number | undefined {
  const options = { processes: { type: 'string' } } as const;
  try {
    const { processes } = parseArgs({ args: [...commandLine], options }).values;
    return processes === undefined ? undefined : readWholeNumber({ '--processes': processes }, '--processes', 1, maxProcesses);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const given = commandLine.join(' ');
    const complaint = `The command line says ${JSON.stringify(given)}; all it may say is --processes N, with N from 1 to ${maxProcesses}.`;
    throw new ConfigError(complaint, { cause: error });
  }
}

function refuse(name: string, given: string, allowed: string): never {
  const shown = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  throw new ConfigError(`${name} is ${JSON.stringify(shown)}; it must be ${allowed}.`);
}

function readWholeNumber(settings: Environment, name: string, min: number, max: number): number | undefined {
  const given = settings[name];
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < min || value > max) return refuse(name, given, `a whole number from ${min} to ${max}`);
  return value;
}

function readChoice<Choice extends string>(settings: Environment, name: string, choices: readonly Choice[]): Choice | undefined {
  const given = settings[name];
  if (given === undefined) return undefined;
  return choices.find((choice) => choice === given.toLowerCase()) ?? refuse(name, given, `one of ${choices.join(', ')}`);
}

function readSwitch(settings: Environment, name: string): boolean | undefined {
  const choice = readChoice(settings, name, ['on', 'off']);
  return choice === undefined ? undefined : choice === 'on';
}

function readHost(settings: Environment): string {
  const given = settings.HOST ?? '127.0.0.1';
  if (!isIP(given) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(given))
    refuse('HOST', given, 'an IP address or a host name, without a scheme or a port');
  return given;
}

function readOrigin(name: string, given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return isOrigin ? url.origin : refuse(name, given, 'an http:// or https:// address without a path, such as https://chat.example.org');
}

function readAllowedOrigins(settings: Environment, publicUrl: string | null): readonly string[] {
  const given = (settings.ALLOWED_ORIGINS ?? '').split(',').map((origin) => origin.trim());
  const origins = given.filter((origin) => origin !== '').map((origin) => readOrigin('ALLOWED_ORIGINS', origin));
  return [...new Set(publicUrl === null ? origins : [publicUrl, ...origins])];
}

function readTrustProxy(settings: Environment): Config['trustProxy'] {
  const given = settings.TRUST_PROXY;
  if (given === undefined || given.toLowerCase() === 'off') return false;
  if (/^\d+$/.test(given)) return readWholeNumber(settings, 'TRUST_PROXY', 1, 10) ?? false;
  const networks = given.split(',').map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  return refuse('TRUST_PROXY', given, '"off", the number of proxies in front (1 to 10), or their addresses, such as loopback, 10.0.0.0/8');
}

function isNetwork(network: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(network)) return true;
  const [address = '', bits, ...rest] = network.split('/');
  const version = isIP(address);
  return (
    version !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}

const readDataDir = (settings: Environment): string => resolve(settings.DATA_DIR ?? './data');

const readEmbeddedPort = (settings: Environment): number | undefined => readWholeNumber(settings, 'EMBEDDED_DB_PORT', 1, 65_535);

function readCloudinary(settings: Environment): boolean {
  const given = settings.CLOUDINARY_URL;
  if (given === undefined) return false;
  // Secret, so not repeated.
  if (!/^cloudinary:\/\/[^:@/?#\s]+:[^:@/?#\s]+@[\w-]+(?:[/?]\S*)?$/.test(given)) {
    throw new ConfigError('CLOUDINARY_URL must be the address that Cloudinary shows for an account: cloudinary://key:secret@cloud.');
  }
  return true;
}

function readDatabase(settings: Environment): Config['database'] {
  const uri = settings.MONGODB_URI;
  // The address may hold a password, so it is not repeated.
  if (uri !== undefined && !/^mongodb(\+srv)?:\/\/.+/.test(uri)) {
    throw new ConfigError(
      'MONGODB_URI must start with mongodb:// or mongodb+srv:// and name a replica set; without it the embedded database is used.',
    );
  }
  const embedded: EmbeddedDatabaseConfig = {
    kind: 'EMBEDDED',
    dataDir: readDataDir(settings),
    port: readEmbeddedPort(settings),
    failPoints: readSwitch(settings, 'EMBEDDED_DB_FAIL_POINTS') ?? false,
    oplogEntries: readWholeNumber(settings, 'EMBEDDED_DB_OPLOG_ENTRIES', 1, 100_000_000),
  };
  return uri === undefined ? embedded : { kind: 'EXTERNAL', uri };
}

function readAuthKeys(settings: Environment): string | null {
  const given = settings.AUTH_KEYS;
  if (given === undefined) return null;
  // Secret, so not repeated either.
  const complaint = 'AUTH_KEYS must be a JWK set as JSON, {"keys":[…]}, with at least one private or secret key; the first one signs.';
  try {
    const set: unknown = JSON.parse(given);
    if (typeof set === 'object' && set !== null && 'keys' in set && Array.isArray(set.keys) && set.keys.length > 0) return given;
  } catch (error) {
    throw new ConfigError(complaint, { cause: error });
  }
  throw new ConfigError(complaint);
}

/** 5 s, 30 s, 2 min, 10 min, 1 h, 6 h. */
const retrySecondsByDefault = [5, 30, 120, 600, 3_600, 21_600];

function readRetrySeconds(settings: Environment): readonly number[] {
  const given = settings.WEBHOOK_RETRY_SECONDS;
  if (given === undefined) return retrySecondsByDefault;
  const seconds = given.split(',').map((part) => part.trim());
  const areNumbers = seconds.length <= 20 && seconds.every((part) => /^\d{1,6}(\.\d{1,3})?$/.test(part) && Number(part) <= 604_800);
  return areNumbers
    ? seconds.map(Number)
    : refuse('WEBHOOK_RETRY_SECONDS', given, 'up to 20 numbers of seconds, each at most 604800, with commas between');
}

function readMail(settings: Environment): Config['mail'] {
  const smtpUrl = settings.SMTP_URL;
  const from = settings.MAIL_FROM;
  // Either may hold what is nobody's business: the address a password.
  if (smtpUrl !== undefined && !(/^smtps?:\/\/.+/.test(smtpUrl) && URL.canParse(smtpUrl)))
    throw new ConfigError('SMTP_URL must be an address such as smtps://user:password@mail.example.org or smtp://mail.example.org:587.');
  if (from !== undefined && !/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s,]+@[^<>@\s,]+)$/.test(from))
    refuse('MAIL_FROM', from, 'an e-mail address, such as chat@example.org or "Our chat <chat@example.org>"');
  if (smtpUrl === undefined) return null;
  if (from === undefined) throw new ConfigError('SMTP_URL is set, so MAIL_FROM must be too: the address that mails come from.');
  return { smtpUrl, from };
}

function readSignUp(settings: Environment): Config['signUp'] {
  const choice = readChoice(settings, 'SIGN_UP', ['open', 'invite', 'closed']);
  return choice === 'invite' ? 'INVITE' : choice === 'closed' ? 'CLOSED' : 'OPEN';
}
