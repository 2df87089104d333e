import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** A field that an event may bring, with a document that selects it. */
export interface Reachable {
  readonly field: string;
  readonly document: string;
  readonly marked: boolean;
  /** The type of what the subscription's root field answers with. */
  readonly typeName: string;
}

interface Root {
  readonly type: GraphQLObjectType;
  readonly wrap: (inner: string) => string;
}

/** In the place of a cursor that a page without it hands out. */
export const cursorPlaceholder = 'CURSOR';

/** A value for each argument that fields have. A new one needs one, too: a resolver may look at the viewer only where it is given. */
const samples: Readonly<Record<string, string>> = {
  first: '1',
  last: '1',
  after: `"${cursorPlaceholder}"`,
  before: `"${cursorPlaceholder}"`,
  search: '"a"',
  around: '1',
  aroundTime: '"2026-11-22T10:00:00.000Z"',
  size: '64',
  width: '64',
  kind: 'IMAGE',
};
const rootSamples: Readonly<Record<string, string>> = {
  conversationId: `"${'a'.repeat(24)}"`,
  after: 'null',
  userIds: `["${'a'.repeat(24)}"]`,
};

const isMarked = (type: GraphQLObjectType, field: string) =>
  type.getFields()[field]?.astNode?.directives?.some(({ name }) => name.value === 'viewerDependent') ?? false;

const concreteTypes = (schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] => {
  const named = getNamedType(field.type);
  if (!isCompositeType(named)) return [];
  return isObjectType(named) ? [named] : schema.getPossibleTypes(named);
};

/** What the root fields of subscriptions answer with: each concrete type of each. */
export function subscriptionRoots(schema: GraphQLSchema): readonly Root[] {
  const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
  return fields.flatMap((field) => {
    const given = field.args.map(({ name }) => `${name}: ${sampleOf(rootSamples, field.name, name)}`).join(' ');
    const head = given === '' ? field.name : `${field.name}(${given})`;
    return concreteTypes(schema, field).map((type) => ({
      type,
      wrap: (inner: string) => `subscription { ${head} { ... on ${type.name} { ${inner} } } }`,
    }));
  });
}

/** Every field of every object type that can be reached from there without passing a marked one, plain and with each of its arguments. */
export function reachableFrom(schema: GraphQLSchema, root: Root): Reachable[] {
  const found: Reachable[] = [];
  const seen = new Set<string>([root.type.name]);
  const queue = [root];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { type, wrap } = next;
    for (const field of Object.values(type.getFields())) {
      const marked = isMarked(type, field.name);
      for (const leaf of leavesOf(field))
        found.push({ field: `${type.name}.${field.name}`, document: wrap(leaf), marked, typeName: root.type.name });
      if (marked) continue;
      for (const possible of concreteTypes(schema, field)) {
        if (seen.has(possible.name)) continue;
        seen.add(possible.name);
        queue.push({ type: possible, wrap: (inner) => wrap(`${callOf(field)} { ... on ${possible.name} { ${inner} } }`) });
      }
    }
  }
  return found;
}

function leavesOf(field: GraphQLField<unknown, unknown>): string[] {
  const named = getNamedType(field.type);
  const isPage = isObjectType(named) && named.name.endsWith('Connection');
  const inner = isPage ? ' { pageInfo { startCursor endCursor } }' : isCompositeType(named) ? ' { __typename }' : '';
  return [callOf(field), ...field.args.map(({ name }) => callOf(field, name))].map((call) => call + inner);
}

/** The field with what it must be given, and one more argument. */
function callOf(field: GraphQLField<unknown, unknown>, more?: string): string {
  const given = field.args.filter((argument) => isRequiredArgument(argument) || argument.name === more);
  if (given.length === 0) return field.name;
  return `${field.name}(${given.map(({ name }) => `${name}: ${sampleOf(samples, field.name, name)}`).join(' ')})`;
}

function sampleOf(from: Readonly<Record<string, string>>, field: string, argument: string): string {
  const sample = from[argument];
  if (sample === undefined) throw new Error(`Give a sample of the argument ${argument} of ${field}.`);
  return sample;
}
