import { useState, type ReactNode } from 'react';
import { SignInView } from '../auth/SignInView';
import { SignUpView } from '../auth/SignUpView';
import { ConfirmDialog } from '../basics/ConfirmDialog';
import { Toaster } from '../basics/Toaster';
import { NoConversation } from '../conversation/NoConversation';
import { ConversationListView } from '../conversations/ConversationListView';
import { QuietNotice } from '../conversations/QuietNotice';
import { DirectInfoPanel } from '../info/DirectInfoPanel';
import { GroupInfoPanel } from '../info/GroupInfoPanel';
import { AddMembersDialog } from '../people/AddMembersDialog';
import { NewConversationDialog } from '../people/NewConversationDialog';
import { NewGroupDialog } from '../people/NewGroupDialog';
import { ProfileDialog } from '../profile/ProfileDialog';
import type { ConversationListViewProps } from '../props';
import { AppShell } from '../shell/AppShell';
import type { Freshness, Person } from '../view';
import { accountScenes } from './accountScenes';
import { SampleConversation } from './SampleConversation';
import type { SceneProps } from './sceneProps';
import { conversations, directRows, groupRows, groupUnreadAfterSeq, members, people, sampleNow } from './samples';

const live: Freshness = { state: 'live', asOf: sampleNow };
const offline: Freshness = { state: 'offline', asOf: sampleNow - 300_000 };
const connecting: Freshness = { state: 'connecting', asOf: sampleNow - 60_000 };
const everyone = Object.values(people);
const ignore = () => undefined;

function Sidebar({ choice, over = {} }: { choice: SceneProps; over?: Partial<ConversationListViewProps> }) {
  const [query, setQuery] = useState('');
  return (
    <ConversationListView
      {...choice}
      me={people.me}
      items={conversations.filter((item) => item.title.toLowerCase().includes(query.toLowerCase()))}
      selectedId={null}
      loading={false}
      error={null}
      freshness={live}
      query={query}
      onQuery={setQuery}
      inArchive={false}
      results={null}
      onArchive={ignore}
      onPreferences={ignore}
      hasMore={false}
      onLoadMore={ignore}
      hrefOf={(id) => `?scene=direct&id=${id}`}
      onOpen={ignore}
      onNewConversation={ignore}
      onNewGroup={ignore}
      onProfile={ignore}
      onSettings={ignore}
      onPalette={ignore}
      searchAsked={false}
      onSearchReached={ignore}
      onSignOut={ignore}
      unsentCount={0}
      {...over}
    />
  );
}

type Pane = 'list' | 'conversation' | 'panel';

function Shell({
  choice,
  pane,
  main,
  panel = null,
  list = {},
}: {
  choice: SceneProps;
  pane: Pane;
  main?: ReactNode;
  panel?: ReactNode;
  list?: Partial<ConversationListViewProps>;
}) {
  return (
    <AppShell
      sidebar={<Sidebar choice={choice} over={list} />}
      main={main ?? <NoConversation />}
      panel={panel}
      pane={pane}
      onClosePanel={ignore}
    />
  );
}

const group = (freshness = live) => (
  <SampleConversation
    initial={groupRows}
    title="Launch crew"
    subtitle="8 members"
    kind="GROUP"
    colorKey="launch"
    unreadAfterSeq={groupUnreadAfterSeq}
    unreadCount={4}
    freshness={freshness}
    typingNames={['Rafael Lima', 'Tom Whitfield']}
    onInfo={ignore}
    olderPages={0}
  />
);

const direct = (over: Partial<Parameters<typeof SampleConversation>[0]> = {}) => (
  <SampleConversation
    initial={directRows}
    title={people.bia.displayName}
    subtitle="@bia.c"
    kind="DIRECT"
    colorKey={people.bia.id}
    freshness={live}
    typingNames={[]}
    onInfo={ignore}
    {...over}
  />
);

const groupPanel = (
  <GroupInfoPanel
    name="Launch crew"
    description={'Everything for the first public version.\nDecisions live in the README, not here.'}
    colorKey="launch"
    memberCount={8}
    members={members}
    hasMoreMembers
    onLoadMoreMembers={ignore}
    canManage
    onRename={ignore}
    onDescribe={ignore}
    query=""
    onQuery={ignore}
    banned={[people.yulia]}
    onPhoto={ignore}
    onAddMembers={ignore}
    onInvites={ignore}
    onRemove={ignore}
    onBan={ignore}
    onUnban={ignore}
    onSetRole={ignore}
    onLeave={ignore}
    onDelete={ignore}
    onFiles={ignore}
    onClose={ignore}
    pending={false}
    error={null}
  />
);

function Picking({ kind }: { kind: 'group' | 'add' }) {
  const [selected, setSelected] = useState<Person[]>([people.ana, people.long, people.tom]);
  const [query, setQuery] = useState('a');
  const onToggle = (person: Person) =>
    setSelected(selected.includes(person) ? selected.filter((each) => each !== person) : [...selected, person]);
  const shared = {
    open: true,
    onOpenChange: ignore,
    query,
    onQuery: setQuery,
    results: everyone,
    loading: false,
    error: null,
    selected,
    onToggle,
    pending: false,
  };
  return kind === 'group' ? (
    <NewGroupDialog {...shared} onCreate={ignore} photoUrl={null} onPhoto={ignore} />
  ) : (
    <AddMembersDialog {...shared} onAdd={ignore} groupName="Launch crew" />
  );
}

