import { readDocument, readDocuments, readFlag } from '../values/bson-documents.js';
import { findAndRemove, findAndUpdate, type UpdateStatement } from '../queries/crud.js';
import { compileProjection } from '../filters/project.js';
import { QueryError } from '../query-errors.js';
import { type Query } from '../queries/query.js';
import { type Document } from '../values/values.js';
import { readHintAndCollation } from './query-options.js';
import { type Command, type Commands } from './request.js';
import { readNamespace, readUpdateValue } from './writing.js';
import { runWrite } from './write-command.js';

const findAndModify: Command = (engine, request) => {
  const { body } = request;
  const namespace = readNamespace(request);
  const isRemove = readFlag(body, 'remove');
  checkOptions(body, isRemove);
  const query = readQuery(body);
  const project = projectionOf(body, query.filter);
  if (isRemove) {
    return runWrite(engine, request, () => {
      const removed = findAndRemove(engine, namespace, query);
      return { lastErrorObject: { n: removed === null ? 0 : 1 }, value: removed && project(removed) };
    });
  }
  const statement = readStatement(body, query);
  return runWrite(engine, request, () => {
    const { before, after, isUpsert } = findAndUpdate(engine, namespace, statement);
    const value = readFlag(body, 'new') ? after : before;
    const n = before !== null || isUpsert ? 1 : 0;
    const lastErrorObject = { n, updatedExisting: before !== null, ...(isUpsert && { upserted: after?.['_id'] }) };
    return { lastErrorObject, value: value && project(value) };
  });
};

export const findAndModifyCommands: Commands = { findAndModify, findandmodify: findAndModify };

function checkOptions(body: Document, isRemove: boolean): void {
  if (isRemove && body['update'] !== undefined) throw new QueryError(9, 'Cannot specify both an update and remove=true');
  if (isRemove && readFlag(body, 'upsert')) throw new QueryError(9, 'Cannot specify both upsert=true and remove=true ');
  if (isRemove && readFlag(body, 'new'))
    throw new QueryError(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (!isRemove && body['update'] === undefined) throw new QueryError(9, 'Either an update or remove=true must be specified');
}

function readQuery(body: Document): Query {
  const sort = readDocument(body, 'sort');
  return { filter: readDocument(body, 'query') ?? {}, ...(sort && { sort }), ...readHintAndCollation(body, body) };
}

function readStatement(body: Document, query: Query): UpdateStatement {
  const arrayFilters = readDocuments(body, 'arrayFilters');
  return {
    ...query,
    update: readUpdateValue(body['update']),
    isMulti: false,
    isUpsert: readFlag(body, 'upsert'),
    ...(arrayFilters && { arrayFilters }),
  };
}

function projectionOf(body: Document, filter: Document): (document: Document) => Document {
  const fields = readDocument(body, 'fields');
  return fields === undefined || Object.keys(fields).length === 0 ? (document) => document : compileProjection(fields, filter);
}
