import { decodeDocument } from '../values/bson-documents.js';
import { documentKey } from '../storage/index-entries.js';
import { encodeId } from '../storage/keys.js';
import { timeOf, type OplogEntry } from '../storage/oplog.js';
import { QueryError } from '../query-errors.js';
import { encodeToken } from './resume-tokens.js';
import { type Engine } from '../engine.js';
import { type Document } from '../values/values.js';

export interface EventOptions {
  fullDocument: 'default' | 'updateLookup' | 'whenAvailable' | 'required';
  fullDocumentBeforeChange: 'off' | 'whenAvailable' | 'required';
  showExpandedEvents: boolean;
}

/** Events that streams show only when they ask for expanded events. */
const expandedTypes = new Set(['create', 'createIndexes', 'dropIndexes', 'modify']);
const documentTypes = new Set(['insert', 'update', 'replace', 'delete']);

/** The change event of an entry, as MongoDB writes it; undefined for one that this stream does not show. */
export function readEvent(engine: Engine, entry: OplogEntry, options: EventOptions): Document | undefined {
  const { event } = entry;
  if (event.type === 'noop' || (expandedTypes.has(event.type) && !options.showExpandedEvents)) return undefined;
  const isDocumentEvent = documentTypes.has(event.type);
  const shown: Document = {
    _id: encodeToken(entry.position, 'event'),
    operationType: event.type,
    clusterTime: timeOf(entry.position),
    wallTime: event.wallTime,
  };
  if (event.lsid !== undefined) Object.assign(shown, { lsid: event.lsid, txnNumber: event.txnNumber });
  if (entry.after !== undefined && event.type !== 'update') shown['fullDocument'] = decodeDocument(entry.after);
  if (event.type === 'update' && options.fullDocument !== 'default') shown['fullDocument'] = documentAfter(engine, entry, options);
  if (options.showExpandedEvents && event.collectionUuid !== undefined) shown['collectionUUID'] = event.collectionUuid;
  shown['ns'] = event.collection === undefined ? { db: event.database } : { db: event.database, coll: event.collection };
  if (isDocumentEvent) shown['documentKey'] = event.documentKey;
  if (event.type === 'update') shown['updateDescription'] = describe(event.updateDescription ?? {}, options.showExpandedEvents);
  if (event.details !== undefined) addDetails(shown, event.details, options.showExpandedEvents);
  if (isDocumentEvent && event.type !== 'insert' && options.fullDocumentBeforeChange !== 'off') {
    shown['fullDocumentBeforeChange'] = documentBefore(entry, options);
  }
  return shown;
}

export function invalidation(entry: OplogEntry): Document {
  return {
    _id: encodeToken(entry.position, 'invalidate'),
    operationType: 'invalidate',
    clusterTime: timeOf(entry.position),
    wallTime: entry.event.wallTime,
  };
}

function describe(description: Document, isExpanded: boolean): Document {
  const { updatedFields = {}, removedFields = [], truncatedArrays = [], disambiguatedPaths = {} } = description;
  return { updatedFields, removedFields, truncatedArrays, ...(isExpanded && { disambiguatedPaths }) };
}

function addDetails(shown: Document, details: Document, isExpanded: boolean): void {
  const { to, ...rest } = details;
  if (to !== undefined) shown['to'] = to;
  if (isExpanded) shown['operationDescription'] = { ...(to !== undefined && { to }), ...rest };
}

/** `updateLookup` reads the document as it is now, null when it is gone; the others give the image of the change itself. */
function documentAfter(engine: Engine, entry: OplogEntry, options: EventOptions): Document | null {
  const { event } = entry;
  if (options.fullDocument === 'updateLookup') {
    const collection = engine.catalog.findCollection(event.database, event.collection ?? '');
    const bytes = collection && engine.store.documents.get(documentKey(collection, encodeId(event.documentKey?.['_id'])));
    return bytes ? decodeDocument(bytes) : null;
  }
  if (entry.after !== undefined) return decodeDocument(entry.after);
  if (options.fullDocument === 'whenAvailable') return null;
  throw missingImage('post', "fullDocument: 'required'");
}

function documentBefore(entry: OplogEntry, options: EventOptions): Document | null {
  if (entry.before !== undefined) return decodeDocument(entry.before);
  if (options.fullDocumentBeforeChange === 'whenAvailable') return null;
  throw missingImage('pre', "fullDocumentBeforeChange: 'required'");
}

function missingImage(kind: string, option: string): QueryError {
  const message = `Change stream was configured to require a ${kind}-image for all update, delete and replace events (${option}), but the ${kind}-image was not found`;
  return new QueryError(47, message, { errorLabels: ['NonResumableChangeStreamError'] });
}
