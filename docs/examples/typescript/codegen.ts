import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types from a running server. One that is not for its own machine alone tells its schema to people who are signed in: give it a token. */
const url = process.env.CHAT_URL ?? 'http://127.0.0.1:4000/graphql';
const token = process.env.CHAT_TOKEN;

const config: CodegenConfig = {
  schema: [{ [url]: { headers: token ? { Authorization: `Bearer ${token}` } : {} } }],
  documents: ['chat.ts'],
  generates: {
    './generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        scalars: { ID: 'string', DateTime: 'string', Cursor: 'string' },
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
  importExtension: '.js',
};

export default config;
