import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../config.js';
import { EmbeddedDatabaseError } from '../database/embedded/embedded-error.js';
import { ToolError } from '../database/embedded/tools/tool-error.js';
import { backup } from './backup.js';
import { check } from './check.js';
import { exportTool } from './export.js';
import { restore } from './restore.js';
import { serve } from './serve.js';
import { UsageError, usageOf, type Tool } from './tool.js';

/** `npm run db`, `db:backup`, …: what can be done with the embedded database from the machine that the server runs on. */

const exitCodes = { failed: 1, done: 0, misused: 2 } as const;
const tools: Readonly<Record<string, Tool>> = { serve, backup, restore, export: exportTool, check };

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const describe = (tool: Tool): string => `Usage: ${usageOf(tool)}

${tool.help}

  --data-dir DIR  the data folder; the server's own (DATA_DIR, or ./data) without it

Exit codes: 0 done, 1 not done (the last line says why), 2 the command line is wrong.`;

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const tool = tools[name];
  if (tool === undefined) {
    complain(`There is no "${name}": there are ${Object.keys(tools).join(', ')}.`);
    return exitCodes.misused;
  }
  try {
    const { values, positionals } = readCommandLine(tool, args);
    if (values['help'] === true) {
      say(describe(tool));
      return exitCodes.done;
    }
    const wanted = tool.takes === '' ? 0 : 1;
    if (positionals.length !== wanted) throw new UsageError(`It is called: ${usageOf(tool)}.`);
    const settings = loadConfig([]);
    const dataDir = typeof values['data-dir'] === 'string' ? resolve(values['data-dir']) : settings.dataDir;
    return await tool.run({ arguments: positionals.map((path) => resolve(path)), options: values, settings, dataDir, tell: say });
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n"${tool.script} -- --help" says how.`);
      return exitCodes.misused;
    }
    const isForPeople = error instanceof ConfigError || error instanceof EmbeddedDatabaseError || error instanceof ToolError;
    // No room, no right: the system says it, with the path.
    if (!isForPeople && !(error instanceof Error && 'syscall' in error)) throw error;
    complain(error.message);
    return exitCodes.failed;
  }
}

function readCommandLine(tool: Tool, args: readonly string[]) {
  const options = { ...tool.options, 'data-dir': { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // parseArgs says what it does not understand in its first sentence.
    const [complaint] = (error instanceof Error ? error.message : String(error)).split('. ', 1);
    throw new UsageError(`${complaint}.`, { cause: error });
  }
}

process.exitCode = await main(process.argv.slice(2));
