import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type Timestamp } from 'bson';
import { runPipeline } from '../aggregation/aggregate.js';
import { encodeDocument, maxDocumentBytes, readDocument, readFlag } from '../values/bson-documents.js';
import { invalidation, readEvent, type EventOptions } from './change-events.js';
import { type Batch, type BatchRequest, type BatchSource } from '../queries/cursors.js';
import { type Engine } from '../engine.js';
import { positionBefore, type OplogEntry, type Position } from '../storage/oplog.js';
import { QueryError } from '../query-errors.js';
import { decodeToken, encodeToken } from './resume-tokens.js';
import { bsonType, type Document } from '../values/values.js';

/** What a stream watches: a collection, a database, or everything. */
export interface StreamTarget {
  database?: string;
  collection?: string;
}

const allowedStages = new Set(['$match', '$project', '$addFields', '$replaceRoot', '$replaceWith', '$set', '$unset', '$redact']);
/** Entries looked at between two chances for others to run. */
const scanChunk = 1000;
const hiddenDatabases = new Set(['admin', 'config', 'local']);

interface Start {
  position: Position;
  /** The stream resumes after the event that invalidated it: the invalidation is still to be told. */
  isAfterInvalidatingEvent: boolean;
}

/**
 * Opens a change stream. `stage` is the operand of `$changeStream`. Throws 286 when the history no longer reaches back to where it shall
 * start, 260 for resumeAfter an invalidation, 40324 or 20 for a stage it cannot have.
 */
export function openChangeStream(engine: Engine, target: StreamTarget, stage: Document, pipeline: Document[]): ChangeStream {
  checkStages(pipeline);
  const start = readStart(engine, target, stage);
  if (!engine.oplog.reachesBackTo(start.position)) throw historyLost();
  return new ChangeStream(engine, target, readOptions(stage), pipeline, start);
}

export class ChangeStream implements BatchSource {
  readonly survivesDrops = true;
  private position: Position;
  private resumeToken: Document;
  private isClosed = false;
  private isInvalidated = false;
  private pendingInvalidation: OplogEntry | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly engine: Engine,
    private readonly target: StreamTarget,
    private readonly options: EventOptions,
    private readonly pipeline: Document[],
    start: Start,
  ) {
    this.position = start.position;
    this.resumeToken = encodeToken(start.position, 'point');
    if (start.isAfterInvalidatingEvent) this.pendingInvalidation = findEntry(engine, start.position);
  }

  /** Waits until something came, or for `maxWaitMs`. */
  async next(request: BatchRequest): Promise<Batch> {
    const deadline = Date.now() + request.maxWaitMs;
    for (;;) {
      const { documents, isAtEnd } = await this.readBatch(request.maxDocuments);
      const mustAnswer = documents.length > 0 || this.isInvalidated || this.isClosed || request.signal.aborted;
      if (mustAnswer || (isAtEnd && Date.now() >= deadline))
        return { documents, isLast: this.isInvalidated, resumeToken: this.resumeToken };
      if (isAtEnd) await this.waitForChange(deadline - Date.now(), request.signal);
      else await letOthersRun();
    }
  }

  close(): void {
    this.isClosed = true;
    this.wake();
  }

  private async readBatch(maxDocuments: number): Promise<{ documents: Uint8Array[]; isAtEnd: boolean }> {
    if (!this.engine.oplog.reachesBackTo(this.position)) throw historyLost();
    const { events, isAtEnd } = this.readEvents(Math.max(1, maxDocuments));
    if (events.length === 0) return { documents: [], isAtEnd };
    const documents = this.pipeline.length === 0 ? events : await this.transform(events);
    return { documents: documents.map(encodeDocument), isAtEnd };
  }

  /** The next events of the target, and where that leaves the stream. */
  private readEvents(maxEvents: number): { events: Document[]; isAtEnd: boolean } {
    const events: Document[] = [];
    let [scanned, bytes] = [0, 0];
    if (this.pendingInvalidation) this.invalidate(this.pendingInvalidation, events);
    if (this.isInvalidated) return { events, isAtEnd: true };
    for (const entry of this.engine.oplog.entriesAfter(this.position)) {
      scanned += 1;
      const event = matchesTarget(entry, this.target) ? readEvent(this.engine, entry, this.options) : undefined;
      this.position = entry.position;
      this.resumeToken = encodeToken(entry.position, event === undefined ? 'point' : 'event');
      if (event !== undefined) events.push(event);
      if (event !== undefined && invalidates(entry, this.target)) this.pendingInvalidation = entry;
      bytes += (entry.after?.length ?? 0) + (entry.before?.length ?? 0) + 512;
      if (this.pendingInvalidation && events.length < maxEvents) {
        this.invalidate(entry, events);
        return { events, isAtEnd: true };
      }
      if (events.length >= maxEvents || scanned >= scanChunk || bytes >= maxDocumentBytes / 2) return { events, isAtEnd: false };
    }
    return { events, isAtEnd: true };
  }

  private invalidate(entry: OplogEntry, events: Document[]): void {
    const event = invalidation(entry);
    events.push(event);
    this.resumeToken = event['_id'] as Document;
    this.pendingInvalidation = undefined;
    this.isInvalidated = true;
  }

  private async transform(events: Document[]): Promise<Document[]> {
    const tokens = new Set(events.map(tokenText));
    const transformed: Document[] = [];
    const lookups = { find: () => refuseLookup(), now: new Date() };
    for await (const event of runPipeline(events, this.pipeline, lookups)) {
      if (!tokens.has(tokenText(event))) throw changedId();
      transformed.push(event);
    }
    return transformed;
  }

  private async waitForChange(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { oplog } = this.engine;
    if (this.isClosed || signal.aborted || oplog.lastCommitted.compare(this.position) > 0) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        stopListening();
        signal.removeEventListener('abort', finish);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(finish, Math.max(0, timeoutMs));
      const stopListening = oplog.onChange(finish);
      signal.addEventListener('abort', finish);
      this.wake = finish;
    });
  }
}

