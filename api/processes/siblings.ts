import type { Socket } from 'node:net';
import type { Metrics, MetricsSnapshot } from '../telemetry/metrics.js';
import type { FromWorker, ToWorker } from './messages.js';

/** All processes of this server, as one of them sees them. */
export interface Siblings {
  /** How many there are when all live, this one included. */
  readonly count: number;
  /** How many can serve now. */
  countServing(): number;
  /** The same metrics, but rendered for all processes; this one's are told whenever another is asked. */
  shareMetrics(own: Metrics): Metrics;
  /** Connections that the supervisor has accepted go to `serve`, from now on. */
  receiveConnections(serve: (connection: Socket) => void): void;
}

interface SiblingsInWorker extends Siblings {
  hear(message: ToWorker, connection?: Socket): void;
}

const answerTimeoutMs = 5_000;

/** What a worker knows of the others, by way of the supervisor. */
export function createSiblings(count: number, send: (message: FromWorker) => void): SiblingsInWorker {
  const waiting = new Map<number, (text: string) => void>();
  let lastId = 0;
  let serving = 0;
  let serve: (connection: Socket) => void = (connection) => connection.destroy();
  let collect: () => Promise<MetricsSnapshot> = async () => [];

  function renderAll(): Promise<string> {
    const id = (lastId += 1);
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('The supervisor does not answer with the metrics of all processes.'));
      }, answerTimeoutMs);
      waiting.set(id, (text) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(text);
      });
      send({ kind: 'wantAllMetrics', id });
    });
  }

  return {
    count,
    countServing: () => serving,
    shareMetrics(own) {
      collect = () => own.collect();
      return { ...own, render: renderAll };
    },
    receiveConnections(listener) {
      serve = listener;
    },
    hear(message, connection) {
      if (message.kind === 'connection') {
        send({ kind: 'taken', id: message.id });
        // It may have been closed on its way.
        if (connection) serve(connection);
      }
      if (message.kind === 'serving') serving = message.serving;
      if (message.kind === 'allMetrics') waiting.get(message.id)?.(message.text);
      if (message.kind === 'collectMetrics') void collect().then((metrics) => send({ kind: 'metrics', id: message.id, metrics }));
    },
  };
}
