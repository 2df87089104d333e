import type { Logger } from 'pino';
import type { Change } from '../../live/change.js';
import { PushDirectory } from './push.directory.js';
import { PushDispatcher, type DispatcherOptions } from './push.dispatcher.js';
import { findAgain } from './push.recipients.js';
import { PushSender } from './push.sender.js';

export interface Push {
  /** Of each change, in commit order. */
  hear(change: Change): void;
  /** Some changes were missed. */
  reload(): void;
  stop(): Promise<void>;
}

type Options = Pick<DispatcherOptions, 'membersAmong' | 'findActiveSessions'> & { readonly log: Logger };

/** Web Push of this process. `follow` is called before what is stored is read, so that nothing is missed in between. Throws as the database does. */
export async function startPush(options: Options, follow: (push: Pick<Push, 'hear' | 'reload'>) => void): Promise<Pick<Push, 'stop'>> {
  const { log } = options;
  const directory = new PushDirectory();
  const sender = new PushSender((delivery) => findAgain(delivery, options.findActiveSessions), log);
  const dispatcher = new PushDispatcher({ ...options, directory, send: (deliveries) => sender.send(deliveries) });
  follow({
    hear: (change) => dispatcher.hear(change),
    reload: () => void directory.load().catch((error: unknown) => log.warn({ err: error }, 'push subscriptions could not be read')),
  });
  await directory.load();
  return {
    async stop() {
      // Together: one may be waiting for room that the other makes.
      await Promise.all([dispatcher.stop(), sender.stop()]);
    },
  };
}
