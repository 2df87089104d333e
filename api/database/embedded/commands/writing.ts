import { decodeDocument, readDocument, readDocuments, readFlag, readNumber } from '../values/bson-documents.js';
import { checkNamespace } from '../storage/catalog.js';
import { deleteDocuments, insertDocument, updateDocuments, type Namespace, type UpdateStatement } from '../queries/crud.js';
import { QueryError } from '../query-errors.js';
import { type Document } from '../values/values.js';
import { evaluateVariables, readHintAndCollation } from './query-options.js';
import { readRetryableWrite, type Command, type CommandRequest, type Commands } from './request.js';
import { runStatements, runWrite } from './write-command.js';

const maxStatements = 100_000;

const insert: Command = (engine, request) => {
  const namespace = readNamespace(request);
  const documents = readInserts(request);
  const isOrdered = readOrdered(request.body);
  return runWrite(engine, request, () => {
    let n = 0;
    const errors = runStatements(documents, isOrdered, ({ document, bytes }) => {
      insertDocument(engine, namespace, document, bytes);
      n += 1;
    });
    return writeReply({ n }, errors);
  });
};

const update: Command = (engine, request) => {
  const namespace = readNamespace(request);
  const statements = readStatements(request, 'updates').map((statement) => readUpdate(statement, request.body));
  if (statements.some(({ isMulti }) => isMulti)) refuseRetry(request);
  return runWrite(engine, request, () => {
    let [n, nModified] = [0, 0];
    const upserted: Document[] = [];
    const errors = runStatements(statements, readOrdered(request.body), (statement, index) => {
      const outcome = updateDocuments(engine, namespace, statement);
      n += outcome.matched + (outcome.upserted ? 1 : 0);
      nModified += outcome.modified;
      if (outcome.upserted) upserted.push({ index, _id: outcome.upserted._id });
    });
    return writeReply({ n, nModified, ...(upserted.length > 0 && { upserted }) }, errors);
  });
};

const deleteCommand: Command = (engine, request) => {
  const namespace = readNamespace(request);
  const statements = readStatements(request, 'deletes');
  if (statements.some((statement) => readNumber(statement, 'limit') === 0)) refuseRetry(request);
  return runWrite(engine, request, () => {
    let n = 0;
    const errors = runStatements(statements, readOrdered(request.body), (statement) => {
      const query = { filter: readDocument(statement, 'q') ?? {}, ...readHintAndCollation(statement, request.body) };
      n += deleteDocuments(engine, namespace, query, readDeleteLimit(statement));
    });
    return writeReply({ n }, errors);
  });
};

export const writingCommands: Commands = { insert, update, delete: deleteCommand };

export function readNamespace({ name, body, database }: CommandRequest): Namespace {
  const collection = body[name];
  if (typeof collection !== 'string' || collection === '')
    throw new QueryError(73, `Invalid namespace specified '${database}.${String(collection)}'`);
  checkNamespace(database, collection);
  return { database, collection };
}

/** In a transaction the first error is the last statement, in any order. */
function readOrdered(body: Document): boolean {
  if (body['autocommit'] === false) return true;
  return body['ordered'] === undefined ? true : readFlag(body, 'ordered');
}

function readInserts({ body, sequences }: CommandRequest): { document: Document; bytes?: Buffer }[] {
  const raw = sequences.get('documents');
  const documents =
    raw?.map((bytes) => ({ document: decodeDocument(bytes), bytes })) ??
    readDocuments(body, 'documents')?.map((document) => ({ document }));
  checkCount(documents?.length ?? 0);
  return documents ?? [];
}

function readStatements({ body, sequences }: CommandRequest, name: string): Document[] {
  const statements = sequences.get(name)?.map((bytes) => decodeDocument(bytes)) ?? readDocuments(body, name) ?? [];
  checkCount(statements.length);
  return statements;
}

function checkCount(count: number): void {
  if (count >= 1 && count <= maxStatements) return;
  throw new QueryError(16, `Write batch sizes must be between 1 and ${maxStatements}. Got ${count} operations.`);
}

const updateFields = new Set(['q', 'u', 'c', 'upsert', 'multi', 'arrayFilters', 'collation', 'hint', 'upsertSupplied', 'sampleId']);

function readUpdate(statement: Document, body: Document): UpdateStatement {
  const unknown = Object.keys(statement).find((name) => !updateFields.has(name));
  if (unknown !== undefined) throw new QueryError(40415, `BSON field 'update.updates.${unknown}' is an unknown field.`);
  const arrayFilters = readDocuments(statement, 'arrayFilters');
  const shared = readHintAndCollation(statement, body);
  const constants = evaluateVariables(readDocument(statement, 'c'));
  return {
    filter: readDocument(statement, 'q') ?? {},
    update: readUpdateValue(statement['u']),
    isMulti: readFlag(statement, 'multi'),
    isUpsert: readFlag(statement, 'upsert'),
    ...(arrayFilters && { arrayFilters }),
    ...shared,
    ...(constants && { variables: { ...shared.variables, ...constants } }),
  };
}

export function readUpdateValue(value: unknown): Document | Document[] {
  if (typeof value === 'object' && value !== null) return value as Document | Document[];
  throw new QueryError(9, 'Update argument must be either an object or an array');
}

function readDeleteLimit(statement: Document): number {
  const limit = readNumber(statement, 'limit');
  if (limit === 0 || limit === 1) return limit;
  throw new QueryError(9, `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
}

/** Only single-document statements can be told apart when they are repeated. */
function refuseRetry(request: CommandRequest): void {
  if (readRetryableWrite(request) === undefined) return;
  throw new QueryError(72, 'Cannot use retryable writes with limit=0 or multi=true');
}

function writeReply(counts: Document, errors: Document[]): Document {
  return { ...counts, ...(errors.length > 0 && { writeErrors: errors }) };
}
