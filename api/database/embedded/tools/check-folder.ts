import { runScript } from '../storage/child-script.js';
import { findDamage } from '../storage/damage-check.js';
import { hasSentinel } from '../storage/sentinel.js';
import { type CheckListener, type Walked } from './check-listener.js';
import { type CheckMessage } from './check-messages.js';
import { ToolError } from './tool-error.js';

export interface CheckOutcome {
  problems: number;
  /** Undefined when the walk did not come to its end, which is a problem too. */
  walked?: Walked;
}

/** Throws ToolError where no database ever was: that is a folder misspelt. */
export function requireDatabase(folder: string): void {
  if (!hasSentinel(folder)) throw new ToolError(`There is no database in ${folder}: start the server once, or name another folder.`);
}

/** Checks everything in a folder, also while a server runs on it. Changes nothing. */
export async function checkFolder(folder: string, listener: CheckListener): Promise<CheckOutcome> {
  requireDatabase(folder);
  const damage = await findDamage(folder);
  if (damage?.kind === 'UNCHECKED') throw new ToolError(`The check of ${folder} could not run: ${damage.text}`);
  if (damage !== undefined) {
    listener.onProblem(damage.kind === 'NEWER_FORMAT' ? `the database ${damage.text}` : damage.text);
    return { problems: 1 };
  }
  const outcome: CheckOutcome = { problems: 0 };
  const onProblem = (text: string): void => {
    outcome.problems += 1;
    listener.onProblem(text);
  };
  const hear = (message: CheckMessage): void => {
    if (message.type === 'done') outcome.walked = message.walked;
    else if (message.type === 'problem') onProblem(message.text);
    else listener.onProgress(message.text);
  };
  let pending = '';
  const { code, signal, stderr } = await runScript(new URL('./check-process', import.meta.url), [folder], (text) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as CheckMessage);
  });
  if (code !== 0 || outcome.walked === undefined) {
    const reason = signal ?? stderr.trim().split('\n').at(-1) ?? `code ${String(code)}`;
    onProblem(`the walk over it did not come to its end: ${reason}`);
  }
  return outcome;
}
