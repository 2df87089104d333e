import { EJSON, type Document } from 'bson';

/** Documents to begin with, commands to send, and the name under which a real MongoDB's answers are recorded. */
export interface ContractCase {
  name: string;
  documents: readonly Document[];
  /** Other collections, by name. */
  others?: Readonly<Record<string, readonly Document[]>>;
  commands: readonly Document[];
  /** Where the commands go, when it is not the case's own database. */
  database?: 'admin';
  /** Of the answers, only these fields are compared: others are the engine's own. */
  fields?: readonly string[];
}

/** The collection that every case works on. */
export const collectionName = 'cases';

export function find(filter: Document, options: Document = {}): Document {
  return { find: collectionName, filter, ...(options['sort'] === undefined && { sort: { _id: 1 } }), ...options };
}

export function aggregate(pipeline: Document[], options: Document = {}): Document {
  return { aggregate: collectionName, pipeline, cursor: {}, ...options };
}

export function update(q: Document, u: Document | Document[], options: Document = {}): Document {
  return { update: collectionName, updates: [{ q, u, ...options }] };
}

export function findAndModify(query: Document, options: Document): Document {
  return { findAndModify: collectionName, query, ...options };
}

/** A case for each filter (or filter with options), all over the same documents. */
export function filterCases(
  title: string,
  documents: readonly Document[],
  filters: readonly (Document | [Document, Document])[],
): ContractCase[] {
  return filters.map((entry) => {
    const [filter, options = {}] = Array.isArray(entry) ? (entry as [Document, Document]) : [entry];
    return { name: `${title}: ${describe(filter, options)}`, documents, commands: [find(filter, options)] };
  });
}

/** A case for each update of one document; what the collection holds afterwards is compared too. */
export function updateCases(
  title: string,
  rows: readonly [document: Document | null, update: Document | Document[], options?: Document][],
): ContractCase[] {
  return rows.map(([document, change, options = {}]) => {
    const { q = {}, ...rest } = options;
    return {
      name: `${title}: ${describe(document ?? {}, change, options)}`,
      documents: document === null ? [] : [document],
      commands: [update(q as Document, change, rest), find({})],
    };
  });
}

/** A case for each pipeline over the same documents. */
export function pipelineCases(title: string, documents: readonly Document[], pipelines: readonly Document[][]): ContractCase[] {
  return pipelines.map((pipeline) => ({ name: `${title}: ${describe(...pipeline)}`, documents, commands: [aggregate(pipeline)] }));
}

function describe(...values: Document[]): string {
  return values
    .filter((value) => Object.keys(value).length > 0 || values.length === 1)
    .map((value) => EJSON.stringify(value, { relaxed: false }))
    .join(' ');
}
