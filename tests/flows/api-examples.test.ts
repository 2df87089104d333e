import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, Kind, OperationTypeNode, parse, specifiedRules, validate, type DocumentNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { guardRules } from '../../api/graphql/guard.js';
import type { LiveStream } from '../testkit/live-stream.js';
import { credentialsFor, personOf, signUp, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { requestGraphQL } from '../testkit/request.js';
import { repositoryDir, startServer } from '../testkit/server.js';
import { postFile, type Ticket } from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';

/** What follows ```graphql in docs/api.md: as whom it is asked, which code it is refused with, and what of its answer later examples use. */
interface Example {
  readonly line: number;
  readonly text: string;
  readonly document: DocumentNode;
  readonly name: string;
  readonly variables: string;
  readonly as: string | null;
  readonly refused: string | null;
  /** What is sent with the ticket that it is answered with. */
  readonly bytes: string | null;
  readonly keep: readonly (readonly [name: string, path: string])[];
}

const examples = readExamples(readFileSync(join(repositoryDir, 'docs/api.md'), 'utf8'));
const schema = buildSchema(readFileSync(join(repositoryDir, 'schema.graphql'), 'utf8'));

function readExamples(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```graphql(.*)\n([\s\S]*?)^```\n(?:\n```json variables\n([\s\S]*?)^```)?/gm)];
  return blocks.map(({ 1: info = '', 2: text = '', 3: variables = '{}', index }) => {
    const words = new Map(
      info
        .trim()
        .split(/\s+/)
        .map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)] as const),
    );
    const document = parse(text);
    const keep = (words.get('keep') ?? '').split(',').filter((kept) => kept !== '');
    return {
      line: markdown.slice(0, index).split('\n').length,
      text,
      document,
      name: getOperationAST(document)?.name?.value ?? '',
      variables,
      as: words.get('as') ?? null,
      refused: words.get('refused') ?? null,
      bytes: words.get('bytes') ?? null,
      keep: keep.map((kept) => [kept.split(':')[0] ?? '', kept.split(':')[1] ?? ''] as const),
    };
  });
}

