import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { guardRules, parseLimits } from '../graphql/guard.js';

const maxDocuments = 500;
/** A longer document is parsed each time: the cache stays within about 20 MB. */
const maxCachedLength = 20_000;

/** `query` is the text that was asked about, as the cache keeps it. */
export type PreparedDocument = { readonly query: string; readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Parses and validates documents, by graphql's rules and ours, each once as long as it is in use. Never throws. */
export function createDocumentCache(schema: GraphQLSchema): (query: string) => PreparedDocument {
  const rules = [...specifiedRules, ...guardRules];
  const known = new Map<string, PreparedDocument>();

  return (query) => {
    const found = known.get(query);
    const prepared = found ?? prepare(query);
    if ('errors' in prepared || query.length > maxCachedLength) return prepared;
    // A Map keeps the order of insertion: what is used again goes to the end, what is first was not used for longest.
    known.delete(query);
    known.set(prepared.query, prepared);
    if (known.size > maxDocuments) for (const oldest of [...known.keys()].slice(0, known.size - maxDocuments)) known.delete(oldest);
    return prepared;
  };

  function prepare(query: string): PreparedDocument {
    try {
      const document = parse(query, parseLimits);
      const errors = validate(schema, document, rules);
      return errors.length > 0 ? { errors } : { query, document };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }
}
