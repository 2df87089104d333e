import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type GraphQLField,
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
    };
  }

  #argumentsOf(name: string, field: GraphQLField<unknown, unknown>): Readonly<Record<string, unknown>> {
    const directive = this.schema.getDirective(name);
    return (directive && field.astNode && getDirectiveValues(directive, field.astNode)) ?? {};
  }

  #weightByDefault(field: GraphQLField<unknown, unknown>): number {
    if (this.schema.getMutationType()?.getFields()[field.name] === field) return mutationWeight;
    return isCompositeType(getNamedType(field.type)) ? objectWeight : leafWeight;
  }
}

export const wholeNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
