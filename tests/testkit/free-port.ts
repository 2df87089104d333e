import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const attempts = 100;

/**
 * A port of the loopback address that nobody listens on, below those that systems give away by themselves (32768 and up on Linux, 49152 elsewhere): one of
 * these could go to a connection of another test before it is used.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = randomInt(10_000, 32_768);
    const probe = createServer();
    try {
      probe.listen(port, '127.0.0.1');
      await once(probe, 'listening');
      await new Promise((resolve) => probe.close(resolve));
      return port;
    } catch (error) {
      // EACCES: a range that Windows keeps for itself.
      if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  throw new Error('No free port.');
}
