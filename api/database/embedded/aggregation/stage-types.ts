import type { Document } from '../values/values.js';

/** What a pipeline may read beside its own documents. */
export interface Lookups {
  /** Every document of another collection of the same database that the filter matches. */
  find: (collection: string, filter: Document) => AsyncIterable<Document>;
  /** The value of `$$NOW`. */
  now: Date;
  /** The command's `let`. */
  variables?: Document;
  collation?: Document;
  /** Writes a pipeline's result, for `$out` and `$merge`; without it these stages are refused. */
  write?: (stage: '$out' | '$merge', operand: unknown, documents: AsyncIterable<Document>) => Promise<void>;
}

/** What running stages share: where to find other collections, and all variables by name without `$$`. */
export interface StageContext {
  lookups: Lookups;
  variables: Document;
}

export type Documents = AsyncIterable<Document> | Iterable<Document>;

/** A compiled stage, or several after each other. */
export type Stage = (documents: Documents, context: StageContext) => AsyncIterable<Document>;

export interface CompileOptions {
  collation?: Document;
  /** Compiles a pipeline inside a stage. */
  compilePipeline: (stages: readonly Document[]) => Stage;
}

export type CompileStage = (operand: unknown, options: CompileOptions) => Stage;

/** A stage that needs all documents before it can give the first. */
export function onAll(transform: (documents: Document[], context: StageContext) => Iterable<Document> | AsyncIterable<Document>): Stage {
  return async function* (documents, context) {
    yield* transform(await collect(documents), context);
  };
}

export async function collect(documents: Documents): Promise<Document[]> {
  const collected: Document[] = [];
  for await (const document of documents) collected.push(document);
  return collected;
}
