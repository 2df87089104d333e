/** Somebody who may have to be told of a message. */
export interface PushCandidate {
  readonly messageId: string;
  readonly userId: string;
}

/** People who are looked up together, of one message or several. */
const maxTogether = 200;

/** Message by message, no more at a time than are looked up together: a group may have thousands. Whom a message is for is asked when its turn comes. */
export function* groupCandidates<Message extends { readonly messageId: string }>(
  messages: readonly Message[],
  recipientsOf: (message: Message) => readonly string[],
): Generator<readonly PushCandidate[], void> {
  let candidates: PushCandidate[] = [];
  for (const message of messages)
    for (const userId of recipientsOf(message)) {
      candidates.push({ messageId: message.messageId, userId });
      if (candidates.length < maxTogether) continue;
      yield candidates;
      candidates = [];
    }
  if (candidates.length > 0) yield candidates;
}