const signUp = { href: '?scene=signUp' };
const signIn = { href: '?scene=signIn' };
const forgot = { href: '?scene=forgotPassword' };
const noErrors = { onSubmit: ignore, pending: false, error: null, fieldErrors: {} };

export const scenes: Record<string, (choice: SceneProps) => ReactNode> = {
  signIn: (choice) => <SignInView {...choice} {...noErrors} lockedAs={null} signUp={signUp} forgot={forgot} />,
  signInFailed: (choice) => (
    <SignInView
      {...choice}
      onSubmit={ignore}
      pending
      error="Wrong username or password."
      fieldErrors={{ login: 'Write your username.' }}
      lockedAs={null}
      signUp={signUp}
      forgot={forgot}
    />
  ),
  locked: (choice) => <SignInView {...choice} {...noErrors} lockedAs={people.me} onForgetLocked={ignore} signUp={signUp} forgot={forgot} />,
  signUp: (choice) => (
    <SignUpView
      {...choice}
      {...noErrors}
      fieldErrors={{ username: 'This username is taken.' }}
      invitedTo={null}
      needsInvite={false}
      signIn={signIn}
    />
  ),
  ...accountScenes,
  list: (choice) => <Shell choice={choice} pane="list" />,
  listNotice: (choice) => (
    <Shell
      choice={choice}
      pane="list"
      list={{
        notice: (
          <QuietNotice
            text="Verify your address: a link was mailed to marina.duarte@mail.example.org."
            action={{ label: 'Send again', onAction: ignore }}
            pending={false}
            onDismiss={ignore}
          />
        ),
      }}
    />
  ),
  listLoading: (choice) => <Shell choice={choice} pane="list" list={{ items: [], loading: true, freshness: connecting }} />,
  listEmpty: (choice) => <Shell choice={choice} pane="list" list={{ items: [] }} />,
  listOffline: (choice) => <Shell choice={choice} pane="list" list={{ freshness: offline, unsentCount: 3 }} />,
  listFailed: (choice) => (
    <Shell choice={choice} pane="list" list={{ items: [], error: 'The server did not answer.', onRetryLoad: ignore }} />
  ),
  group: (choice) => <Shell choice={choice} pane="conversation" main={group()} list={{ selectedId: 'launch' }} />,
  direct: (choice) => <Shell choice={choice} pane="conversation" main={direct()} list={{ selectedId: people.bia.id }} />,
  directOffline: (choice) => (
    <Shell
      choice={choice}
      pane="conversation"
      main={direct({ freshness: offline, typingNames: ['Bia Cardoso'] })}
      list={{ freshness: offline, unsentCount: 2 }}
    />
  ),
  conversationLoading: (choice) => <Shell choice={choice} pane="conversation" main={direct({ initial: [], over: { loading: true } })} />,
  conversationEmpty: (choice) => <Shell choice={choice} pane="conversation" main={direct({ initial: [] })} />,
  groupInfo: (choice) => <Shell choice={choice} pane="panel" main={group()} panel={groupPanel} list={{ selectedId: 'launch' }} />,
  directInfo: (choice) => (
    <Shell
      choice={choice}
      pane="panel"
      main={direct()}
      panel={
        <DirectInfoPanel
          person={people.bia}
          about={'Fotógrafa. Café forte, conversa boa.\nSão Paulo ☁️'}
          presence="online"
          presenceMark="online"
          blocking={{ blocked: false, pending: false, onBlock: ignore, onUnblock: ignore }}
          onReport={ignore}
          onFiles={ignore}
          onClose={ignore}
        />
      }
      list={{ selectedId: people.bia.id }}
    />
  ),
  newConversation: (choice) => (
    <>
      <Shell choice={choice} pane="list" />
      <NewConversationDialog
        open
        onOpenChange={ignore}
        query=""
        onQuery={ignore}
        results={everyone.slice(1)}
        loading={false}
        error={null}
        onPick={ignore}
        pendingId={null}
        onNewGroup={ignore}
      />
    </>
  ),
  newGroup: (choice) => (
    <>
      <Shell choice={choice} pane="list" />
      <Picking kind="group" />
    </>
  ),
  addMembers: (choice) => (
    <>
      <Shell choice={choice} pane="list" />
      <Picking kind="add" />
    </>
  ),
  profile: (choice) => (
    <>
      <Shell choice={choice} pane="list" />
      <ProfileDialog
        open
        onOpenChange={ignore}
        person={people.me}
        email="marina@example.org"
        displayName={people.me.displayName}
        about="Engineer of quiet things."
        onSave={ignore}
        onPhoto={ignore}
        pending={false}
        error={null}
        fieldErrors={{}}
      />
    </>
  ),
  confirm: (choice) => (
    <>
      <Shell choice={choice} pane="conversation" main={direct()} />
      <ConfirmDialog
        open
        danger
        title="Delete this message?"
        text="It disappears for everyone in the conversation. This cannot be taken back."
        confirmLabel="Delete"
        onConfirm={ignore}
        onCancel={ignore}
      />
    </>
  ),
  toasts: (choice) => (
    <>
      <Shell choice={choice} pane="conversation" main={direct()} />
      <Toaster
        onDismiss={ignore}
        toasts={[
          { id: '1', tone: 'success', text: 'Profile saved' },
          {
            id: '2',
            tone: 'danger',
            text: 'The message could not be deleted: the server did not answer in time.',
            action: { label: 'Retry', onAction: ignore },
          },
        ]}
      />
    </>
  ),
};
