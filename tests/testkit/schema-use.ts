import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  validate,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * What of the schema was asked for and answered, as schema coordinates: `Message.text`, `Query.users(search:)`, `SendMessageInput.text`,
 * `MemberRole.OWNER`. A field counts when it is in an answer, an argument or input field when it was given for such a field, the value of an enum
 * when it was given or answered. What several types have from one interface counts as the interface's.
 */
export class SchemaUse {
  readonly coordinates = new Set<string>();
  readonly #documents = new Map<string, DocumentNode | null>();

  constructor(private readonly schema: GraphQLSchema) {}

  note(text: string, variables: Variables, data: unknown): void {
    const document = this.#read(text);
    const operation = document?.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    if (!document || !operation || !isRecord(data)) return;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    this.#walk(operation.selectionSet, this.schema.getRootType(operation.operation), data, { fragments, variables });
  }

  /** Null for what the schema does not know, which tests of refusals ask. */
  #read(text: string): DocumentNode | null {
    const known = this.#documents.get(text);
    if (known !== undefined) return known;
    let document: DocumentNode | null;
    try {
      document = parse(text);
      if (validate(this.schema, document).length > 0) document = null;
    } catch {
      document = null;
    }
    this.#documents.set(text, document);
    return document;
  }

  #walk(set: SelectionSetNode, parent: GraphQLNamedType | undefined | null, data: Record<string, unknown>, asked: Asked): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) this.#noteField(selection, parent, data, asked);
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : asked.fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value ?? parent?.name ?? '';
        if (fragment && this.#applies(condition, parent, data))
          this.#walk(fragment.selectionSet, this.schema.getType(condition), data, asked);
      }
    }
  }

  /** Of an object that does not tell its type, only what holds for all that it may be. */
  #applies(condition: string, parent: GraphQLNamedType | undefined | null, data: Record<string, unknown>): boolean {
    if (condition === parent?.name) return true;
    const type = this.schema.getType(condition);
    const { __typename: name } = data;
    const actual = isObjectType(parent) ? parent : typeof name === 'string' ? this.schema.getType(name) : null;
    if (!isObjectType(actual)) return false;
    return type === actual || (isInterfaceType(type) && this.schema.isSubType(type, actual));
  }

  #noteField(node: FieldNode, parent: GraphQLNamedType | undefined | null, data: Record<string, unknown>, asked: Asked): void {
    const key = node.alias?.value ?? node.name.value;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field || !isFieldOwner(parent) || !Object.hasOwn(data, key)) return;
    const coordinate = `${ownerOf(parent, field.name)}.${field.name}`;
    this.coordinates.add(coordinate);
    for (const { name, value } of node.arguments ?? []) {
      const given = valueFromASTUntyped(value, asked.variables);
      const argument = field.args.find((candidate) => candidate.name === name.value);
      if (given === undefined || !argument) continue;
      this.coordinates.add(`${coordinate}(${name.value}:)`);
      this.#noteInput(argument.type, given);
    }
    const type = getNamedType(field.type);
    for (const value of flatten(data[key])) {
      if (isEnumType(type)) this.coordinates.add(`${type.name}.${String(value)}`);
      if (isCompositeType(type) && isRecord(value) && node.selectionSet) this.#walk(node.selectionSet, type, value, asked);
    }
  }

  #noteInput(type: GraphQLInputType, value: unknown): void {
    const bare = getNullableType(type);
    if (isListType(bare)) {
      for (const item of flatten(value)) this.#noteInput(bare.ofType, item);
    } else if (isEnumType(bare)) this.coordinates.add(`${bare.name}.${String(value)}`);
    else if (isInputObjectType(bare) && isRecord(value)) {
      for (const [name, inside] of Object.entries(value)) {
        const field = bare.getFields()[name];
        if (!field || inside === undefined) continue;
        this.coordinates.add(`${bare.name}.${name}`);
        if (inside !== null) this.#noteInput(field.type, inside);
      }
    }
  }
}

interface Asked {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

type FieldOwner = Extract<GraphQLNamedType, { getInterfaces(): unknown }>;
const isFieldOwner = (type: GraphQLNamedType | undefined | null): type is FieldOwner => isObjectType(type) || isInterfaceType(type);

/** The interface that a type has the field from, or the type. */
export function ownerOf(type: FieldOwner, field: string): string {
  return type.getInterfaces().find((parent) => field in parent.getFields())?.name ?? type.name;
}

/** All that a schema has, in the same coordinates. */
export function listCoordinates(schema: GraphQLSchema): string[] {
  const all = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) type.getValues().forEach(({ name }) => all.add(`${type.name}.${name}`));
    if (isInputObjectType(type)) Object.keys(type.getFields()).forEach((name) => all.add(`${type.name}.${name}`));
    if (!isFieldOwner(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${ownerOf(type, field.name)}.${field.name}`;
      all.add(coordinate);
      field.args.forEach(({ name }) => all.add(`${coordinate}(${name}:)`));
    }
  }
  return [...all].sort();
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const flatten = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap(flatten) : value === null || value === undefined ? [] : [value];

/** Set by the runner for a run of all flows; nothing is recorded otherwise. */
const reportDir = process.env.SCHEMA_USE_DIR;
let use: SchemaUse | null = null;

export function readContract(): GraphQLSchema {
  return buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
}

export function noteUse(text: string, variables: Variables | undefined, data: unknown): void {
  if (reportDir === undefined || reportDir === '') return;
  use ??= new SchemaUse(readContract());
  use.note(text, variables ?? {}, data);
}

/** Hands in what the tests of one file have used, for tests/schema-walk. */
export function reportUse(): void {
  if (use && reportDir) writeFileSync(join(reportDir, `${randomUUID()}.json`), JSON.stringify([...use.coordinates]));
  use = null;
}
