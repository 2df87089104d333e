import { readFileSync, readdirSync } from 'node:fs';
import { buildSchema, Kind, parse, specifiedRules, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createCostMeter } from '../api/graphql/cost.js';
import { guardRules } from '../api/graphql/guard.js';
import { costLimits } from '../api/transport/cost-budget.js';

const root = new URL('../', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema.graphql', root), 'utf8'));
const measureCost = createCostMeter(schema);

/** All that the web client asks, as its sources have it in graphql(`…`). */
const sources = readdirSync(new URL('web', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('generated'))
  .flatMap((path) => [...readFileSync(new URL(`web/${path}`, root), 'utf8').matchAll(/graphql\(\s*(?:\/\*.*?\*\/\s*)?`([^`]*)`/g)])
  .map(([, text]) => text ?? '');
const document = parse(sources.join('\n'));
const operations = document.definitions.filter(
  (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
);

test('the web client has operations', () => expect(operations.length).toBeGreaterThan(20));

describe('the limits on documents let the web client work', () => {
  test.each(operations.map((operation) => [operation.name?.value ?? '', operation] as const))('%s', (_, operation) => {
    const errors = validate(schema, { ...document, definitions: [operation, ...fragments] }, rules);
    expect(errors).toEqual([]);
    // Whatever the variables say, a page has at most 100.
    const variables = Object.fromEntries((operation.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, 100]));
    expect(measureCost(document, operation, variables)).toBeLessThanOrEqual(costLimits.perOperation);
  });
});

test('the web client at full tilt, and a bot that sends 50 messages a second, spend less than what comes back', () => {
  const costOf = (name: string, variables: Record<string, unknown> = {}) => {
    const operation = operations.find((candidate) => candidate.name?.value === name);
    if (!operation) throw new Error(`The web client has no operation ${name}.`);
    return measureCost(document, operation, variables);
  };
  const eachSecond = [
    costOf('Conversation', { last: 50 }),
    costOf('MessagesAround'),
    10 * costOf('SendMessage'),
    20 * costOf('MarkRead'),
    costOf('SetTyping'),
  ];
  expect(eachSecond.reduce((sum, cost) => sum + cost)).toBeLessThan(costLimits.restoredPerSecond);
  expect(50 * costOf('SendMessage')).toBeLessThan(costLimits.restoredPerSecond);
});

const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
// An operation does not use all the fragments that there are.
const rules = [...specifiedRules.filter(({ name }) => name !== 'NoUnusedFragmentsRule'), ...guardRules];
