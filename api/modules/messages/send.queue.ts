import { AppError } from '../../graphql/errors.js';
import { commitDrafts } from './message.commit.js';
import type { MessageDraft } from './message.drafts.js';
import type { Message } from './message.model.js';

/** Drafts of one ordered insert. */
const maxBatch = 100;
/** Drafts that wait in one conversation, and in all of them, in this process. */
const maxWaitingInConversation = 1000;
const maxWaiting = 20_000;
const retryAfterMs = 1000;

interface Waiting {
  readonly draft: MessageDraft;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** Per conversation, what waits behind the one batch that is being committed. A conversation without anything waiting takes no memory. */
const lanes = new Map<string, Waiting[]>();
let waitingCount = 0;

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
    if (lane) {
      lane.push(waiting);
    } else {
      const fresh = [waiting];
      lanes.set(conversationId, fresh);
      void drainLane(conversationId, fresh);
    }
  });
}

/** Never rejects: commitDrafts answers for every draft, and what it does not foresee goes to those who wait. */
async function drainLane(conversationId: string, lane: Waiting[]): Promise<void> {
  for (let first = lane[0]; first; first = lane[0]) {
    const batch = lane.splice(0, maxBatch);
    waitingCount -= batch.length;
    try {
      const outcomes = await commitDrafts(
        first.draft.conversationId,
        batch.map(({ draft }) => draft),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome && 'message' in outcome) resolve(outcome.message);
        else reject(outcome?.error);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  lanes.delete(conversationId);
}
