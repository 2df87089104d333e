import { compileDocumentStage } from './document-stages.js';
import { compileGraphLookup, compileLookup, compileUnionWith } from './lookup-stages.js';
import { compileMingoStage, mingoStages } from './mingo-stages.js';
import { plainStages } from './plain-stages.js';
import { QueryError } from '../query-errors.js';
import { isKnownStage } from './stage-names.js';
import type { CompileOptions, CompileStage, Documents, Lookups, Stage } from './stage-types.js';
import { isDocument, type Document } from '../values/values.js';

const lookupStages: Readonly<Record<string, CompileStage>> = {
  $lookup: compileLookup,
  $unionWith: compileUnionWith,
  $graphLookup: (operand) => compileGraphLookup(operand),
};

/** Whoever runs a pipeline takes these away from its beginning. */
const firstStages = new Set(['$collStats', '$indexStats', '$currentOp']);

/**
 * Runs a pipeline over the documents. All stages are compiled before this returns, so that a bad one throws here: 40324 for a name that MongoDB
 * does not know, 40323 for a stage of more than one name, 238 for a stage the embedded database does not run.
 */
export function runPipeline(documents: Documents, stages: readonly Document[], lookups: Lookups): AsyncIterable<Document> {
  const run = compilePipeline(stages, lookups);
  return run(documents, { lookups, variables: { NOW: lookups.now, ...lookups.variables } });
}

function compilePipeline(stages: readonly Document[], lookups: Lookups): Stage {
  const options: CompileOptions = {
    ...(lookups.collation && { collation: lookups.collation }),
    compilePipeline: (inner) => compilePipeline(inner, lookups),
  };
  const compiled = stages.map((stage, index) => compileStage(stage, options, lookups, index === stages.length - 1));
  return async function* (documents, context) {
    yield* compiled.reduce<Documents>((source, stage) => stage(source, context), documents);
  };
}

function compileStage(stage: unknown, options: CompileOptions, lookups: Lookups, isLast: boolean): Stage {
  const [name, ...more] = isDocument(stage) ? Object.keys(stage) : [];
  if (!isDocument(stage) || name === undefined || more.length > 0) {
    throw new QueryError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const operand = stage[name];
  const compile = Object.hasOwn(plainStages, name) ? plainStages[name] : Object.hasOwn(lookupStages, name) ? lookupStages[name] : undefined;
  if (compile) return compile(operand, options);
  const transform = compileDocumentStage(name, operand);
  if (transform) {
    return async function* (documents, { variables }) {
      for await (const document of documents) yield transform(document, variables);
    };
  }
  if (mingoStages.has(name)) return compileMingoStage(name, operand);
  if (name === '$out' || name === '$merge') return compileWrite(name, operand, lookups, isLast);
  if (name === '$documents') return compileDocuments(operand);
  if (firstStages.has(name)) throw new QueryError(40602, `${name} is only valid as the first stage in a pipeline`);
  if (!isKnownStage(name)) throw new QueryError(40324, `Unrecognized pipeline stage name: '${name}'`);
  throw new QueryError(238, `The embedded database does not run ${name}`);
}

function compileWrite(name: '$out' | '$merge', operand: unknown, { write }: Lookups, isLast: boolean): Stage {
  if (!isLast) throw new QueryError(40601, `${name} can only be the final stage in the pipeline`);
  if (write === undefined) throw new QueryError(238, `The embedded database does not run ${name}`);
  return async function* (documents) {
    await write(
      name,
      operand,
      (async function* () {
        yield* documents;
      })(),
    );
    // What is written is not given back; the iteration is over before it begins.
    yield* [];
  };
}

function compileDocuments(operand: unknown): Stage {
  if (!Array.isArray(operand) || !(operand as unknown[]).every(isDocument)) throw new QueryError(5858203, 'an array is expected');
  return async function* () {
    yield* operand as Document[];
  };
}
