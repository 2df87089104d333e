import type { Person } from '../tests/testkit/people.js';
import { openRawSocket, type RawSocket } from './raw-socket.js';

/** A moment in a text: microseconds of the machine's monotonic clock, which all processes share. */
const stampDigits = 16;
const stampMark = 'stamp ';
export const nowUs = () => Number(process.hrtime.bigint() / 1000n);
export const stampedText = () => `${stampMark}${String(nowUs()).padStart(stampDigits, '0')}: as long as what people write to each other`;
export const restamp = (text: string) =>
  text.replace(new RegExp(`${stampMark}\\d{${stampDigits}}`), () => stampedText().slice(0, stampMark.length + stampDigits));

/** The stamp in a frame's bytes, or null: no JSON is parsed for a delivery. */
export function findStamp(text: Buffer): number | null {
  const at = text.indexOf(stampMark, 0, 'latin1');
  if (at === -1) return null;
  let stamp = 0;
  for (let place = at + stampMark.length; place < at + stampMark.length + stampDigits; place += 1)
    stamp = stamp * 10 + text.readUInt8(place) - 48;
  return stamp;
}

async function openSocket(wsUrl: string, person: Person, onText: (text: Buffer) => void): Promise<RawSocket> {
  let acknowledge: (() => void) | null = null;
  const acknowledged = new Promise<void>((resolve) => (acknowledge = resolve));
  const socket = await openRawSocket(wsUrl, (text) => {
    if (!acknowledge) return onText(text);
    if (!text.includes('"connection_ack"')) throw new Error(`Instead of an acknowledgement: ${text.toString()}`);
    acknowledge();
    acknowledge = null;
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${person.accessToken}` } }));
  await acknowledged;
  return socket;
}

/** Subscribes on a socket of its own. `onDelivery` gets each frame with a stamp in it; frames without one are dropped, unless they are errors. */
export async function openSubscription(
  wsUrl: string,
  person: Person,
  document: string,
  variables: Record<string, unknown>,
  onDelivery: (stampUs: number, text: Buffer) => void,
): Promise<RawSocket> {
  const socket = await openSocket(wsUrl, person, (text) => {
    const stamp = findStamp(text);
    if (stamp !== null) onDelivery(stamp, text);
    else if (text.includes('"type":"error"') || text.includes('"errors":'))
      throw new Error(`A subscription was refused: ${text.toString()}`);
  });
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document, variables } }));
  return socket;
}

export interface Caller {
  /** Resolves when the operation was answered without an error. Several may be under way. */
  call(document: string, variables: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

interface Reply {
  readonly id?: string;
  readonly type: string;
  readonly payload?: { readonly errors?: unknown };
}

/** One socket for queries and mutations. */
export async function openCaller(wsUrl: string, person: Person): Promise<Caller> {
  const waiting = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const socket = await openSocket(wsUrl, person, (bytes) => {
    const text = bytes.toString();
    const { id = '', type, payload } = JSON.parse(text) as Reply;
    if (type === 'complete') return;
    const call = waiting.get(id);
    waiting.delete(id);
    if (type === 'next' && !payload?.errors) call?.resolve();
    else call?.reject(new Error(`An operation was refused: ${text}`));
  });
  return {
    call(query, variables) {
      const id = String((lastId += 1));
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
      });
    },
    close: () => socket.close(),
  };
}
