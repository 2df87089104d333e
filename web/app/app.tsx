import { Suspense, useSyncExternalStore } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useNavigate, useParams } from 'react-router';
import type { SessionState } from '../apollo/remembered-session';
import type { Session } from '../apollo/session';
import { invitePath } from '../modules/auth/invite-paths';
import { SignIn } from '../modules/auth/sign-in';
import { SignUp } from '../modules/auth/sign-up';
import { conversationPath } from '../modules/messages/conversation-path';
import { UiProvider } from '../ui/UiProvider';
import { ErrorBoundary } from './error-boundary';
import { LoadedChat } from './load-chat';
import { useOpenedNotice } from './use-opened-notice';
import { usePreferences, type Preferences } from './use-preferences';
import { lazyPart } from '../ui/basics/lazyPart';

const ForgotPassword = lazyPart('here', () => import('../modules/auth/forgot-password').then(({ ForgotPassword }) => ForgotPassword));
const ResetPassword = lazyPart('here', () => import('../modules/auth/reset-password').then(({ ResetPassword }) => ResetPassword));
const VerifyEmail = lazyPart('here', () => import('../modules/auth/verify-email').then(({ VerifyEmail }) => VerifyEmail));
const InviteLanding = lazyPart('here', () => import('../modules/auth/invite-landing').then(({ InviteLanding }) => InviteLanding));
const InvitedSignUp = lazyPart('here', () => import('../modules/auth/invited-sign-up').then(({ InvitedSignUp }) => InvitedSignUp));

/** `mailedToken`: of the link that opened this page, if it was mailed. */
type Props = { session: Session; mailedToken: string | null };

export function App({ session, mailedToken }: Props) {
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  const preferences = usePreferences();
  return (
    <ErrorBoundary>
      <UiProvider>
        <BrowserRouter>
          <OpenedNotices state={state} />
          <Suspense fallback={null}>
            <Routes>
              {/* What a mail leads to is there for everybody, signed in or not. */}
              <Route path="/forgot-password" element={<ForgotPassword session={session} {...preferences} />} />
              <Route path="/reset-password" element={<ResetPassword session={session} token={mailedToken} {...preferences} />} />
              <Route path="/verify-email" element={<VerifyEmail session={session} token={mailedToken} {...preferences} />} />
              <Route
                path="*"
                element={
                  state.status === 'signedIn' ? (
                    <SignedIn session={session} state={state} preferences={preferences} />
                  ) : (
                    <SignedOut session={session} state={state} preferences={preferences} />
                  )
                }
              />
            </Routes>
          </Suspense>
        </BrowserRouter>
      </UiProvider>
    </ErrorBoundary>
  );
}

/**
 * Whatever this page shows, the conversation of a notification opens: at once, or, where the session is locked, when the same person has signed in again. To who
 * is signed out notifications say nothing any more.
 */
function OpenedNotices({ state }: { state: SessionState }) {
  const navigate = useNavigate();
  useOpenedNotice((conversationId) => {
    if (state.status !== 'signedOut') void navigate(conversationPath(conversationId));
  });
  return null;
}

type PartProps<State> = { session: Session; state: State; preferences: Preferences };

function SignedIn({ session, state, preferences }: PartProps<Exclude<SessionState, { status: 'signedOut' }>>) {
  return (
    <Routes>
      <Route path="/sign-in" element={<Navigate to="/" replace />} />
      <Route path="/sign-up" element={<Navigate to="/" replace />} />
      <Route path="/invite/:code/:way" element={<BackToInvite />} />
      <Route
        path="*"
        element={
          <LoadedChat
            key={state.generation}
            session={session}
            viewer={state.person}
            generation={state.generation}
            preferences={preferences}
          />
        }
      />
    </Routes>
  );
}

/** Whoever came in by an invite goes on with it. */
function BackToInvite() {
  const { code = '' } = useParams();
  return <Navigate to={invitePath(code)} replace />;
}

function SignedOut({ session, state, preferences }: PartProps<SessionState>) {
  return (
    <Routes>
      {/* A locked session stays at its address: signing in again goes on where the person was. */}
      {state.status === 'locked' ? (
        <Route path="*" element={<SignIn session={session} lockedAs={state.person} {...preferences} />} />
      ) : (
        <>
          <Route path="/sign-in" element={<SignIn session={session} lockedAs={null} {...preferences} />} />
          <Route path="/sign-up" element={<SignUp session={session} {...preferences} />} />
          <Route path="/invite/:code" element={<InviteLanding {...preferences} />} />
          <Route path="/invite/:code/sign-in" element={<SignIn session={session} lockedAs={null} {...preferences} />} />
          <Route path="/invite/:code/sign-up" element={<InvitedSignUp session={session} {...preferences} />} />
          <Route path="*" element={<Navigate to="/sign-in" replace />} />
        </>
      )}
    </Routes>
  );
}
