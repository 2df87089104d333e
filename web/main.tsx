import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from './apollo/session';
import { App } from './app/app';
import { takeMailedToken } from './app/mailed-token';
import { guardNotices } from './app/guard-notices';
import { loadChat } from './app/load-chat';
import { registerServiceWorker } from './app/register-service-worker';
import { storedLanguage, storedTheme } from './app/use-preferences';
import { startI18n } from './i18n/i18n';
import { applyTheme } from './ui/theme';

void start();

// No await outside of a function: the chat's code imports some of what is loaded with this file, and would wait for it.
async function start() {
  const mailedToken = takeMailedToken();
  const session = new Session();
  applyTheme(storedTheme());
  // Whoever comes back needs the chat at once. Where its code does not come, the app says so and offers to try again.
  const chat = session.state.status === 'signedIn' ? loadChat().catch(() => null) : null;
  await Promise.all([chat, startI18n(storedLanguage())]);

  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has lost its #root.');
  createRoot(root).render(
    <StrictMode>
      <App session={session} mailedToken={mailedToken} />
    </StrictMode>,
  );
  registerServiceWorker();
  guardNotices(session);
}
