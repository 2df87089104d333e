import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** The arrows of design: who may import whom at run time. Imports of types alone are free. What is not allowed here is a mistake. */

const rootDir = join(import.meta.dirname, '..');
const isGenerated = (path: string) => path.includes('/generated/');
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['api', 'web'].flatMap(listSources);
const imports = files.filter((path) => !isTest(path)).flatMap(readRuntimeImports);
const apiImports = imports.filter(({ from }) => from.startsWith('api/'));
const webImports = imports.filter(({ from }) => from.startsWith('web/'));

/** From left to right, each may use all to its left. */
const moduleOrder = ['media', 'users', 'auth', 'conversations', 'messages'];
const topModules = ['presence', 'push', 'integrations'];
/** Looks after accounts over all modules: their deletion, their export. */
const aboveAll = 'administration';

describe('the tree', () => {
  test('has sources to look at, so that the rules below mean something', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(apiImports.length).toBeGreaterThan(20);
  });

  test('has no import cycle', () => {
    expect(findCycles(imports)).toEqual([]);
  });

  test('has no drawer for odds and ends', () => {
    const drawers = files.filter((path) =>
      /(^|\/)(utils?|helpers?|common|shared|misc|manager|data)(\.\w+)*$|\/(utils?|helpers?|common|misc)\//.test(path),
    );
    expect(drawers).toEqual([]);
  });

  test('has no barrels: an index file that only hands on', () => {
    expect(files.filter((path) => /\/index\.tsx?$/.test(path) && !isGenerated(path))).toEqual([]);
  });

  test('reads process.env in api/config.ts and nowhere else', () => {
    const readers = files.filter((path) => !isTest(path) && !path.endsWith('vite.config.ts') && readsEnvironment(parse(path)));
    expect(readers.filter((path) => path !== 'api/config.ts')).toEqual([]);
  });

  test('says on every generated file that it is made by a machine, or is made by one that says so', () => {
    const marks = ['/* eslint-disable */', 'GraphQLResolveInfo', "from './graphql", "from './gql"];
    const strangers = ['api/generated', 'web/generated']
      .flatMap(listSources)
      .filter((path) => !marks.some((mark) => readFileSync(join(rootDir, path), 'utf8').includes(mark)));
    expect(strangers).toEqual([]);
  });
});

describe('the API', () => {
  test('imports only along the allowed arrows', () => {
    expect(apiImports.filter((edge) => !isAllowedInApi(edge)).map(describeImport)).toEqual([]);
  });

  test('does not import the web app, and the web app does not import it', () => {
    const crossing = imports.filter(({ from, to }) => from.split('/')[0] !== to.split('/')[0]);
    expect(crossing.map(describeImport)).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const message = (role: string) => `api/modules/messages/message.${role}.ts`;
  const user = (role: string) => `api/modules/users/user.${role}.ts`;

  test.each([
    ['a module that reaches upwards', user('actions'), message('actions')],
    ["another module's resolvers", message('resolvers'), user('resolvers')],
    ['a mapper that imports at run time', message('live'), message('model')],
    ['the live engine that knows a module', 'api/live/hub.ts', message('loaders')],
    ['a writer that announces', message('actions'), 'api/live/hub.ts'],
    ['a database that knows the app', 'api/database/connect.ts', 'api/config.ts'],
    ['a supervisor that serves', 'api/processes/supervisor.ts', 'api/server.ts'],
    ['mail that knows a module', 'api/mail/delivery.ts', user('queries')],
    ['a mapper that sends mail', message('live'), 'api/mail/outbox.ts'],
    ['a transport that knows a module', 'api/transport/http.ts', user('actions')],
  ])('refuse %s', (_, from, to) => expect(isAllowedInApi({ from, to })).toBe(false));

  test('refuse presentation that knows the app', () => {
    expect(isAllowedInWeb({ from: 'web/ui/Button.tsx', to: 'web/apollo/client.ts' })).toBe(false);
  });

  test('find a cycle', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ].map(([from = '', to = '']) => ({ from, to }));
    expect(findCycles(edges)).toEqual(['b → c → b']);
  });
});

describe('the web app', () => {
  test('imports only along the allowed arrows', () => {
    expect(webImports.filter((edge) => !isAllowedInWeb(edge)).map(describeImport)).toEqual([]);
  });
});

