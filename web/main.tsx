import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from './apollo/session';
import { App } from './app/app';
import { takeMailedToken } from './app/mailed-token';
import { guardNotices } from './app/guard-notices';
import { registerServiceWorker } from './app/register-service-worker';
import { storedLanguage, storedTheme } from './app/use-preferences';
import { startI18n } from './i18n/i18n';
import { applyTheme } from './ui/theme';

const mailedToken = takeMailedToken();
const session = new Session();
// Whoever comes back needs the chat at once: its code travels while the rest starts.
if (session.state.status === 'signedIn') void import('./app/chat');

applyTheme(storedTheme());
await startI18n(storedLanguage());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');
createRoot(root).render(
  <StrictMode>
    <App session={session} mailedToken={mailedToken} />
  </StrictMode>,
);
registerServiceWorker();
guardNotices(session);
