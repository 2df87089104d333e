import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventView, isLive } from '../testkit/documents.js';
import { planTrip, removeMemberDocument } from '../testkit/groups.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`;
/** What an event is read for may be asked for more than what it is about. */
const message = `message { text conversation { lastMessage { text } messages(last: 20) { edges { node { text edits { text } } } } } }`;
const eventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename cursor
  ... on MessageAdded { ${message} } ... on MessageChanged { ${message} } ... on ConversationRemoved { conversationId } ... on CursorAdvanced { live } } }`;

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

describe('who is removed while the feed of the other process is late', () => {
  /** Nothing of the process runs meanwhile; what it has been told of is then told later than it happened. */
  async function whileItStandsStill(action: () => Promise<void>): Promise<void> {
    process.kill(second.pid, 'SIGSTOP');
    try {
      const since = Date.now();
      await action();
      await waitFor(
        () => Date.now() - since > 2_500,
        () => 'time stands still',
      );
    } finally {
      process.kill(second.pid, 'SIGCONT');
    }
  }

  test('is not told with what happened before what was said after it', async () => {
    const { ana, bia, caio, groupId, direct } = await planTrip(first);
    const { id } = await ana.send(groupId, 'of before');
    const { id: changed } = await ana.send(groupId, 'of before, too');
    const after = await bia.eventCursor();
    const [stream, staying] = [bia.on(second).live<EventView>(eventsDocument), caio.on(second).live<EventView>(eventsDocument)];
    await Promise.all([stream, staying].map((each) => each.next(isLive)));
    await whileItStandsStill(async () => {
      // One by one, so that the first of it goes to the process alone.
      await ana.request(editDocument, { id: changed, text: 'changed before' });
      await ana.send(groupId, 'the last of before');
      await ana.request(removeMemberDocument, { groupId, userId: bia.id });
      for (const messageId of [id, changed]) await ana.request(editDocument, { id: messageId, text: 'said without bia' });
      await ana.send(groupId, 'said without bia');
      await ana.send(direct, 'later');
    });
    const replayed = bia.on(second).live<EventView>(eventsDocument, { after });
    for (const each of [stream, replayed]) {
      await each.next(({ message }) => message?.text === 'later');
      expect(JSON.stringify(each.seen)).not.toContain('said without bia');
      expect(each.seen).toContainEqual(expect.objectContaining({ __typename: 'ConversationRemoved', conversationId: groupId }));
    }
    // Who stays gets all of it.
    await staying.next(({ message }) => message?.text === 'said without bia');
  });
});
