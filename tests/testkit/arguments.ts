import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import { repositoryDir } from './server.js';

/** Every place of the schema where somebody may put a value, for tests of what is put there. */

const schema = buildSchema(readFileSync(join(repositoryDir, 'schema.graphql'), 'utf8'));
export const unknownId = 'f'.repeat(24);

/** One place: an argument, or a field of an input in it. */
export interface ArgumentPlace {
  /** Such as `sendMessage(input.uploadIds)`. */
  readonly name: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly document: string;
  /** ID, String, Int …: of a list its items’. */
  readonly typeName: string;
  readonly isList: boolean;
  /** With the value in that place, and in all that must be there something that is of its type and means nothing. */
  readonly variablesWith: (value: unknown) => Record<string, unknown>;
}

type Input = GraphQLArgument | GraphQLInputField;
type Path = readonly string[];

const operationNames = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const;

/** How fields with arguments of their own are reached; what is in it but no variable is of the test. */
export type Ways = Readonly<Record<string, (field: string) => string>>;

/** All places; `ways` says for each type below the roots that has fields with arguments how to get there. Throws where one is missing. */
export function listArguments(ways: Ways): ArgumentPlace[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) return [];
    const fields = Object.values(type.getFields()).filter(({ args }) => args.length > 0);
    return fields.flatMap((field) => placesOf(type, field, ways));
  });
}

function placesOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>, ways: Ways): ArgumentPlace[] {
  const operation = operationNames[type.name as keyof typeof operationNames] ?? 'query';
  const wrap = type.name in operationNames ? (text: string) => text : ways[type.name];
  if (!wrap) throw new Error(`Nobody says how to get to ${type.name}.${field.name}.`);
  return field.args.flatMap((argument) =>
    leavesOf(argument, []).map(({ path, leaf }) => {
      const used = field.args.filter((other) => other === argument || isRequired(other));
      const declared = used.map(({ name, type: argumentType }) => `$${name}: ${String(argumentType)}`).join(', ');
      const call = `${field.name}(${used.map(({ name }) => `${name}: $${name}`).join(', ')}) ${selectionOf(field)}`;
      return {
        name: `${type.name in operationNames ? '' : `${type.name}.`}${field.name}(${[argument.name, ...path].join('.')})`,
        operation,
        document: `${operation} (${declared}) { ${wrap(call)} }`,
        typeName: getNamedType(leaf.type).name,
        isList: isListType(isNonNullType(leaf.type) ? leaf.type.ofType : leaf.type),
        variablesWith: (value: unknown) =>
          Object.fromEntries(used.map((each) => [each.name, each === argument ? put(each, path, value) : plainValue(each.type)])),
      };
    }),
  );
}

function leavesOf(input: Input, path: Path): { path: Path; leaf: Input }[] {
  const type = getNamedType(input.type);
  if (!isInputObjectType(type)) return [{ path, leaf: input }];
  return Object.values(type.getFields()).flatMap((field) => leavesOf(field, [...path, field.name]));
}

function put(input: Input, [name, ...rest]: Path, value: unknown): unknown {
  const type = getNamedType(input.type);
  if (name === undefined || !isInputObjectType(type)) return value;
  const fields = Object.values(type.getFields()).filter((field) => field.name === name || isRequired(field));
  return Object.fromEntries(fields.map((field) => [field.name, field.name === name ? put(field, rest, value) : plainValue(field.type)]));
}

function plainValue(given: GraphQLInputType): unknown {
  const type = isNonNullType(given) ? given.ofType : given;
  if (isListType(type)) return [plainValue(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(isRequired)
        .map((field) => [field.name, plainValue(field.type)]),
    );
  const plain: Record<string, unknown> = { ID: unknownId, Int: 1, Boolean: true, DateTime: '2026-01-01T00:00:00.000Z' };
  return plain[type.name] ?? 'plain words';
}

const isRequired = (input: Input) => isRequiredInputField(input);

/** The least that is to be selected. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named) || isUnionType(named) ? '{ __typename }' : '';
}
