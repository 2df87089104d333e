import { isKnownStage } from '../aggregation/stage-names.js';
import { type Catalog, type CollectionRecord } from '../storage/catalog.js';
import { QueryError } from '../query-errors.js';
import { isDocument, type Document } from '../values/values.js';

/** As MongoDB: views of views, but not without end. */
const maxDepth = 20;
const refusedStages = ['$out', '$merge', '$changeStream'];

export interface ViewDefinition {
  viewOn: string;
  pipeline: Document[];
}

/** What reading a collection or a view comes down to: a collection, and the stages that its documents go through first. */
export interface ReadSource {
  collection: string;
  stages: Document[];
}

export function isView({ options }: Pick<CollectionRecord, 'options'>): boolean {
  return options['viewOn'] !== undefined;
}

/** Code 166 for a view, which only reads what other collections hold. */
export function refuseView(collection: CollectionRecord | undefined): void {
  if (collection === undefined || !isView(collection)) return;
  throw new QueryError(166, `Namespace ${collection.database}.${collection.name} is a view, not a collection`);
}

export function resolveSource(catalog: Catalog, database: string, name: string): ReadSource {
  let [collection, stages]: [string, Document[]] = [name, []];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    const found = catalog.findCollection(database, collection);
    if (found === undefined || !isView(found)) return { collection, stages };
    const { viewOn, pipeline } = readDefinition(found.options);
    [collection, stages] = [viewOn, [...pipeline, ...stages]];
  }
  throw new QueryError(165, `View depth limit exceeded; maximum depth is ${maxDepth}`);
}

/** Checks the options of a view that is made or changed. Codes 72, 2 and 167, and 5 for one that would read itself. */
export function checkView(catalog: Catalog, database: string, name: string, options: Document): void {
  if (options['viewOn'] === undefined) {
    if (options['pipeline'] === undefined) return;
    throw new QueryError(72, "'pipeline' requires 'viewOn' to also be specified");
  }
  const { viewOn, pipeline } = readDefinition(options);
  if (viewOn === '') throw new QueryError(2, "'viewOn' cannot be empty");
  for (const stage of pipeline) {
    const unknown = Object.keys(stage).find((each) => !isKnownStage(each));
    if (unknown !== undefined) throw new QueryError(40324, `Unrecognized pipeline stage name: '${unknown}'`);
    const refused = refusedStages.find((each) => each in stage);
    if (refused !== undefined)
      throw new QueryError(
        167,
        `Invalid pipeline for view ${database}.${name} :: caused by :: ${refused} cannot be used in a view definition`,
      );
  }
  const path = [name];
  for (let next: string | undefined = viewOn; next !== undefined; next = viewedBy(catalog, database, next)) {
    path.push(next);
    if (next === name) throw new QueryError(5, `View cycle detected: ${path.map((each) => `${database}.${each}`).join(' => ')}`);
  }
}

function viewedBy(catalog: Catalog, database: string, name: string): string | undefined {
  const found = catalog.findCollection(database, name);
  return found && isView(found) ? readDefinition(found.options).viewOn : undefined;
}

function readDefinition({ viewOn, pipeline = [] }: Document): ViewDefinition {
  if (typeof viewOn !== 'string') throw new QueryError(14, "BSON field 'create.viewOn' is the wrong type, expected type 'string'");
  if (!Array.isArray(pipeline) || !pipeline.every(isDocument))
    throw new QueryError(14, "BSON field 'create.pipeline' is the wrong type, expected type 'array' of objects");
  return { viewOn, pipeline };
}
