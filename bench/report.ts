import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chosenDatabase } from '../tests/testkit/database-choice.js';
import { startServer, type TestServer } from '../tests/testkit/server.js';
import { hasProc, startBaseline, type Baseline } from './processes.js';

export interface Options {
  /** The benchmark's one size: the number without a name. */
  readonly count: number;
  /** A run of some seconds that only shows that everything works. */
  readonly quick: boolean;
  readonly processes: number;
}

/** `[count] [--quick] [--processes N] [--mongodb URI]`; the last is the same as TEST_DATABASE=mongod with MONGODB_URI. */
export function readOptions(defaults: { readonly count: number; readonly quickCount: number }): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, processes: { type: 'string' }, mongodb: { type: 'string' } },
  });
  const quick = values.quick ?? false;
  const [count = quick ? defaults.quickCount : defaults.count, processes] = [positionals[0], values.processes ?? '1'].map((text) =>
    text === undefined ? undefined : readCount(text),
  );
  if (values.mongodb !== undefined) Object.assign(process.env, { TEST_DATABASE: 'mongod', MONGODB_URI: values.mongodb });
  return { count, quick, processes: processes ?? 1 };
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`"${text}" is no whole number of at least 1.`);
  return count;
}

/** Starts what is measured, runs the benchmark, and takes everything away, however the run ends. */
export async function runBenchmark(
  options: Options,
  measure: (server: TestServer, baseline: Baseline) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = () => Promise.all(stops.map((stop) => stop()));
  // A socket that the server closes, a signal: what nobody awaits ends the run too. Only the first is told; further ones follow from it.
  const interrupted = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(`Ended by ${signal}.`)));
  });
  const run = async () => {
    const server = await startServer({ env: { ...env, PROCESSES: options.processes > 1 ? String(options.processes) : '' } });
    stops.push(() => server.stop());
    const baseline = await startBaseline();
    stops.push(() => baseline.stop());
    await measure(server, baseline);
  };
  try {
    await Promise.race([run(), interrupted]);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  await stopAll();
  process.exit();
}

export interface Row {
  readonly name: string;
  /** One for each column: a number with its number of decimals, or a text. */
  readonly values: readonly (readonly [number, number] | string)[];
}

/** The one table that a benchmark prints, with what the numbers depend on. */
export function printReport(
  title: string,
  settings: readonly string[],
  columns: readonly string[],
  rows: readonly Row[],
  database = describeDatabase(),
): void {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const widths = columns.map((column) => Math.max(column.length, 8) + 2);
  const load = loadavg().map((average) => average.toFixed(2));
  const { length: coreCount, 0: core } = cpus();
  console.log(`\n${title}`);
  console.log(`Node ${process.version}, ${coreCount} × ${core?.model ?? 'unknown processor'}, load average ${load.join(' ')}.`);
  console.log(`Database: ${database}.`);
  for (const setting of settings) console.log(`${setting}.`);
  if (!hasProc) console.log('This system has no /proc: processor time and memory are not measured.');
  console.log(`\n${' '.repeat(nameWidth)}${columns.map((column, place) => column.padStart(widths[place] ?? 0)).join('')}`);
  for (const { name, values } of rows) {
    const cells = values.map((value) => (typeof value === 'string' ? value : formatNumber(...value)));
    console.log(`${name.padEnd(nameWidth)}${cells.map((cell, place) => cell.padStart(widths[place] ?? 0)).join('')}`);
  }
}

const describeDatabase = () =>
  chosenDatabase() === 'embedded' ? 'embedded, its processor time counts as the server’s' : 'mongod, its processor time does not count';

const formatNumber = (value: number, decimals: number) =>
  Number.isFinite(value) ? value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) : '–';

/** The least value that `share` of all are not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export type Call = () => Promise<unknown>;

/** Runs `once` for each number below `count`, `atOnce` of them at a time; answers in their order. */
export async function inParallel<T>(count: number, atOnce: number, once: (place: number) => Promise<T>): Promise<T[]> {
  const answers = new Array<T>(count);
  let next = 0;
  const lane = async () => {
    for (let place = next++; place < count; place = next++) answers[place] = await once(place);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
  return answers;
}

interface Timed {
  readonly timesMs: readonly number[];
  readonly wallMs: number;
}

/** Each caller calls again as soon as it was answered, for so long. How long each call took and how long all of it, in milliseconds. */
export const callFor = (seconds: number, callers: readonly Call[]) => callWhile((elapsedMs) => elapsedMs < seconds * 1000, callers);

/** So many calls, one after the other. */
export const callTimes = (count: number, call: Call) => callWhile((_, calls) => calls < count, [call]);

async function callWhile(goesOn: (elapsedMs: number, calls: number) => boolean, callers: readonly Call[]): Promise<Timed> {
  const timesMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    callers.map(async (call) => {
      for (let sentAt = startedAt; goesOn(sentAt - startedAt, timesMs.length);) {
        await call();
        const now = performance.now();
        timesMs.push(now - sentAt);
        sentAt = now;
      }
    }),
  );
  return { timesMs, wallMs: performance.now() - startedAt };
}
