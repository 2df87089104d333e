import type { Logger } from 'pino';
import { mediaHooks } from './media.hooks.js';
import { isStale } from './upload.claims.js';
import { removeDoomed } from './upload.discard.js';
import { presentStates, UploadModel, type Upload } from './upload.model.js';

const sweepEveryMs = 5 * 60_000;
const maxAtOnce = 100;
/** What is about to be used now, or could not be removed, is looked after again so much later. */
const againAfterMs = 10 * 60_000;
/** What a report keeps is due when that is resolved. This is for what a crash leaves just then. */
const reportedAgainAfterMs = 6 * 60 * 60_000;

/**
 * Looks after the uploads that are due: what somebody uses stays, the rest goes. Every process does it; what two look after at once, the conditions of
 * their writes settle. Ends, after the one at hand, where the signal says so.
 */
export async function sweepUploads(log: Logger, signal: AbortSignal): Promise<void> {
  for (;;) {
    const now = new Date();
    const due = await UploadModel.find({ sweepAt: { $lte: now } })
      .sort({ sweepAt: 1 })
      .limit(maxAtOnce)
      .readConcern('local')
      .lean<Upload[]>();
    if (due.length === 0) return;
    const [used, reported] = await Promise.all([
      mediaHooks.findUsed(due.filter(({ state }) => presentStates.includes(state))),
      mediaHooks.findReported(due.filter(({ isReported, state }) => isReported === true && state !== 'DELETING')),
    ]);
    for (const upload of due) {
      if (signal.aborted) return;
      const id = upload._id.toHexString();
      await lookAfter(upload, { isUsed: used.has(id), isNeeded: reported.has(id) }, log);
    }
  }
}

interface Finding {
  /** By a message, person or group. */
  readonly isUsed: boolean;
  /** By a report. */
  readonly isNeeded: boolean;
}

async function lookAfter(upload: Upload, { isUsed, isNeeded }: Finding, log: Logger): Promise<void> {
  const { _id, state, sweepAt, claim } = upload;
  // As it was when it was judged: whoever claims or uses it meanwhile changes one of these.
  const unchanged = { _id, state, sweepAt, 'claim.at': claim ? claim.at : { $exists: false } };
  const later = new Date(Date.now() + againAfterMs);
  if (isUsed) await UploadModel.updateOne(unchanged, { $set: { state: 'USED' }, $unset: { sweepAt: 1 } });
  else if (isNeeded)
    await UploadModel.updateOne(unchanged, { $set: { state: 'REPORTED', sweepAt: new Date(Date.now() + reportedAgainAfterMs) } });
  else if (state === 'READY' && claim && !isStale(claim, againAfterMs))
    await UploadModel.updateOne(unchanged, { $set: { sweepAt: later } });
  else {
    // Later first: should the store be away, it is not asked again at once.
    const doomed = await UploadModel.findOneAndUpdate(
      unchanged,
      { $set: { state: 'DELETING', sweepAt: later } },
      { returnDocument: 'after' },
    ).lean<Upload>();
    if (!doomed) return;
    try {
      await removeDoomed([doomed]);
    } catch (error) {
      log.warn({ err: error, uploadId: _id.toHexString() }, 'the files of an upload could not be removed yet');
    }
  }
}

/** Sweeps now and every five minutes. Resolves, when stopped, once the sweep that runs is over. */
export function startSweepingUploads(log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const sweep = () => {
    running = running
      .then(() => sweepUploads(log, stopping.signal))
      .catch((error: unknown) => log.warn({ err: error }, 'uploads could not be swept'));
  };
  sweep();
  const timer = setInterval(sweep, sweepEveryMs).unref();
  return {
    stop() {
      clearInterval(timer);
      stopping.abort();
      return running;
    },
  };
}
