import { hostname } from 'node:os';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { explainPlan, planQuery } from '../queries/query.js';
import { resolveSource } from '../queries/views.js';
import { readDocument } from '../values/bson-documents.js';
import { isDocument, type Document } from '../values/values.js';
import { version } from './handshake.js';
import { readLeading } from './pipelines.js';
import { readFindQuery } from './reading.js';
import { type Command, type Commands } from './request.js';

const explain: Command = (engine, request) => {
  const explained = readDocument(request.body, 'explain') ?? {};
  const [name] = Object.keys(explained);
  const collectionName = name === undefined ? undefined : explained[name];
  if (name === undefined || typeof collectionName !== 'string') throw new QueryError(9, 'explain needs a command');
  if (name === 'aggregate') return explainAggregate(engine, request.database, collectionName, readPipeline(explained), explained);
  const collection = engine.catalog.findCollection(request.database, collectionName);
  const query = readExplained(name, explained);
  const queryPlanner = collection
    ? explainPlan(planQuery(collection, query), collection, query.sort !== undefined)
    : { namespace: `${request.database}.${collectionName}`, winningPlan: { stage: 'EOF' } };
  return { queryPlanner, command: explained, serverInfo: { host: hostname(), version }, explainVersion: '1' };
};

function readPipeline(command: Document): Document[] {
  return Array.isArray(command['pipeline']) ? command['pipeline'].filter(isDocument) : [];
}

function readExplained(name: string, command: Document): ReturnType<typeof readFindQuery> {
  if (name === 'find') return readFindQuery(command);
  if (name === 'update' || name === 'delete') {
    const [statement] = (command[`${name}s`] ?? []) as Document[];
    return { filter: readDocument(statement ?? {}, 'q') ?? {} };
  }
  if (name === 'count' || name === 'distinct' || name === 'findAndModify') {
    const sort = readDocument(command, 'sort');
    return { filter: readDocument(command, 'query') ?? {}, ...(sort && { sort }) };
  }
  throw new QueryError(59, `Explain failed due to unknown command: ${name}`);
}

export const explainingCommands: Commands = { explain };

export function explainAggregate(engine: Engine, database: string, name: string, pipeline: Document[], body: Document): Document {
  const source = resolveSource(engine.catalog, database, name);
  const collection = engine.catalog.findCollection(database, source.collection);
  const { query } = readLeading([...source.stages, ...pipeline], body);
  if (collection === undefined) return { queryPlanner: { namespace: `${database}.${name}`, winningPlan: { stage: 'EOF' } } };
  return { queryPlanner: explainPlan(planQuery(collection, query), collection, query.sort !== undefined) };
}
