import '../database/model-defaults.js';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../config.js';
import { DatabaseUnusableError } from '../database/connect.js';
import { openBesideServer } from '../database/open.js';
import { AppError } from '../graphql/errors.js';
import { createLog } from '../telemetry/log.js';
import { nameUrl } from '../transport/origins.js';
import { CommandError, UsageError, type Call, type Command } from './command.js';
import { commands } from './commands.js';
import { layFields } from './layout.js';

/** `npm run admin -- <command>`: what an administrator can do, and who is one, from the machine that the server runs on. */

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

const help = `Usage: npm run admin -- <command>

Looks after the accounts of this server, whether it runs at the moment or not. Whoever can run this has all rights.

${layFields(
  Object.values(commands).map(({ usage, summary }) => [usage, summary]),
  '  ',
)}

It uses the settings of the server: MONGODB_URI, or else the embedded database in DATA_DIR.
Exit codes: 0 done, 1 not done (the line says why), 2 the command line is wrong.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

async function main(commandLine: readonly string[]): Promise<number> {
  try {
    const [name = 'help', ...rest] = commandLine;
    if (['help', '--help', '-h'].includes(name) || rest.includes('--help') || rest.includes('-h')) {
      say(help);
      return commandLine.length === 0 ? exitCodes.misused : exitCodes.done;
    }
    const { command, call } = readCommandLine(name, rest);
    const config = loadConfig([]);
    const onFatal = (message: string) => {
      complain(message);
      process.exit(exitCodes.failed);
    };
    const database = await openBesideServer(config.database, { log: createLog(config.logLevel), onFatal });
    try {
      say(await command.run({ ...call, publicUrl: config.publicUrl ?? nameUrl(config.host, config.port) }));
    } finally {
      await database.close();
    }
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n"npm run admin -- --help" says how.`);
      return exitCodes.misused;
    }
    if (!isForPeople(error)) throw error;
    complain(error.message);
    return exitCodes.failed;
  }
}

function readCommandLine(name: string, args: string[]): { command: Command; call: Omit<Call, 'publicUrl'> } {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}": there are ${Object.keys(commands).join(', ')}.`);
  const wantsArgument = command.usage.includes('<');
  const { values, positionals } = readOptions(command, args);
  if (positionals.length !== (wantsArgument ? 1 : 0)) throw new UsageError(`It is called: ${command.usage}.`);
  return { command, call: { argument: positionals[0] ?? '', options: values } };
}

function readOptions(command: Command, args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
    return { values: values as Call['options'], positionals };
  } catch (error) {
    // parseArgs says what it does not understand in its first sentence.
    const [complaint] = (error instanceof Error ? error.message : String(error)).split('. ', 1);
    throw new UsageError(`${complaint}. It is called: ${command.usage}.`, { cause: error });
  }
}

const isForPeople = (error: unknown): error is Error =>
  error instanceof CommandError ||
  error instanceof ConfigError ||
  error instanceof DatabaseUnusableError ||
  error instanceof AppError ||
  // By name, because its class is loaded only with the embedded database.
  (error instanceof Error && error.name === 'EmbeddedDatabaseError');

process.exitCode = await main(process.argv.slice(2));