describe('the examples of docs/api.md', () => {
  test('are found', () => expect(examples.length).toBeGreaterThan(30));

  test.each(examples.map((example) => [example.line, example.name, example] as const))(
    'line %i, %s: fits the schema and its limits',
    (_line, name, example) => {
      expect(name).not.toBe('');
      expect(validate(schema, example.document, [...specifiedRules, ...guardRules])).toEqual([]);
      const declared = (getOperationAST(example.document)?.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      expect(declared).toEqual(expect.arrayContaining(Object.keys(JSON.parse(example.variables) as object)));
    },
  );

  test('run in their order against a real server', async () => {
    const server = await startServer({ env: { RATE_LIMITS: 'on' } });
    const values = new Map<string, string>();
    const bia = await signUp(server, { ...credentialsFor('bia'), username: 'bia' });
    const people = new Map<string, Person>([['bia', bia]]);

    for (const example of examples) {
      const variables = fillIn(example, values);
      const person = example.as === null ? null : personNamed(example.as);
      if (getOperationAST(example.document)?.operation === OperationTypeNode.SUBSCRIPTION) {
        if (!person) throw new Error(`Line ${example.line}: a subscription needs as=.`);
        await hear(example, person.live(example.text, variables));
        continue;
      }
      const asking = requestGraphQL<unknown>({ httpUrl: server.httpUrl, token: person?.accessToken }, example.text, variables);
      const answer = await asking.catch((error: unknown) => {
        if (error instanceof RequestRefused) return error;
        throw error;
      });
      const code = answer instanceof RequestRefused ? (answer.code ?? answer.message) : null;
      expect(code, `line ${example.line}: ${example.name}`).toBe(example.refused);
      if (example.bytes !== null) {
        const { createUpload } = answer as { readonly createUpload: Ticket };
        const file = { fileName: 'plan.txt', contentType: 'text/plain', bytes: Buffer.from(example.bytes) };
        expect((await postFile(createUpload, file)).ok, `line ${example.line}`).toBe(true);
      }
      for (const [name, path] of example.keep) values.set(name, valueAt(answer, path, example));
    }

    await server.stop();

    /** Something comes, where need be because bia does something until it is heard: without a cursor nothing says from when on it is. */
    async function hear(example: Example, stream: LiveStream<unknown>): Promise<void> {
      const conversationId = values.get('direct') ?? '';
      // Only who is connected can be there or away.
      const connected = bia.live('subscription { events { cursor } }');
      let tries = 0;
      const isHeard = async () => {
        tries += 1;
        if (example.text.includes('presence(')) await bia.request(activityDocument, { active: tries % 2 === 0 });
        if (example.text.includes('typing')) await bia.request(typingDocument, { conversationId });
        if (example.text.includes('messageAdded(')) await bia.send(conversationId, 'Do you hear this?');
        return stream.seen.length > 0;
      };
      await waitFor(isHeard, () => `line ${example.line}: nothing is heard`);
      connected.stop();
      stream.stop();
      expect(await stream.end, `line ${example.line}`).toEqual({ kind: 'completed' });
    }

    /** Those who are not there yet are who an example signed up or in. */
    function personNamed(name: string): Person {
      const token = values.get(`${name}Token`);
      const known = people.get(name);
      if (known) return token === undefined ? known : Object.assign(known, { accessToken: token });
      if (token === undefined) throw new Error(`No example signs ${name} in.`);
      const user = { id: values.get(name) ?? '', username: name, displayName: name };
      const auth = { accessToken: token, accessTokenExpiresAt: '', refreshToken: null, viewer: { email: '', user } };
      const person = personOf(server, credentialsFor(name), auth);
      people.set(name, person);
      return person;
    }
  });
});

const activityDocument = 'mutation ($active: Boolean!) { reportActivity(active: $active) }';
const typingDocument = 'mutation ($conversationId: ID!) { setTyping(conversationId: $conversationId, typing: true) }';

/** `{{group}}` → what an earlier answer said. */
function fillIn({ variables, line }: Example, values: ReadonlyMap<string, string>): Record<string, unknown> {
  const filled = variables.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`Line ${line}: no earlier example keeps ${name}.`);
    return value;
  });
  return JSON.parse(filled) as Record<string, unknown>;
}

function valueAt(answer: unknown, path: string, { line }: Example): string {
  const value = path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null | undefined)?.[key], answer);
  if (typeof value !== 'string') throw new Error(`Line ${line}: there is no text at ${path} in ${JSON.stringify(answer)}.`);
  return value;
}

describe('what the web client asks', () => {
  const rootFieldsOf = (document: DocumentNode) =>
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? definition.selectionSet.selections.flatMap((selection) =>
            selection.kind === Kind.FIELD ? [`${definition.operation} ${selection.name.value}`] : [],
          )
        : [],
    );
  const webDir = join(repositoryDir, 'web');
  const sources = readdirSync(webDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !/^(generated|playground)/.test(path))
    .map((path) => readFileSync(join(webDir, path), 'utf8'));
  const documents = sources.flatMap((source) =>
    [...source.matchAll(/graphql\(\s*(?:\/\*.*?\*\/\s*)?`([^`]*)`/g)].map(([, text = '']) => text),
  );
  // The sign-in screen asks by plain fetch.
  const plain = sources.flatMap((source) =>
    [...source.matchAll(/`((?:mutation|query) \w+(?:\([^`]*?\))? \{ \w+)/g)].map(([, text = '']) => `${text} }`),
  );
  const asked = new Set([...documents, ...plain].flatMap((text) => rootFieldsOf(parse(text))));

  test('is found', () => {
    expect([...asked]).toEqual(
      expect.arrayContaining(['mutation signIn', 'mutation signOut', 'mutation sendMessage', 'subscription events']),
    );
  });

  test('has an example in docs/api.md, operation by operation', () => {
    const shown = new Set(examples.flatMap(({ document }) => rootFieldsOf(document)));
    expect([...asked].filter((field) => !shown.has(field))).toEqual([]);
  });
});
