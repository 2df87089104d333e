import { type Engine } from '../engine.js';
import { distinctValues } from '../queries/distinct.js';
import { isView } from '../queries/views.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { type BatchSource } from '../queries/cursors.js';
import { type Query } from '../queries/query.js';
import { numericValue, type Document } from '../values/values.js';
import { openPipeline, readAll } from './pipelines.js';

/** Reading a view is an aggregation over what it is a view of. */

export function findView(collection: CollectionRecord | undefined): CollectionRecord | undefined {
  return collection && isView(collection) ? collection : undefined;
}

export function openView(engine: Engine, { database, name }: CollectionRecord, query: Query, body: Document): BatchSource {
  const { filter, sort, skip = 0, limit = 0 } = query;
  // The natural order of a view is that of what it reads.
  const isNatural = sort !== undefined && '$natural' in sort;
  const projection = body['projection'] as Document | undefined;
  const stages = [
    { $match: filter },
    ...(sort && Object.keys(sort).length > 0 && !isNatural ? [{ $sort: sort }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    ...(limit > 0 ? [{ $limit: limit }] : []),
    ...(projection && Object.keys(projection).length > 0 ? [{ $project: projection }] : []),
  ];
  return openPipeline(engine, database, name, stages, isNatural ? { ...body, hint: sort } : body);
}

export async function countView(engine: Engine, view: CollectionRecord, query: Query, body: Document): Promise<number> {
  const stages = [
    { $match: query.filter },
    ...(query.skip ? [{ $skip: query.skip }] : []),
    ...(query.limit ? [{ $limit: query.limit }] : []),
    { $count: 'n' },
  ];
  for await (const { n } of readAll(openPipeline(engine, view.database, view.name, stages, body))) return numericValue(n);
  return 0;
}

export async function distinctInView(
  engine: Engine,
  view: CollectionRecord,
  key: string,
  query: Query,
  body: Document,
): Promise<unknown[]> {
  const documents: { document: Document }[] = [];
  const source = openPipeline(engine, view.database, view.name, [{ $match: query.filter }], body);
  for await (const document of readAll(source)) documents.push({ document });
  return distinctValues(documents, key, query.collation);
}
