import { readFlag, readNumber } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';
import { isDocument, numericValue, type Document } from '../values/values.js';

export interface FailPoint {
  errorCode?: number;
  errorLabels?: string[];
  closeConnection: boolean;
  writeConcernError?: Document;
  blockTimeMs: number;
  failCommands: string[];
  appName?: string;
  failBeforeCommitExceptionCode?: number;
}

interface Armed extends FailPoint {
  skip: number;
  /** How often it still fires; Infinity while it is always on. */
  times: number;
}

const known = ['failCommand', 'onPrimaryTransactionalWrite', 'failGetMoreAfterCursorCheckout'] as const;
export type FailPointName = (typeof known)[number];

/** MongoDB's test-only fail points, as its drivers' specification tests use them. */
export class FailPoints {
  private readonly armed = new Map<string, Armed>();

  constructor(readonly areAllowed: boolean) {}

  configure(command: Document): Document {
    const name = command['configureFailPoint'];
    if (!known.some((each) => each === name)) throw new QueryError(2, `failpoint not found: ${String(name)}`);
    const mode = command['mode'];
    const data = isDocument(command['data']) ? command['data'] : {};
    if (mode === 'off') this.armed.delete(String(name));
    else this.armed.set(String(name), { ...readData(data, name === 'onPrimaryTransactionalWrite'), ...readMode(mode) });
    return { count: 0 };
  }

  /** The fail point when it is on for this, counted as one use. */
  take(name: FailPointName, command?: string, appName?: string): FailPoint | undefined {
    const point = this.armed.get(name);
    if (point === undefined || (command !== undefined && !point.failCommands.includes(command))) return undefined;
    if (point.appName !== undefined && point.appName !== appName) return undefined;
    if (point.skip > 0) {
      point.skip -= 1;
      return undefined;
    }
    point.times -= 1;
    if (point.times <= 0) this.armed.delete(name);
    return point;
  }
}

function readMode(mode: unknown): { skip: number; times: number } {
  if (mode === 'alwaysOn') return { skip: 0, times: Infinity };
  if (!isDocument(mode)) throw new QueryError(9, 'A fail point needs a mode');
  if (mode['skip'] !== undefined) return { skip: numericValue(mode['skip']), times: Infinity };
  return { skip: 0, times: numericValue(mode['times'] ?? 1) };
}

function readData(data: Document, closesByDefault: boolean): FailPoint {
  const errorCode = readNumber(data, 'errorCode');
  const before = readNumber(data, 'failBeforeCommitExceptionCode');
  return {
    closeConnection: readFlag({ closeConnection: closesByDefault, ...data }, 'closeConnection'),
    blockTimeMs: readFlag(data, 'blockConnection') ? (readNumber(data, 'blockTimeMS') ?? 0) : 0,
    failCommands: Array.isArray(data['failCommands']) ? data['failCommands'].map(String) : [],
    ...(errorCode !== undefined && { errorCode }),
    ...(Array.isArray(data['errorLabels']) && { errorLabels: data['errorLabels'].map(String) }),
    ...(isDocument(data['writeConcernError']) && { writeConcernError: data['writeConcernError'] }),
    ...(typeof data['appName'] === 'string' && { appName: data['appName'] }),
    ...(before !== undefined && { failBeforeCommitExceptionCode: before }),
  };
}
