import { Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useMatch, useNavigate } from 'react-router';
import type { Session } from '../apollo/session';
import { ConversationList } from '../modules/conversations/conversation-list';
import { conversationPath, panelPath } from '../modules/messages/conversation-path';
import { InfoPanel } from '../modules/conversations/info-panel';
import { ConversationScreen } from '../modules/messages/conversation-screen';
import { codeSentence } from '../modules/refusal-sentence';
import { useMediaQuery } from '../ui/basics/useMediaQuery';
import { lazyPart } from '../ui/basics/lazyPart';
import { useSteadyFunctions } from '../ui/basics/useSteady';
import { NoConversation } from '../ui/conversation/NoConversation';
import { AppShell } from '../ui/shell/AppShell';
import type { Person, SettingsSection } from '../ui/view';
import { useServices } from '../apollo/services';
import { ChatDialogs, hasDrafts, type ChatDialog } from './chat-dialogs';
import type { Talk } from './talk';
import { useChatPlace } from './use-chat-place';
import { useCommandKeys } from './use-command-keys';
import { useListSearch } from './use-list-search';
import type { Preferences } from './use-preferences';
import { useOpenedNotice } from './use-opened-notice';

const Settings = lazyPart('here', () => import('../modules/settings/settings').then(({ Settings }) => Settings));
const VerifyAddress = lazyPart('nowhere', () => import('../modules/settings/verify-address').then(({ VerifyAddress }) => VerifyAddress));
const JoinGroup = lazyPart('over', () => import('../modules/conversations/join-group').then(({ JoinGroup }) => JoinGroup));

type Props = { talk: Talk; session: Session; viewer: Person; preferences: Preferences };

const ConversationSearch = lazyPart('here', () =>
  import('../modules/messages/conversation-search').then(({ ConversationSearch }) => ConversationSearch),
);
const PinnedMessages = lazyPart('here', () => import('../modules/messages/pinned-panel').then(({ PinnedMessages }) => PinnedMessages));

const hrefOf = (conversationId: string) => conversationPath(conversationId);
const addressNotice = (
  <Suspense fallback={null}>
    <VerifyAddress />
  </Suspense>
);

/**
 * List, conversation and a panel side by side, as the address says (use-chat-place.ts), and /invite/:code with the question whether to join;
 * or the settings: /settings/…
 */
