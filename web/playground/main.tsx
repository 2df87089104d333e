// The workers of the editor are set up before anything opens one.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { firstTab } from './first-tab.js';
import { fetchGraphQL } from './fetch-graphql.js';

const container = document.getElementById('playground');
if (!container) throw new Error('index.html has no #playground.');

createRoot(container).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetchGraphQL}
      defaultQuery={firstTab.query}
      defaultHeaders={firstTab.headers}
      defaultEditorToolsVisibility="headers"
      inputValueDeprecation
    >
      <GraphiQL.Logo>Talk-In-Clouds</GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
