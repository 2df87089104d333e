import { readDocument } from '../values/bson-documents.js';
import { createCollection } from '../queries/collections.js';
import { type Namespace } from '../queries/crud.js';
import { type StoredDocument } from '../storage/documents.js';
import { type Engine } from '../engine.js';
import { getPath } from '../values/paths.js';
import { QueryError } from '../query-errors.js';
import { runQuery } from '../queries/query.js';
import { refuseView } from '../queries/views.js';
import { compileUpdate } from '../updates/update.js';
import { isDocument, type Document } from '../values/values.js';

const maxOutputDocuments = 100_000;

/** Writes what a pipeline ends with. `$out` replaces a collection, `$merge` brings documents into one; each in one commit. */
export async function writePipelineOutput(
  engine: Engine,
  database: string,
  stage: '$out' | '$merge',
  operand: unknown,
  documents: AsyncIterable<Document>,
): Promise<void> {
  const output: Document[] = [];
  for await (const document of documents) {
    output.push(document);
    if (output.length > maxOutputDocuments) throw new QueryError(292, `${stage} writes at most ${maxOutputDocuments} documents`);
  }
  await engine.store.write(() => {
    const target = readTarget(database, stage === '$merge' && isDocument(operand) ? operand['into'] : operand);
    refuseView(engine.catalog.findCollection(target.database, target.collection));
    if (stage === '$out') replaceCollection(engine, readTarget(database, operand), output);
    else mergeDocuments(engine, database, operand, output);
  });
}

function readTarget(database: string, target: unknown): Namespace {
  if (typeof target === 'string') return { database, collection: target };
  if (isDocument(target) && typeof target['coll'] === 'string') {
    return { database: typeof target['db'] === 'string' ? target['db'] : database, collection: target['coll'] };
  }
  throw new QueryError(16990, 'The target of $out or $merge must be a string or an object with the fields db and coll');
}

function replaceCollection(engine: Engine, { database, collection: name }: Namespace, documents: Document[]): void {
  const collection = engine.catalog.findCollection(database, name) ?? createCollection(engine, database, name, {});
  for (const stored of [...runQuery(engine.store, collection, { filter: {} })]) engine.documents.remove(collection, stored);
  for (const document of documents) engine.documents.insert(engine.catalog.findCollection(database, name) ?? collection, document);
}

function mergeDocuments(engine: Engine, database: string, operand: unknown, documents: Document[]): void {
  const options: Document = isDocument(operand) ? operand : { into: operand };
  const { database: targetDatabase, collection: name } = readTarget(database, options['into']);
  const on = Array.isArray(options['on']) ? options['on'].map(String) : [typeof options['on'] === 'string' ? options['on'] : '_id'];
  const whenMatched = options['whenMatched'] ?? 'merge';
  const whenNotMatched = options['whenNotMatched'] ?? 'insert';
  for (const document of documents) {
    const collection = engine.catalog.findCollection(targetDatabase, name) ?? createCollection(engine, targetDatabase, name, {});
    const filter = Object.fromEntries(on.map((path) => [path, { $eq: getPath(document, path) }]));
    const [target] = '_id' in document || !on.includes('_id') ? [...runQuery(engine.store, collection, { filter, limit: 1 })] : [];
    if (target !== undefined) changeMatched(engine, collection, target, document, whenMatched, readDocument(options, 'let'));
    else if (whenNotMatched === 'insert') engine.documents.insert(collection, document);
    else if (whenNotMatched === 'fail') throw new QueryError(13113, '$merge could not find a matching document in the target collection');
  }
}

type Collection = ReturnType<typeof createCollection>;

function changeMatched(
  engine: Engine,
  collection: Collection,
  target: StoredDocument,
  document: Document,
  whenMatched: unknown,
  variables: Document | undefined,
): void {
  if (whenMatched === 'keepExisting') return;
  // Inserting what is there already is the duplicate key error that `fail` asks for.
  if (whenMatched === 'fail') {
    engine.documents.insert(collection, document);
    return;
  }
  const update =
    whenMatched === 'replace'
      ? document
      : Array.isArray(whenMatched)
        ? (whenMatched as Document[])
        : [{ $replaceWith: { $mergeObjects: ['$$ROOT', '$$new'] } }];
  const time = engine.changes.nextTime();
  const compiled = compileUpdate(update, {
    isUpsert: false,
    now: new Date(),
    timestamp: () => time,
    variables: { new: document, ...variables },
  });
  const { document: changed, changed: isChanged, description } = compiled.apply(target.document);
  if (!isChanged) return;
  engine.documents.replace(collection, target, changed, time, description === 'replacement' ? undefined : { ...description });
}
