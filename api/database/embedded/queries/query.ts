import { encodeDocument } from '../values/bson-documents.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { type StoredDocument } from '../storage/documents.js';
import { compileByteTest } from '../filters/byte-test.js';
import { compileMatch } from '../filters/match.js';
import { idsInIndex, isOfIds } from './index-ids.js';
import { isAnswered } from './index-count.js';
import { choosePlan, type Plan } from './planner.js';
import { compileProjection } from '../filters/project.js';
import { QueryError } from '../query-errors.js';
import { scanPlan } from './scan.js';
import { compileSort } from '../filters/sort.js';
import { type Storage } from '../storage/tables.js';
import { type Document } from '../values/values.js';

export interface Query {
  filter: Document;
  sort?: Document;
  skip?: number;
  limit?: number;
  hint?: unknown;
  collation?: Document;
  /** Variables of the command's `let`. */
  variables?: Document;
}

const maxSortBytes = 100 * 1024 * 1024;
/** A sort with a limit throws away what cannot be among the first whenever it holds this many times the limit. */
const sortSlack = 4;

export function planQuery(collection: CollectionRecord, query: Query): Plan {
  const hasCollation = query.collation !== undefined && query.collation['locale'] !== 'simple';
  return choosePlan(collection, { filter: query.filter, hint: query.hint, hasCollation, ...(query.sort && { sort: query.sort }) });
}

/** The documents a query answers, in order; reads no further than it is pulled. A missing collection has none. */
export function* runQuery(store: Storage, collection: CollectionRecord | undefined, query: Query): Generator<StoredDocument> {
  const test = compileStoredTest(query.filter, query);
  const sort = naturalSort(query.sort);
  const compare = sort && compileSort(sort, query.collation);
  if (collection === undefined) return;
  const plan = planQuery(collection, { ...query, hint: query.hint ?? naturalHint(query.sort), ...(sort ? { sort } : { sort: undefined }) });
  store.indexUses.notePlan(collection, plan);
  const { skip = 0, limit = 0 } = query;
  const wanted = limit > 0 ? skip + limit : Infinity;
  const found = scanPlan(store, collection, plan, compare, wanted);
  const isSure = query.collation === undefined && isAnswered(plan, query.filter);
  const documents = filterStored(found, isSure ? exceptWhileUnchanged(store, test) : test);
  const ordered = compare === undefined || plan.isOrdered ? documents : sortAll(documents, compare, wanted);
  yield* slice(ordered, skip, limit > 0 ? limit : Infinity);
}

function naturalHint(sort: Document | undefined): unknown {
  return sort !== undefined && '$natural' in sort ? sort : undefined;
}

function naturalSort(sort: Document | undefined): Document | undefined {
  if (sort === undefined || '$natural' in sort || Object.keys(sort).length === 0) return undefined;
  return sort;
}

export type StoredTest = (stored: StoredDocument) => boolean;

/** Most documents that don't match are known by their bytes, before they are decoded. */
export function compileStoredTest(filter: Document, { collation, variables }: Pick<Query, 'collation' | 'variables'>): StoredTest {
  const mayMatch = compileByteTest(filter, collation);
  const matches = compileMatch(filter, { ...(collation && { collation }), ...(variables && { variables }) });
  return (stored) => mayMatch(stored.bytes) && matches(stored.document);
}

/** What an index says of documents holds until something is written: a cursor may be read on long after that. */
function exceptWhileUnchanged(store: Storage, test: StoredTest): StoredTest {
  const { writeCount } = store;
  return (stored) => store.writeCount === writeCount || test(stored);
}

export function* filterStored(documents: Iterable<StoredDocument>, test: StoredTest): Generator<StoredDocument> {
  for (const stored of documents) if (test(stored)) yield stored;
}

function sortAll(
  documents: Iterable<StoredDocument>,
  compare: (left: Document, right: Document) => number,
  wanted: number,
): StoredDocument[] {
  const compareStored = (left: StoredDocument, right: StoredDocument): number => compare(left.document, right.document);
  let kept: StoredDocument[] = [];
  let bytes = 0;
  for (const stored of documents) {
    kept.push(stored);
    bytes += stored.bytes.length;
    if (kept.length >= wanted * sortSlack && kept.length > 1000) {
      kept = kept.sort(compareStored).slice(0, wanted);
      bytes = kept.reduce((sum, each) => sum + each.bytes.length, 0);
    }
    if (bytes > maxSortBytes) {
      throw new QueryError(
        292,
        `Sort exceeded memory limit of ${maxSortBytes} bytes, and the embedded database does not sort on disk: add an index or a limit`,
      );
    }
  }
  return kept.sort(compareStored).slice(0, wanted === Infinity ? undefined : wanted);
}

function* slice<Item>(items: Iterable<Item>, skip: number, limit: number): Generator<Item> {
  let position = 0;
  for (const item of items) {
    position += 1;
    if (position > skip) yield item;
    if (position >= skip + limit) return;
  }
}

/** The BSON a query answers, projected; what needs no projection is passed on as it was stored. */
export function* runFind(
  store: Storage,
  collection: CollectionRecord | undefined,
  query: Query,
  projection: Document | undefined,
): Generator<Uint8Array> {
  if (collection && isOfIds(projection) && query.sort === undefined && query.collation === undefined) {
    compileMatch(query.filter);
    const ids = idsInIndex(store, collection, planQuery(collection, query), query.filter);
    if (ids) {
      for (const _id of slice(ids, query.skip ?? 0, query.limit ? query.limit : Infinity)) yield encodeDocument({ _id });
      return;
    }
  }
  const isWhole = projection === undefined || Object.keys(projection).length === 0;
  const project = isWhole ? undefined : compileProjection(projection, query.filter);
  for (const stored of runQuery(store, collection, query)) yield project ? encodeDocument(project(stored.document)) : stored.bytes;
}

/** What `explain` says of a plan, as far as the embedded database knows it. */
export function explainPlan(plan: Plan, collection: CollectionRecord, isSorted: boolean): Document {
  const stages = plan.scans.map((scan): Document => {
    const isWholeCollection = scan.index === undefined && !scan.isNarrowed;
    if (isWholeCollection) return { stage: 'COLLSCAN', direction: scan.reverse ? 'backward' : 'forward' };
    const fields = scan.index?.fields ?? [{ path: '_id', direction: 1 }];
    return {
      stage: 'FETCH',
      inputStage: {
        stage: 'IXSCAN',
        keyPattern: Object.fromEntries(fields.map(({ path, direction }) => [path, direction])),
        indexName: scan.index?.name ?? '_id_',
        isMultiKey: scan.index?.isMultikey ?? false,
        isUnique: scan.index?.isUnique ?? true,
        direction: scan.reverse ? 'backward' : 'forward',
        rangeCount: scan.ranges.length,
      },
    };
  });
  const [first] = stages;
  const read = stages.length > 1 ? { stage: 'SUBPLAN', inputStage: { stage: 'OR', inputStages: stages } } : (first ?? { stage: 'EOF' });
  const winningPlan = isSorted && !plan.isOrdered ? { stage: 'SORT', inputStage: read } : read;
  return {
    plannerVersion: 1,
    namespace: `${collection.database}.${collection.name}`,
    indexFilterSet: false,
    winningPlan,
    rejectedPlans: [],
  };
}