function tokenText(event: Document): string {
  const token = (event['_id'] as Document | undefined)?.['_data'];
  return typeof token === 'string' ? token : '';
}

function matchesTarget({ event }: OplogEntry, target: StreamTarget): boolean {
  if (target.database === undefined) return !hiddenDatabases.has(event.database) && !(event.collection?.startsWith('system.') ?? false);
  if (event.database !== target.database) return false;
  if (target.collection === undefined) return !(event.collection?.startsWith('system.') ?? false);
  const renamedTo = event.type === 'rename' ? (event.details?.['to'] as Document | undefined)?.['coll'] : undefined;
  return event.collection === target.collection || renamedTo === target.collection;
}

function invalidates({ event }: OplogEntry, target: StreamTarget): boolean {
  if (target.collection !== undefined) return event.type === 'drop' || event.type === 'rename' || event.type === 'dropDatabase';
  return target.database !== undefined && event.type === 'dropDatabase';
}

function findEntry(engine: Engine, position: Position): OplogEntry | undefined {
  const number = position.readBigUInt64BE(4);
  if (number === 0n) return undefined;
  const before = Buffer.from(position);
  before.writeBigUInt64BE(number - 1n, 4);
  for (const entry of engine.oplog.entriesAfter(before)) return entry.position.equals(position) ? entry : undefined;
  return undefined;
}

function readOptions(stage: Document): EventOptions {
  const fullDocument = stage['fullDocument'] ?? 'default';
  const before = stage['fullDocumentBeforeChange'] ?? 'off';
  if (fullDocument !== 'default' && fullDocument !== 'updateLookup' && fullDocument !== 'whenAvailable' && fullDocument !== 'required') {
    throw new QueryError(
      2,
      `Enumeration value ${JSON.stringify(fullDocument)} for field '$changeStream.fullDocument' is not a valid value.`,
    );
  }
  if (before !== 'off' && before !== 'whenAvailable' && before !== 'required') {
    throw new QueryError(
      2,
      `Enumeration value ${JSON.stringify(before)} for field '$changeStream.fullDocumentBeforeChange' is not a valid value.`,
    );
  }
  return { fullDocument, fullDocumentBeforeChange: before, showExpandedEvents: readFlag(stage, 'showExpandedEvents') };
}

function readStart(engine: Engine, target: StreamTarget, stage: Document): Start {
  const resumeAfter = readDocument(stage, 'resumeAfter');
  const startAfter = readDocument(stage, 'startAfter');
  const startTime = stage['startAtOperationTime'];
  if ([resumeAfter, startAfter, startTime].filter((each) => each !== undefined && each !== null).length > 1) {
    throw new QueryError(40674, 'Only one type of resume option is allowed, but multiple were found.');
  }
  const token = resumeAfter ?? startAfter;
  if (token !== undefined) {
    const { position, kind } = decodeToken(token);
    if (kind === 'invalidate' && resumeAfter !== undefined) {
      throw new QueryError(260, "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.");
    }
    const entry = kind === 'event' ? findEntry(engine, position) : undefined;
    return { position, isAfterInvalidatingEvent: entry !== undefined && matchesTarget(entry, target) && invalidates(entry, target) };
  }
  if (startTime === undefined || startTime === null) return { position: engine.oplog.lastCommitted, isAfterInvalidatingEvent: false };
  if (bsonType(startTime) !== 'timestamp')
    throw new QueryError(14, "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'");
  return { position: positionBefore(startTime as Timestamp), isAfterInvalidatingEvent: false };
}

function checkStages(pipeline: Document[]): void {
  for (const stage of pipeline) {
    const [name, ...others] = Object.keys(stage);
    if (name === undefined || others.length > 0)
      throw new QueryError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (allowedStages.has(name)) continue;
    if (knownElsewhere.has(name)) throw new QueryError(20, `${name} is not permitted in a $changeStream pipeline`);
    throw new QueryError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

const knownElsewhere = new Set([
  '$sort',
  '$limit',
  '$skip',
  '$group',
  '$count',
  '$unwind',
  '$lookup',
  '$facet',
  '$sortByCount',
  '$unionWith',
  '$out',
  '$merge',
  '$bucket',
  '$bucketAuto',
  '$graphLookup',
  '$sample',
  '$indexStats',
  '$collStats',
  '$geoNear',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$documents',
  '$changeStream',
]);

function refuseLookup(): never {
  throw new QueryError(20, 'A change stream cannot look up other collections');
}

function historyLost(): QueryError {
  const message = 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.';
  return new QueryError(286, message, { errorLabels: ['NonResumableChangeStreamError'] });
}

function changedId(): QueryError {
  const message =
    'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible ' +
    'to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.';
  return new QueryError(280, message, { errorLabels: ['NonResumableChangeStreamError'] });
}
