import { lazy, Suspense, useSyncExternalStore } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import type { Session } from '../apollo/session';
import { SignIn } from '../modules/auth/sign-in';
import { SignUp } from '../modules/auth/sign-up';
import { UiProvider } from '../ui/UiProvider';
import { ErrorBoundary } from './error-boundary';
import { usePreferences } from './use-preferences';

const Chat = lazy(() => import('./chat').then(({ Chat }) => ({ default: Chat })));

export function App({ session }: { session: Session }) {
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  const preferences = usePreferences();
  return (
    <ErrorBoundary>
      <UiProvider>
        <BrowserRouter>
          {state.status === 'signedIn' ? (
            <Suspense fallback={null}>
              <Routes>
                <Route path="/sign-in" element={<Navigate to="/" replace />} />
                <Route path="/sign-up" element={<Navigate to="/" replace />} />
                <Route
                  path="*"
                  element={
                    <Chat
                      key={state.generation}
                      session={session}
                      viewer={state.person}
                      generation={state.generation}
                      preferences={preferences}
                    />
                  }
                />
              </Routes>
            </Suspense>
          ) : (
            <Routes>
              {state.status === 'signedOut' && <Route path="/sign-up" element={<SignUp session={session} {...preferences} />} />}
              {/* A locked session stays at its address: signing in again goes on where the person was. */}
              {state.status === 'locked' && (
                <Route path="*" element={<SignIn session={session} lockedAs={state.person} {...preferences} />} />
              )}
              <Route path="/sign-in" element={<SignIn session={session} lockedAs={null} {...preferences} />} />
              <Route path="*" element={<Navigate to="/sign-in" replace />} />
            </Routes>
          )}
        </BrowserRouter>
      </UiProvider>
    </ErrorBoundary>
  );
}
