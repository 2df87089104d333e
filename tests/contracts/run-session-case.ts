import { randomUUID } from 'node:crypto';
import { Long, UUID, type Document } from 'bson';
import { RawConnection } from './raw-connection.js';
import { comparable, fill, type Connection } from './run-case.js';

/** Who sends a command: somebody with a session of that name, or somebody without one. */
export type Sender = 'ana' | 'bia' | 'nobody';

export interface SessionStep {
  by: Sender;
  command: Document;
  database?: 'admin';
  /** The next step comes before the answer to this one, which may wait for it. */
  isLeftWaiting?: boolean;
}

/** Documents to begin with, and what people with sessions of their own send, in that order. */
export interface SessionCase {
  name: string;
  documents: readonly Document[];
  steps: readonly SessionStep[];
}

/** A `getMore` of this asks for the last cursor that was opened. */
export const lastCursor = 'the last cursor';
/** A `killSessions` of this ends Ana's. All sessions of a server are not a case's to end: others use it at the same time. */
export const sessionOfAna = 'the session of Ana';

/** Runs one case in a database of its own name and gives the answers in a form that can be compared and recorded. */
export async function runSessionCase(client: Connection, databaseName: string, { documents, steps }: SessionCase): Promise<unknown[]> {
  await fill(client.db(databaseName), documents);
  const people = { ana: newPerson(client), bia: newPerson(client), nobody: newPerson(client) };
  let cursor: unknown;
  const answers: Promise<unknown>[] = [];
  try {
    for (const { by, command, database, isLeftWaiting = false } of steps) {
      const { connection, lsid } = people[by];
      const body = {
        ...command,
        ...(command['getMore'] === lastCursor && { getMore: cursor }),
        ...(command['killSessions'] === sessionOfAna && { killSessions: [people.ana.lsid] }),
      };
      const reply = connection.send({ ...body, $db: database ?? databaseName, ...(by !== 'nobody' && { lsid }) });
      answers.push(reply.then(answerOf));
      if (isLeftWaiting) continue;
      const opened = ((await reply)['cursor'] as { id?: Long } | undefined)?.id;
      if (opened && !opened.isZero()) cursor = opened;
    }
    return await Promise.all(answers);
  } finally {
    await end(people.nobody.connection, [people.ana.lsid, people.bia.lsid]);
    for (const { connection } of Object.values(people)) connection.close();
  }
}

function newPerson(client: Connection): { connection: RawConnection; lsid: Document } {
  return { connection: RawConnection.open(client), lsid: { id: new UUID(randomUUID()) } };
}

/** Whatever a case left open would be in the way of the next. */
async function end(connection: RawConnection, lsids: Document[]): Promise<void> {
  const reply = await connection.send({ killSessions: lsids, $db: 'admin' });
  if (Number(reply['ok']) !== 1) throw new Error(`The sessions could not be ended: ${String(reply['errmsg'])}`);
}

function answerOf(reply: Document): unknown {
  if (Number(reply['ok']) !== 1) {
    const { code, codeName, errorLabels = [] } = reply as Record<string, unknown>;
    return comparable({ code, codeName, errorLabels });
  }
  // A driver would have taken the batch out.
  const cursor = reply['cursor'] as { firstBatch?: unknown; nextBatch?: unknown } | undefined;
  return comparable({ ...reply, ok: 1, ...(cursor && { cursor: { firstBatch: cursor.firstBatch ?? cursor.nextBatch } }) });
}

const inTransaction = (number: number): Document => ({ txnNumber: Long.fromNumber(number), autocommit: false });

export const begin = (by: Sender, command: Document, number = 1): SessionStep => ({
  by,
  command: { ...command, ...inTransaction(number), startTransaction: true },
});
export const go = (by: Sender, command: Document, number = 1): SessionStep => ({ by, command: { ...command, ...inTransaction(number) } });
export const commit = (by: Sender, number = 1): SessionStep => ({ ...go(by, { commitTransaction: 1 }, number), database: 'admin' });
export const abort = (by: Sender, number = 1): SessionStep => ({ ...go(by, { abortTransaction: 1 }, number), database: 'admin' });
/** Outside of transactions. */
export const plain = (command: Document, by: Sender = 'nobody'): SessionStep => ({ by, command });
export const waiting = (command: Document): SessionStep => ({ by: 'nobody', command, isLeftWaiting: true });
