import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  type ValueNode,
} from 'graphql';
import { costOfInputs, CostRules, wholeNumber, type CostRule } from './cost-rules.js';

/** Pages are refused above that (pageSize), so that a larger number costs no more. */
const largestPage = 100;

type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs at most, in points. */
export type MeasureCost = (document: DocumentNode, operation: OperationDefinitionNode, variables: Variables) => number;

/**
 * Costs by the directives @cost and @listSize of a schema: a field costs its weight, what it is given and what is selected in it, times its size
 * where it is a list. That is an upper bound: fragments on types that exclude each other are added, as is what @skip and @include may leave out. A document must
 * have passed validation, whose limit on selections bounds the work here, too; what does not depend on variables is added up once for each.
 */
export function createCostMeter(schema: GraphQLSchema): MeasureCost {
  const rules = new CostRules(schema);
  const known = new WeakMap<OperationDefinitionNode, Amount>();
  return (document, operation, variables) => {
    let amount = known.get(operation);
    if (amount === undefined) {
      amount = new OperationCost(schema, rules, document, operation).total();
      known.set(operation, amount);
    }
    return valueOf(amount, variables);
  };
}

/** A number, or one that the variables decide. */
type Amount = number | ((variables: Variables) => number);

const valueOf = (amount: Amount, variables: Variables) => (typeof amount === 'number' ? amount : amount(variables));

function combine(one: Amount, other: Amount, calculate: (one: number, other: number) => number): Amount {
  if (typeof one === 'number' && typeof other === 'number') return calculate(one, other);
  return (variables) => calculate(valueOf(one, variables), valueOf(other, variables));
}

const plus = (one: Amount, other: Amount) => combine(one, other, (a, b) => a + b);
const times = (one: Amount, other: Amount) => combine(one, other, (a, b) => a * b);

type Type = GraphQLNamedType | null | undefined;

/** The lists inside of a field that have its size. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: Amount;
}

class OperationCost {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Of the variables that have one. */
  readonly #defaults: Variables;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: CostRules,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
    this.#defaults = Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
  }

  total(): Amount {
    return this.#ofSelections(this.operation.selectionSet, this.schema.getRootType(this.operation.operation), null);
  }

  #ofSelections(set: SelectionSetNode | undefined, parent: Type, sized: Sized | null): Amount {
    let sum: Amount = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) sum = plus(sum, this.#ofField(selection, parent, sized));
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        const type = condition === undefined ? parent : this.schema.getType(condition);
        sum = plus(sum, this.#ofSelections(fragment?.selectionSet, type, sized));
      }
    }
    return sum;
  }

  #ofField(node: FieldNode, parent: Type, sized: Sized | null): Amount {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    // Introspection, which graphql-js bounds by a rule of its own.
    if (!field) return 0;
    const rule = this.rules.of(field);
    const size = this.#sizeOf(node, field, rule);
    const inside = rule.sizedFields.length > 0 ? { fields: rule.sizedFields, size } : null;
    const own = plus(rule.weight, this.#ofInputs(node, rule));
    const each = plus(own, this.#ofSelections(node.selectionSet, getNamedType(field.type), inside));
    if (!rule.isList) return each;
    return times(sized?.fields.includes(field.name) ? sized.size : size, each);
  }

  #ofInputs(node: FieldNode, { inputs }: CostRule): Amount {
    const priced = (node.arguments ?? []).filter(({ name }) => inputs.some((input) => input.name === name.value));
    if (priced.length === 0) return 0;
    return (variables) => {
      const known = { ...this.#defaults, ...variables };
      return costOfInputs(inputs, Object.fromEntries(priced.map(({ name, value }) => [name.value, valueFromASTUntyped(value, known)])));
    };
  }

  #sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>, { slicingArguments, assumedSize }: CostRule): Amount {
    const sizes = slicingArguments.map((name) => this.#givenSize(node, field, name));
    const calculate = (variables: Variables) => {
      const given = sizes.map((size) => (typeof size === 'function' ? size(variables) : size)).filter((size) => size !== undefined);
      return given.length > 0 ? Math.min(Math.max(...given, 1), largestPage) : assumedSize;
    };
    return sizes.some((size) => typeof size === 'function') ? calculate : calculate({});
  }

  #givenSize(node: FieldNode, field: GraphQLField<unknown, unknown>, name: string) {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const byDefault = wholeNumber(field.args.find((argument) => argument.name === name)?.defaultValue);
    if (value?.kind !== Kind.VARIABLE) return wholeNumberIn(value) ?? byDefault;
    const variable = value.name.value;
    const declared = wholeNumber(this.#defaults[variable]);
    return (variables: Variables) => (variables[variable] === undefined ? declared : wholeNumber(variables[variable])) ?? byDefault;
  }
}

const wholeNumberIn = (value: ValueNode | undefined) => (value?.kind === Kind.INT ? Number(value.value) : undefined);