export function ChatLayout({ talk, session, viewer, preferences }: Props) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const navigate = useNavigate();
  const isInSettings = useMatch('/settings/*') !== null;
  const { isHome, id, panel, place } = useChatPlace();
  const inviteCode = useMatch('/invite/:code')?.params.code ?? null;
  const [dialog, setDialog] = useState<ChatDialog>(null);
  const search = useListSearch();
  const isWide = useMediaQuery('(min-width: 48rem)');

  const goHome = useCallback(() => void navigate('/'), [navigate]);
  // In place of the invite, which has done its work: going back does not ask again.
  const goToJoined = useCallback((joinedId: string) => void navigate(conversationPath(joinedId), { replace: true }), [navigate]);
  const open = (conversationId: string, at?: number) => {
    setDialog(null);
    void navigate(conversationPath(conversationId, at));
  };
  /** From a panel: it stays where there is room for it beside the conversation. */
  const goTo = (seq: number) => {
    if (!id) return;
    const staysOpen = panel && matchMedia('(min-width: 75rem)').matches;
    void navigate(staysOpen ? panelPath(id, panel, seq) : conversationPath(id, seq));
  };
  const closePanel = () => {
    if (id) void navigate(conversationPath(id));
  };

  // App goes to its conversation; no dialog stands before it.
  useOpenedNotice(() => setDialog(null));

  useEffect(
    () =>
      talk.onRemoved((removedId) => {
        if (removedId !== id) return;
        tell('info', t('app.removedFromConversation'));
        void navigate('/', { replace: true });
      }),
    [talk, id, navigate, tell, t],
  );

  useEffect(
    () => talk.onDropped((_item, code) => tell('danger', code === 'CONFLICT' ? t('app.tooManyPins') : codeSentence(code, t))),
    [talk, tell, t],
  );

  function signOut() {
    if (talk.outbox.unsentCount > 0 || hasDrafts(talk)) setDialog('signOut');
    else void session.signOut();
  }
  const newConversation = () => setDialog('conversation');
  const newGroup = () => setDialog('group');
  const showProfile = () => setDialog('profile');
  const showShortcuts = () => setDialog('shortcuts');
  const showInfo = (conversationId: string) => void navigate(panelPath(conversationId, 'info'));
  const searchHere = (conversationId: string) => void navigate(panelPath(conversationId, 'search'));
  const showPins = (conversationId: string) => void navigate(panelPath(conversationId, 'pins'));
  const showSettings = (section: SettingsSection | null) => void navigate(section === null ? '/settings' : `/settings/${section}`);
  const searchMessages = (text: string) => {
    search.ask(text);
    void navigate(isWide && id ? conversationPath(id) : '/');
  };
  useCommandKeys({
    onPalette: () => setDialog((before) => (before === 'palette' ? null : 'palette')),
    isPaletteOpen: dialog === 'palette',
    onShortcuts: showShortcuts,
  });
  const ways = useSteadyFunctions({
    open,
    newConversation,
    newGroup,
    profile: showProfile,
    settings: showSettings,
    searchMessages,
    searchHere,
    info: showInfo,
    pins: showPins,
    shortcuts: showShortcuts,
    // Two letters and a key too quick: the palette asks in any case.
    signOut: () => setDialog('signOut'),
  });
  const ofList = useSteadyFunctions({ onSettings: () => showSettings(null), onPalette: () => setDialog('palette'), onSignOut: signOut });
  const ofConversation = useSteadyFunctions({
    onInfo: () => id && showInfo(id),
    onSearch: () => id && searchHere(id),
    onShowPins: () => id && showPins(id),
  });
  const dialogs = <ChatDialogs {...{ dialog, onDialog: setDialog, talk, session, viewer, preferences, openId: id, ways }} />;

  if (isInSettings) {
    return (
      <>
        <Suspense fallback={null}>
          <Settings me={viewer} preferences={preferences} />
        </Suspense>
        {dialogs}
      </>
    );
  }
  function panelOf(conversationId: string) {
    if (panel === 'info') return <InfoPanel key={id} conversationId={conversationId} onClose={closePanel} onLeft={goHome} />;
    const Panel = panel === 'search' ? ConversationSearch : PinnedMessages;
    return (
      <Suspense fallback={null}>
        <Panel key={id} conversationId={conversationId} onGoTo={goTo} onClose={closePanel} />
      </Suspense>
    );
  }

  if (!isHome && !id && inviteCode === null) return <Navigate to="/" replace />;
  return (
    <>
      <AppShell
        pane={panel ? 'panel' : id ? 'conversation' : 'list'}
        sidebar={
          <ConversationList
            me={viewer}
            selectedId={id}
            hrefOf={hrefOf}
            onOpen={ways.open}
            onNewConversation={ways.newConversation}
            onNewGroup={ways.newGroup}
            onProfile={ways.profile}
            {...ofList}
            query={search.query}
            onQuery={search.onQuery}
            // Before it is in sight it cannot take the focus.
            searchAsked={search.asked && panel === null && (id === null || isWide)}
            onSearchReached={search.onReached}
            notice={addressNotice}
            {...preferences}
          />
        }
        main={
          id ? (
            <ConversationScreen
              key={id}
              id={id}
              viewer={viewer}
              onBack={goHome}
              {...ofConversation}
              onOpenConversation={ways.open}
              place={place}
            />
          ) : (
            <NoConversation />
          )
        }
        panel={id && panel ? panelOf(id) : null}
        onClosePanel={closePanel}
      />
      {dialogs}
      {inviteCode !== null && (
        <Suspense fallback={null}>
          <JoinGroup key={inviteCode} code={inviteCode} onClose={goHome} onJoined={goToJoined} />
        </Suspense>
      )}
    </>
  );
}
