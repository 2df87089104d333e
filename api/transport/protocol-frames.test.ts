import { beforeEach, expect, test } from 'vitest';
import { connectionInit } from '../../tests/protocol/both.js';
import { openTcp, type Frame, type TcpSocket } from '../../tests/protocol/tcp-socket.js';
import { startTwoServers, type ProtocolServer, type TwoServers } from '../../tests/protocol/two-servers.js';
import { waitFor } from '../../tests/testkit/wait.js';

/** What is on the wire, read by no library: our socket may write whole frames past the one that it uses. */

let servers: TwoServers;
beforeEach(async () => {
  servers = await startTwoServers();
});

const textOpcode = 1;
const pingOpcode = 9;
const pongOpcode = 10;
const query = `subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on CursorAdvanced { live } ... on MessageAdded { message { text } } } }`;
const emptyQuery = '{ serverInfo { version } }';

async function listen(server: ProtocolServer, conversationId: string): Promise<TcpSocket> {
  const socket = await openTcp(server.port);
  socket.send(textOpcode, JSON.stringify(connectionInit));
  await socket.until('connection_ack');
  socket.send(textOpcode, JSON.stringify({ id: 's', type: 'subscribe', payload: { query, variables: { id: conversationId } } }));
  await socket.until('"live":true');
  return socket;
}

const shapesOf = (frames: readonly Frame[]) => frames.map(({ payload, ...shape }) => ({ ...shape, length: payload.length }));
const wellFormed = { fin: true, reserved: 0, masked: false };

test('each message is one text frame, whole, unmasked and with the shortest length, at every limit of the lengths', async () => {
  const conversationId = servers.conversation();
  const [ours, theirs] = [await listen(servers.shipped, conversationId), await listen(servers.reference, conversationId)];
  const sockets = [ours, theirs];
  servers.say(conversationId, '');
  await Promise.all(sockets.map((socket) => socket.until('"text":""')));
  const overhead = ours.frames().at(-1)?.payload.length ?? 0;
  expect(overhead).toBeLessThan(125);
  for (const length of [124, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, 100_000])
    servers.say(
      conversationId,
      'é'.repeat((length - overhead) % 2 ? 1 : 0) + 'x'.repeat(length - overhead - ((length - overhead) % 2 ? 2 : 0)),
    );
  servers.say(conversationId, '👍'.repeat(20_000), 'the end');
  await Promise.all(sockets.map((socket) => socket.until('the end')));
  expect(shapesOf(ours.frames())).toEqual(shapesOf(theirs.frames()));
  expect(ours.texts()).toEqual(theirs.texts());
  for (const frame of ours.frames()) {
    expect(frame).toMatchObject({ ...wellFormed, opcode: textOpcode });
    expect(frame.headerBytes).toBe(frame.payload.length < 126 ? 2 : frame.payload.length < 65_536 ? 4 : 10);
  }
  expect(ours.frames().map(({ payload }) => payload.length)).toEqual(expect.arrayContaining([125, 126, 65_535, 65_536]));
});

test('pongs and answers between the events of a reader that stopped for a while break nothing', async () => {
  const conversationId = servers.conversation();
  const socket = await listen(servers.shipped, conversationId);
  const atServer = servers.shipped.connections.at(-1);
  if (!atServer) throw new Error('The server has no connection.');
  socket.connection.pause();
  let said = 0;
  const say = () => servers.say(conversationId, `event ${(said += 1)}. ${'é'.repeat(8000)}`);
  // Until the kernel takes no more.
  await waitFor(
    () => {
      for (let count = 0; count < 20; count += 1) say();
      return atServer.writableLength > 0;
    },
    () => 'the connection takes all there is',
  );
  for (let count = 0; count < 10; count += 1) {
    say();
    socket.send(pingOpcode, `ping ${count}`);
    socket.send(textOpcode, JSON.stringify({ type: 'ping', payload: { count } }));
    socket.send(textOpcode, JSON.stringify({ id: `q${count}`, type: 'subscribe', payload: { query: emptyQuery } }));
  }
  socket.connection.resume();
  await socket.until(`event ${said}. `);
  await socket.until('{"id":"q9","type":"complete"}');
  await socket.until('{"type":"pong","payload":{"count":9}}');
  const frames = socket.frames();
  for (const frame of frames) expect(frame).toMatchObject(wellFormed);
  const pongs = frames.filter(({ opcode }) => opcode === pongOpcode).map(({ payload }) => payload.toString());
  expect(pongs).toEqual(Array.from({ length: 10 }, (_, count) => `ping ${count}`));
  const events = socket.texts().flatMap((text) => /event \d+\. /.exec(text) ?? []);
  expect(events).toEqual(Array.from({ length: said }, (_, index) => `event ${index + 1}. `));
  for (const text of socket.texts()) expect(JSON.parse(text)).toBeTypeOf('object');
});

test('an end that comes after much that is unread still comes after it, then the close frame', async () => {
  const conversationId = servers.conversation();
  const socket = await listen(servers.shipped, conversationId);
  socket.connection.pause();
  for (let count = 0; count < 50; count += 1) servers.say(conversationId, `event ${count}. ${'x'.repeat(8000)}`);
  servers.say(conversationId, 'the last');
  socket.send(textOpcode, JSON.stringify({ id: 'q', type: 'subscribe', payload: { query: emptyQuery } }));
  socket.connection.resume();
  await socket.until('the last');
  socket.send(textOpcode, JSON.stringify({ type: 'connection_init' }));
  const closed = await waitFor(
    () => socket.frames().find(({ opcode }) => opcode === 8),
    () => 'no close frame',
  );
  expect(closed.payload.readUInt16BE(0)).toBe(4429);
  expect(socket.frames().at(-1)).toBe(closed);
  expect(socket.texts().filter((text) => text.includes('event '))).toHaveLength(50);
});
