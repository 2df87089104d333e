import type { ParseArgsConfig } from 'node:util';

/** The command cannot do what it was asked for. One line for the person who called it. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** The command line is not understood. One line that says what is wrong with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Call {
  /** The one thing that the command is about; empty where it takes none. */
  readonly argument: string;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Where people reach the server. */
  readonly publicUrl: string;
}

export interface Command {
  /** What is called: `suspend <username> --reason TEXT`. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: ParseArgsConfig['options'];
  /** Answers with what is to be printed. */
  run(call: Call): Promise<string>;
}

export const textOption = (call: Call, name: string): string | undefined => {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
};

const maxLimit = 10_000;

/** `--limit N`, from 1 to 10,000. */
export function limitOption(call: Call, byDefault: number): number {
  const given = textOption(call, 'limit');
  if (given === undefined) return byDefault;
  const limit = Number(given);
  if (!/^\d+$/.test(given) || limit < 1 || limit > maxLimit)
    throw new UsageError(`--limit is "${given}"; it must be a number from 1 to ${maxLimit}.`);
  return limit;
}
