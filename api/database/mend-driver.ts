import { createRequire } from 'node:module';

interface DriverConnection {
  readonly socket: NodeJS.EventEmitter;
  onClose(): void;
}

let isMended = false;

/**
 * Mends a fault of the driver (mongodb 7.9 and before): a command that is written to a socket which is closing, but has not said so yet, waits for the
 * socket to drain, which it never does. The request would hang and its place in the pool be lost, as when the database is restarted. With this, a
 * socket that has closed counts as drained; the driver then finds the connection's error, and tries again or says so.
 *
 * It reaches into the driver: where a later version has no such place any more, nothing is changed, and mend-driver.test.ts says whether all is well
 * without it. To be called before the first connection.
 */
export function mendDriver(): void {
  if (isMended) return;
  isMended = true;
  const prototype = findConnection()?.prototype;
  const onClose = prototype?.onClose;
  if (!onClose) return;
  prototype.onClose = function (this: DriverConnection) {
    onClose.call(this);
    this.socket.emit('drain');
  };
}

function findConnection(): { readonly prototype: Partial<DriverConnection> } | undefined {
  const requireBesideMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  try {
    const module = requireBesideMongoose('mongodb/lib/cmap/connection.js') as { Connection?: { prototype: Partial<DriverConnection> } };
    return module.Connection;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    throw error;
  }
}
