import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';

// Which databases the flows run on is the runner's choice (scripts/test.mjs): the embedded one always, a real MongoDB where there is one.
const realDatabase = Boolean(process.env.MONGODB_URI);

// Typegoose's decorators are the legacy ones, and a field that is only declared must not be defined.
const decorators = {
  decorator: { legacy: true },
  assumptions: { setPublicClassFields: true },
  typescript: { removeClassFieldsWithoutInitializer: true },
};

// Vite would take graphql's ES modules for our sources, while Node takes its CommonJS for the packages that use it: two copies that do not know
// each other's types. In production there is one, and so there is here.
const oneGraphQL = [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }];

// What is about the database's own part: order, races, counts, search, the feed, what a crash leaves. The rest is about rules, timers and the world outside,
// and the same on every database: on a real MongoDB it runs in `npm run test:long`.
const aboutDatabases = [
  ...['flows/conversations', 'flows/counting', 'flows/live', 'flows/messages', 'flows/order', 'flows/pins', 'flows/races', 'flows/removal'],
  ...['flows/search', 'durability/fail-over', 'durability/kill', 'durability/several-processes'],
].map((name) => `tests/${name}.test.ts`);

const flows = (name: string, database: 'embedded' | 'mongod', include: string[], exclude: string[] = []) => ({
  oxc: decorators,
  resolve: { alias: oneGraphQL },
  test: {
    name,
    include,
    exclude,
    env: { TEST_DATABASE: database },
    setupFiles: ['tests/testkit/vitest-setup.ts'],
    // Each test waits for conditions with a deadline of its own, which says what is missing; these only catch a test that forgot to.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Of tests that say they may run together, because they wait most of the time.
    maxConcurrency: 12,
  },
});

export default defineConfig({
  test: {
    // Flows mostly wait for servers of their own, so four at a time pay on the smallest machine too.
    maxWorkers: Math.max(4, Math.floor(availableParallelism() / 2)),
    exclude: [...configDefaults.exclude, 'dist/**', 'tests/browser/**'],
    projects: [
      {
        oxc: decorators,
        resolve: { alias: oneGraphQL },
        test: { name: 'api', include: ['api/**/*.test.ts', 'scripts/**/*.test.ts'], testTimeout: 120_000 },
      },
      { plugins: [react()], test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'], environment: 'happy-dom', testTimeout: 120_000 } },
      { test: { name: 'architecture', include: ['tests/*.test.ts'], testTimeout: 120_000 } },
      {
        oxc: decorators,
        test: { name: 'contracts', include: ['tests/contracts/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      flows('flows (embedded)', 'embedded', ['tests/flows/**/*.test.ts', 'tests/durability/**/*.test.ts', 'tests/start-up/**/*.test.ts']),
      flows('histories (embedded)', 'embedded', ['tests/histories/**/*.test.ts']),
      flows('soaks (embedded)', 'embedded', ['tests/soaks/**/*.test.ts']),
      // After a run of all flows, see scripts/test.mjs.
      ...(process.env.SCHEMA_USE_DIR
        ? [{ resolve: { alias: oneGraphQL }, test: { name: 'schema walk', include: ['tests/schema-walk/**/*.test.ts'] } }]
        : []),
      ...(realDatabase
        ? [
            flows('flows (MongoDB)', 'mongod', aboutDatabases),
            flows('other flows (MongoDB)', 'mongod', ['tests/flows/**/*.test.ts', 'tests/durability/**/*.test.ts'], aboutDatabases),
            flows('histories (MongoDB)', 'mongod', ['tests/histories/**/*.test.ts']),
            flows('soaks (MongoDB)', 'mongod', ['tests/soaks/**/*.test.ts']),
          ]
        : []),
    ],
  },
});