function isAllowedInApi({ from, to }: Import): boolean {
  const source = placeInApi(from);
  const target = placeInApi(to);
  switch (source.area) {
    case 'server':
      return !['main', 'processes'].includes(target.area);
    case 'start-engine':
    case 'uses-of-media':
      return target.area === 'live' || (target.area === 'module' && target.role !== 'resolvers');
    case 'main':
      return ['server', 'config', 'telemetry'].includes(target.area) || (target.area === 'processes' && target.role === 'supervisor');
    case 'processes':
      // A worker is the server; the supervisor has the database and the port, and nothing of the server.
      return source.role === 'worker'
        ? ['processes', 'server', 'telemetry'].includes(target.area)
        : ['processes', 'telemetry'].includes(target.area) || ['start-embedded', 'listen'].includes(target.role);
    case 'schema':
      return target.area === 'module' || target.area === 'live' ? target.role === 'resolvers' : target.area === 'graphql';
    case 'admin':
      // The command line: what it does is done by the modules.
      return (
        ['admin', 'config', 'database', 'graphql', 'telemetry'].includes(target.area) ||
        target.role === 'origins' ||
        (target.area === 'module' && !['resolvers', 'live'].includes(target.role))
      );
    case 'database-tools':
      // The command line of the embedded database, with the server's settings.
      return ['database-tools', 'database', 'config'].includes(target.area);
    case 'context':
      return target.area === 'graphql' || (target.area === 'module' && (target.role === 'loaders' || target.module === 'auth'));
    case 'module':
      return isAllowedInModule(source, target);
    case 'live':
      return (
        ['live', 'database', 'graphql', 'telemetry'].includes(target.area) || (source.role === 'resolvers' && target.area === 'context')
      );
    case 'transport':
      return ['transport', 'graphql', 'telemetry', 'context'].includes(target.area);
    case 'database':
    case 'mail':
    case 'outbound':
    case 'graphql':
    case 'telemetry':
      return target.area === source.area;
    case 'config':
      return false;
    default:
      return false;
  }
}

function isAllowedInModule(source: Place, target: Place): boolean {
  if (source.role === 'live') return false;
  if (target.area === 'graphql') return source.role !== 'model';
  if (target.area === 'mail') return source.role !== 'model';
  // What calls addresses that users have named.
  if (target.area === 'outbound') return topModules.includes(source.module);
  // requireViewer, the guard that every resolver starts with.
  if (target.area === 'context') return source.role === 'resolvers';
  if (target.area !== 'module') return false;
  if (source.module === target.module) return target.role !== 'live' && (target.role !== 'resolvers' || source.role === 'resolvers');
  if (source.module === aboveAll) return !['resolvers', 'live'].includes(target.role);
  const mayReach = topModules.includes(source.module) ? moduleOrder.includes(target.module) : isLeftOf(target.module, source.module);
  return mayReach && !['resolvers', 'live'].includes(target.role);
}

const isLeftOf = (left: string, right: string) => moduleOrder.includes(left) && moduleOrder.indexOf(left) < moduleOrder.indexOf(right);

interface Place {
  readonly area: string;
  readonly module: string;
  readonly role: string;
}

/** `api/modules/messages/message.actions.ts` → module, messages, actions; `api/live/hub.ts` → live; `api/server.ts` → server. */
function placeInApi(path: string): Place {
  const [, first = '', second = ''] = path.split('/');
  const role = basename(path).replace(/\.ts$/, '').split('.').at(-1) ?? '';
  if (first === 'modules') return { area: 'module', module: second, role };
  return { area: first.replace(/\.ts$/, ''), module: '', role };
}

const webArrows: Readonly<Record<string, readonly string[]>> = {
  main: ['main', 'app', 'apollo', 'i18n', 'ui', 'live', 'modules', 'generated'],
  app: ['app', 'live', 'modules', 'apollo', 'ui', 'i18n', 'generated'],
  live: ['live', 'modules', 'apollo', 'ui', 'i18n', 'generated'],
  modules: ['modules', 'apollo', 'ui', 'i18n', 'generated'],
  apollo: ['apollo', 'generated', 'i18n'],
  i18n: ['i18n'],
  ui: ['ui', 'i18n'],
  generated: ['generated'],
  // The service worker is a program of its own: what it shared with the page would be a file that it cannot load.
  'service-worker': ['worker'],
  worker: ['worker'],
  playground: ['playground'],
};

function isAllowedInWeb({ from, to }: Import): boolean {
  const place = (path: string) => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
  const allowed = webArrows[place(from)];
  return allowed === undefined ? place(from) === 'vite.config' : allowed.includes(place(to));
}

const describeImport = ({ from, to }: Import) => `${from} → ${to}`;

function listSources(folder: string): string[] {
  const full = join(rootDir, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(rootDir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(rootDir, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Imports of project files that are still there when types are gone: static, re-exports, and `import()`. */
function readRuntimeImports(path: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined) => {
    if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return;
    const to = resolveImport(path, specifier.text);
    if (to) found.push({ from: path, to });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !importsTypesOnly(node)) add(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(parse(path));
  return found;
}

function importsTypesOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function resolveImport(from: string, specifier: string): string | null {
  const target = join(dirname(from), specifier.replace(/\?.*$/, '')).replaceAll('\\', '/');
  const stem = target.replace(/\.jsx?$/, '');
  const candidates = [target, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`];
  return candidates.find((candidate) => files.includes(candidate)) ?? null;
}

function readsEnvironment(source: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && node.expression.getText(source) === 'process') ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(source);
}

/** Each cycle once, as the path that closes it. */
function findCycles(edges: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const to of targets.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return cycles;
}
