// The workers of the editor are set up before anything opens one.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { firstTab } from './first-tab.js';
import { fetchGraphQL } from './fetch-graphql.js';
import { adoptWebSession, onIdentityChange, readIdentity } from './session.js';
import { SessionBar } from './session-bar.js';

const container = document.getElementById('playground');
if (!container) throw new Error('index.html has no #playground.');
const root = createRoot(container);

function Playground() {
  const identity = useSyncExternalStore(onIdentityChange, readIdentity);
  return (
    <>
      <SessionBar identity={identity} />
      {/* Another person may see another schema, so the editor asks for it anew; its tabs are kept in the browser. */}
      <GraphiQL
        key={identity?.username ?? ''}
        fetcher={fetchGraphQL}
        defaultQuery={firstTab.query}
        defaultHeaders={firstTab.headers}
        defaultEditorToolsVisibility="headers"
        inputValueDeprecation
      >
        <GraphiQL.Logo>Talk-In-Clouds</GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

// Before the editor asks for the schema; without a server there is nothing to ask anyway, and the editor says so.
await adoptWebSession().catch(() => undefined);
root.render(
  <StrictMode>
    <Playground />
  </StrictMode>,
);
