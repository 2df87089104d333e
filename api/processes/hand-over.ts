import type { Worker } from 'node:cluster';
import type { Socket } from 'node:net';
import type { ToWorker } from './messages.js';

/**
 * Connections on their way to a worker. They are held here too until the worker has said that it has them: with a worker that is killed in between
 * they are closed, so that their clients come again. node:cluster would forget them, open, and their clients would wait for ever.
 */
export class HandOver {
  readonly #underWay = new Map<number, Socket>();
  #lastId = 0;

  give(worker: Worker, connection: Socket): void {
    const id = (this.#lastId += 1);
    this.#underWay.set(id, connection);
    const message: ToWorker = { kind: 'connection', id };
    worker.process.send(message, connection, { keepOpen: true }, (error) => {
      if (error) this.taken(id);
    });
  }

  /** Closes it on this side: on the other it lives on, where there is one that has it. */
  taken(id: number): void {
    this.#underWay.get(id)?.destroy();
    this.#underWay.delete(id);
  }

  /** The worker is gone. */
  giveUp(): void {
    for (const id of [...this.#underWay.keys()]) this.taken(id);
  }
}
