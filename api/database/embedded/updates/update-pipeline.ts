import { compileDocumentStage } from '../aggregation/document-stages.js';
import { QueryError } from '../query-errors.js';
import { isKnownStage } from '../aggregation/stage-names.js';
import { isDocument, type Document } from '../values/values.js';

/** Compiles a pipeline-style update; throws 40324 for unknown stages and 72 for those that do not belong into an update. */
export function compileUpdatePipeline(pipeline: readonly Document[], variables: Document): (document: Document) => Document {
  const stages = pipeline.map((stage) => {
    const [name, ...more] = isDocument(stage) ? Object.keys(stage) : [];
    if (name === undefined || more.length > 0)
      throw new QueryError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (!isKnownStage(name)) throw new QueryError(40324, `Unrecognized pipeline stage name: '${name}'`);
    const transform = compileDocumentStage(name, stage[name]);
    if (transform === undefined) throw new QueryError(72, `${name} is not allowed to be used within an update`);
    return transform;
  });
  return (document) => stages.reduce((result, transform) => transform(result, variables), document);
}
