import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';

/** Weights where schema.graphql has no @cost: a write, an object, a leaf. */
const mutationWeight = 10;
const objectWeight = 1;
const leafWeight = 0;
/** For a list without @listSize. */
const listSizeByDefault = 10;

/** What schema.graphql says about the cost of a field. */
export interface CostRule {
  readonly weight: number;
  readonly isList: boolean;
  readonly assumedSize: number;
  readonly slicingArguments: readonly string[];
  /** The lists in what the field answers with that have its size: the edges of a connection. */
  readonly sizedFields: readonly string[];
  readonly inputs: readonly InputRule[];
}

/** Of an argument, or a field of an input, that costs something itself or inside. */
export interface InputRule {
  readonly name: string;
  readonly weight: number;
  readonly inputs: readonly InputRule[];
}

/** The rules of a schema's fields, each read from its directives once. */
export class CostRules {
  readonly #known = new WeakMap<GraphQLField<unknown, unknown>, CostRule>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(field: GraphQLField<unknown, unknown>): CostRule {
    let rule = this.#known.get(field);
    if (!rule) {
      rule = this.#read(field);
      this.#known.set(field, rule);
    }
    return rule;
  }

  #read(field: GraphQLField<unknown, unknown>): CostRule {
    const { weight } = this.#argumentsOf('cost', field);
    const { assumedSize, slicingArguments, sizedFields } = this.#argumentsOf('listSize', field);
    return {
      weight: wholeNumber(weight) ?? this.#weightByDefault(field),
      isList: isListType(getNullableType(field.type)),
      assumedSize: wholeNumber(assumedSize) ?? listSizeByDefault,
      slicingArguments: namesIn(slicingArguments),
      sizedFields: namesIn(sizedFields),
      inputs: this.#readInputs(field.args),
    };
  }

  /** No input of schema.graphql holds another of its own type: this would not end. */
  #readInputs(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): InputRule[] {
    return inputs
      .map((input) => {
        const type = getNamedType(input.type);
        const inside = isInputObjectType(type) ? this.#readInputs(Object.values(type.getFields())) : [];
        return { name: input.name, weight: wholeNumber(this.#argumentsOf('cost', input).weight) ?? 0, inputs: inside };
      })
      .filter(({ weight, inputs }) => weight > 0 || inputs.length > 0);
  }

  #argumentsOf(name: string, field: Annotated): Readonly<Record<string, unknown>> {
    const directive = this.schema.getDirective(name);
    return (directive && field.astNode && getDirectiveValues(directive, field.astNode)) ?? {};
  }

  #weightByDefault(field: GraphQLField<unknown, unknown>): number {
    if (this.schema.getMutationType()?.getFields()[field.name] === field) return mutationWeight;
    return isCompositeType(getNamedType(field.type)) ? objectWeight : leafWeight;
  }
}

/** What the values given to these cost: each item of a list its weight and what is in it. */
export function costOfInputs(rules: readonly InputRule[], values: Readonly<Record<string, unknown>>): number {
  let sum = 0;
  for (const { name, weight, inputs } of rules) {
    const given = values[name] ?? [];
    // As GraphQL takes it: one that is no list stands for a list of one.
    for (const item of Array.isArray(given) ? given : [given]) sum += weight + (isRecord(item) ? costOfInputs(inputs, item) : 0);
  }
  return sum;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
type Annotated = GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField;

export const wholeNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
