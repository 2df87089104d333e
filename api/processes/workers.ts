import cluster, { type Worker } from 'node:cluster';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.js';
import type { Logger } from '../telemetry/log.js';
import { renderTogether } from '../telemetry/metrics.js';
import { createSupervisorMetrics } from '../telemetry/supervisor-metrics.js';
import type { FromWorker, ToWorker } from './messages.js';
import { HandOver } from './hand-over.js';
import { restartPauseMs } from './restart-pause.js';
import { WorkerMetrics } from './worker-metrics.js';

/** After serving for so long, a worker's next end is no failure in a row. */
const calmAfterMs = 60_000;

/** A worker could not start. The message is one line for the person who runs the server. */
export class WorkerStartError extends Error {
  override name = 'WorkerStartError';
}

interface Place {
  readonly number: number;
  worker: Worker | null;
  /** Of the worker, once it has ended and all that it said was heard. */
  end: Promise<unknown>;
  servesSinceMs: number | null;
  readonly handOver: HandOver;
  failuresInARow: number;
}

/** As many workers as wanted: each in its place, where another follows it when it ends before the server does. */
export class Workers {
  readonly #config: Config;
  readonly #log: Logger;
  readonly #places: readonly Place[];
  readonly #workerMetrics = new WorkerMetrics();
  readonly #metrics = createSupervisorMetrics();
  #isStopping = false;
  #turn = 0;

  constructor(config: Config, log: Logger) {
    this.#config = config;
    this.#log = log;
    this.#places = Array.from({ length: config.processes }, (_, index) => ({
      number: index + 1,
      worker: null,
      end: Promise.resolve(),
      servesSinceMs: null,
      handOver: new HandOver(),
      failuresInARow: 0,
    }));
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
    cluster.setupPrimary({
      exec: fileURLToPath(new URL(`./worker${extension}`, import.meta.url)),
      execArgv: [...process.execArgv, '--enable-source-maps'],
      args: [],
      // Metrics may be NaN, which JSON does not know.
      serialization: 'advanced',
    });
  }

  /** Resolves to the server's address when all serve. Throws WorkerStartError for the first that cannot start. */
  async start(): Promise<string> {
    const [first, ...others] = this.#places;
    if (!first) throw new Error('There is no place for a worker.');
    // Alone: it makes what has to be there once (collections, indexes, keys), and a setting that cannot be used is told once.
    const url = await this.#startIn(first);
    await Promise.all(others.map((place) => this.#startIn(place)));
    return url;
  }

  /** Gives the connection to the next worker in turn: sockets stay where they come to, for hours. False where none serves. */
  serve(connection: Socket): boolean {
    const serving = this.#places.filter(({ servesSinceMs }) => servesSinceMs !== null);
    const { worker, handOver } = serving[(this.#turn += 1) % serving.length] ?? {};
    if (!worker || !handOver) return false;
    handOver.give(worker, connection);
    return true;
  }

  /** Lets all of them stop in order. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const { worker } of this.#places) if (worker) send(worker, { kind: 'stop' });
    await Promise.all(this.#places.map(({ end }) => end));
  }

  #startIn(place: Place): Promise<string> {
    const worker = cluster.fork();
    place.worker = worker;
    const start = { kind: 'start', config: this.#config, number: place.number, count: this.#places.length } as const;
    let refusal: string | null = null;
    return new Promise((resolve, reject) => {
      worker.on('error', (error) => reject(new WorkerStartError(`A process of the server could not be started: ${error.message}`)));
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'listening') send(worker, this.#isStopping ? { kind: 'stop' } : start);
        if (message.kind === 'failed') refusal = message.message;
        if (message.kind === 'taken') place.handOver.taken(message.id);
        if (message.kind === 'metrics') this.#workerMetrics.hear(message.id, message.metrics);
        if (message.kind === 'wantAllMetrics') void this.#answerWithAllMetrics(worker, message.id);
        if (message.kind !== 'ready') return;
        place.servesSinceMs = performance.now();
        this.#tellServing();
        this.#log.info({ process: place.number, startedPid: worker.process.pid }, 'a process of the server serves');
        resolve(message.url);
      });
      place.end = endOf(worker).then((how) => {
        place.worker = null;
        place.handOver.giveUp();
        if (place.servesSinceMs === null)
          return reject(new WorkerStartError(refusal ?? `A process of the server ended ${how} while it was starting.`));
        if (performance.now() - place.servesSinceMs > calmAfterMs) place.failuresInARow = 0;
        place.servesSinceMs = null;
        this.#tellServing();
        if (this.#isStopping) return;
        const ended = { process: place.number, endedPid: worker.process.pid };
        this.#log.error(ended, refusal ?? `a process of the server has ended (${how}), and is started again`);
        void this.#startAgain(place);
      });
    });
  }

  async #startAgain(place: Place): Promise<void> {
    for (;;) {
      await delay(restartPauseMs(place.failuresInARow), undefined, { ref: false });
      if (this.#isStopping) return;
      place.failuresInARow += 1;
      this.#metrics.countRestart();
      try {
        await this.#startIn(place);
        this.#log.warn({ process: place.number }, 'the process of the server is back');
        return;
      } catch (error) {
        if (!this.#isStopping)
          this.#log.error({ process: place.number, err: error }, 'the process of the server could not be started again');
      }
    }
  }

  #tellServing(): void {
    const serving = this.#places.filter(({ servesSinceMs }) => servesSinceMs !== null).length;
    this.#metrics.setServing(serving);
    for (const { worker } of this.#places) if (worker) send(worker, { kind: 'serving', serving });
  }

  async #answerWithAllMetrics(asking: Worker, id: number): Promise<void> {
    const answers = this.#places.map(async ({ number, worker, servesSinceMs }) => {
      if (!worker || servesSinceMs === null) return [];
      const metrics = await this.#workerMetrics.ask((askId) => send(worker, { kind: 'collectMetrics', id: askId }));
      return metrics ? [{ process: String(number), metrics }] : [];
    });
    const own = { process: 'supervisor', metrics: await this.#metrics.collect() };
    const text = await renderTogether([own, ...(await Promise.all(answers)).flat()]);
    send(asking, { kind: 'allMetrics', id, text });
  }
}

function send(worker: Worker, message: ToWorker): void {
  // To a worker that is gone nothing can be said any more; its end tells the rest.
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** How it ended, told when everything it said before was heard: the last words may come after the exit. */
function endOf(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.once('exit', (code: number | null, signal: string | null) => {
      const how = signal ? `by ${signal}` : `with code ${code}`;
      if (worker.isConnected()) worker.once('disconnect', () => resolve(how));
      else resolve(how);
    });
  });
}
