import { AppError } from '../../graphql/errors.js';
import { commitDrafts } from './message.commit.js';
import type { MessageDraft } from './message.drafts.js';
import type { Message } from './message.model.js';

/** Drafts of one conversation in a batch, and of all in it. */
const maxBatchOfConversation = 100;
const maxBatch = 200;
/** Batches that are committed at the same time. More would be smaller ones, and cost more commands for the same messages. */
const maxConcurrentBatches = 2;
/** Drafts that wait in one conversation, and in all of them, in this process. */
const maxWaitingInConversation = 1000;
const maxWaiting = 20_000;
const retryAfterMs = 1000;

interface Waiting {
  readonly draft: MessageDraft;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits, per conversation; who waits longest comes first. A conversation without anything waiting takes no memory. */
const lanes = new Map<string, Waiting[]>();
/** Conversations of which a batch is being committed: one at a time, or the order would be lost. */
const busy = new Set<string>();
let waitingCount = 0;
let runningBatches = 0;
let isStartDue = false;

/**
 * Queues a draft of its conversation and answers with the stored message once it is committed. Throws RATE_LIMITED when too many wait;
 * `always` (system messages: what they tell has happened already) is never turned away.
 */
export function enqueueDraft(draft: MessageDraft, { always = false } = {}): Promise<Message> {
  const conversationId = draft.conversationId.toHexString();
  const lane = lanes.get(conversationId);
  if (!always && (waitingCount >= maxWaiting || (lane && lane.length >= maxWaitingInConversation))) {
    return Promise.reject(new AppError('RATE_LIMITED', 'Too many messages are waiting to be stored.', { retryAfterMs }));
  }
  return new Promise((resolve, reject) => {
    waitingCount += 1;
    const waiting: Waiting = { draft, resolve, reject };
    if (lane) lane.push(waiting);
    else lanes.set(conversationId, [waiting]);
    scheduleBatch();
  });
}

/** After everything that has come in by now, so that what comes together is committed together. */
function scheduleBatch(): void {
  if (isStartDue || runningBatches >= maxConcurrentBatches || lanes.size === 0) return;
  isStartDue = true;
  setImmediate(() => {
    isStartDue = false;
    const batch = takeBatch();
    if (batch.length > 0) void runBatch(batch);
  });
}

function takeBatch(): Waiting[] {
  const batch: Waiting[] = [];
  for (const [conversationId, lane] of lanes) {
    if (batch.length >= maxBatch) break;
    if (busy.has(conversationId)) continue;
    batch.push(...lane.splice(0, maxBatchOfConversation));
    busy.add(conversationId);
    lanes.delete(conversationId);
    // The rest queues behind the other conversations.
    if (lane.length > 0) lanes.set(conversationId, lane);
  }
  return batch;
}

/** Never rejects: commitDrafts answers for every draft, and what it does not foresee goes to those who wait. */
async function runBatch(batch: readonly Waiting[]): Promise<void> {
  runningBatches += 1;
  waitingCount -= batch.length;
  scheduleBatch();
  try {
    const outcomes = await commitDrafts(batch.map(({ draft }) => draft));
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome && 'message' in outcome) resolve(outcome.message);
      else reject(outcome?.error);
    });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
  for (const { draft } of batch) busy.delete(draft.conversationId.toHexString());
  runningBatches -= 1;
  scheduleBatch();
}
