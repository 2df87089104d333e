import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { mailMetrics } from './mail-metrics.js';
import { claimMail, dropMail, onMailQueued, postponeMail } from './outbox.js';
import type { Mail, MailTransport } from './transport.js';
import type { WaitingMail } from './waiting-mail.model.js';

/** Writes a mail from what it is about, at the moment when it is sent; null where there is nothing to say any more. */
export type MailComposer = (about: Readonly<Record<string, string>>) => Promise<Mail | null>;

export interface DeliveryOptions {
  readonly transport: MailTransport;
  /** By the kind of the mail. */
  readonly composers: Readonly<Record<string, MailComposer>>;
  readonly log: Logger;
}

// What this process queues is sent at once; this is for what another one left, and for later tries.
const pollMs = 5_000;
// A mail that is under way when the server stops may take so long; then another process, or the next one, sends it again.
const stopPatienceMs = 1_000;

/** Sends what waits in the queue, one mail at a time, beside all else. Every process does. */
export function startMailDelivery({ transport, composers, log }: DeliveryOptions): { stop(): Promise<void> } {
  let isStopping = false;
  let isWanted = false;
  let running: Promise<void> | null = null;

  const run = () => {
    isWanted = true;
    if (isStopping || running) return;
    running = sendAll().finally(() => (running = null));
  };
  const timer = setInterval(run, pollMs).unref();
  const stopListening = onMailQueued(run);
  run();

  async function sendAll(): Promise<void> {
    try {
      while (isWanted && !isStopping) {
        isWanted = false;
        for (let mail = await claimMail(); mail; mail = isStopping ? null : await claimMail()) await deliver(mail);
      }
    } catch (error) {
      // The database is away: the next round is the retry, and what was claimed comes back by itself.
      if (!isStopping) log.warn({ err: error }, 'the mails that wait could not be read');
    }
  }

  async function deliver(waiting: WaitingMail): Promise<void> {
    const { kind } = waiting;
    try {
      const compose = composers[kind];
      // A newer version of the server queued it, which will be back.
      if (!compose) throw new Error(`Nobody here writes mails of the kind ${kind}.`);
      const mail = await compose(waiting.about);
      if (mail) {
        await transport.send(mail);
        mailMetrics.deliveries.inc({ outcome: 'sent' });
      }
    } catch (error) {
      const isPostponed = !isRefusedForGood(error) && (await postponeMail(waiting));
      mailMetrics.deliveries.inc({ outcome: isPostponed ? 'postponed' : 'dropped' });
      if (isPostponed) return log.warn({ err: error, kind }, 'a mail could not be sent, and is tried again later');
      log.error({ err: error, kind }, 'a mail could not be sent, and is given up');
    }
    await dropMail(waiting);
  }

  return {
    async stop() {
      isStopping = true;
      clearInterval(timer);
      stopListening();
      if (running) await Promise.race([running, delay(stopPatienceMs, undefined, { ref: false })]);
      transport.close();
    },
  };
}

/** The server said 5xx to the recipient or to the text: the same again would be refused again. What an operator can put right is tried on. */
function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('permanent' in error) || !('command' in error)) return false;
  return error.permanent === true && (error.command === 'RCPT TO' || error.command === 'DATA');
}
