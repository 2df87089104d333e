import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

const markReadDocument = `mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { lastReadSeq } }`;
const addReactionDocument = `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`;
const othersReadDocument = `query ($id: ID!) { conversation(id: $id) { viewerState { othersReadSeq } } }`;

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const read = (person: Person, id: string, seq: number) => person.request(markReadDocument, { id, seq });
const isOthersRead =
  (seq: number) =>
  ({ __typename, viewerState }: EventView) =>
    __typename === 'ViewerStateChanged' && viewerState?.othersReadSeq === seq;

test('in a group of 52 nobody hears of each mark, but everybody when the last has read, on every process and after a cut', async () => {
  const { ana, bia, slow } = await people(first, 'ana', 'bia', 'slow');
  const quick = Object.values(await people(first, 'm1', ...Array.from({ length: 48 }, (_, index) => `m${index + 2}`)));
  const groupId = await ana.createGroup('Everybody', bia, slow, ...quick);
  const { seq, id: messageId } = await ana.send(groupId, 'read this');
  const [atAna, atBia] = [await ana.events(), await bia.on(second).events()];
  for (const stream of [atAna, atBia]) await stream.next(({ live }) => live === true);

  await Promise.all([bia, ...quick].map((person) => read(person, groupId, seq)));
  await read(slow, groupId, seq);
  expect(await ana.request(othersReadDocument, { id: groupId })).toEqual({ conversation: { viewerState: { othersReadSeq: seq } } });
  await atAna.next(isOthersRead(seq));
  await atBia.next(isOthersRead(seq));
  for (const stream of [atAna, atBia]) expect(stream.seen.filter(({ __typename }) => __typename === 'ReadMarkerMoved')).toEqual([]);
  // Bia's own two marks, and what was held back: once, or twice where the last one read two seconds later.
  expect(atBia.seen.filter(({ __typename }) => __typename === 'ViewerStateChanged').length).toBeLessThan(10);

  const { seq: next } = await ana.send(groupId, 'and this');
  await Promise.all([bia, ...quick, slow].map((person) => read(person, groupId, next)));
  // Something that moves no mark, right after: the cursor stands after the marks.
  await slow.request(addReactionDocument, { id: messageId });
  const { cursor } = await atAna.next(({ __typename }) => __typename === 'MessageChanged');
  ana.disconnect();
  for (const process of [first, second]) {
    const back = await ana.on(process).events(cursor);
    expect(await back.next(isOthersRead(next))).toMatchObject({ conversationId: groupId });
  }
});
