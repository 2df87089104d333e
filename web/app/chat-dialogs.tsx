import { memo, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../apollo/session';
import { NewConversation } from '../modules/conversations/new-conversation';
import { NewGroup } from '../modules/conversations/new-group';
import { useStartDirect } from '../modules/conversations/use-start-direct';
import { Profile } from '../modules/users/profile';
import { ConfirmDialog } from '../ui/basics/ConfirmDialog';
import { lazyPart } from '../ui/basics/lazyPart';
import type { Person } from '../ui/view';
import type { Ways } from './palette-commands';
import type { Talk } from './talk';
import type { Preferences } from './use-preferences';

const CommandPalette = lazyPart('over', () => import('./command-palette').then(({ CommandPalette }) => CommandPalette));
const Shortcuts = lazyPart('over', () => import('./shortcuts').then(({ Shortcuts }) => Shortcuts));

export type ChatDialog = 'conversation' | 'group' | 'profile' | 'signOut' | 'palette' | 'shortcuts' | null;

type Props = {
  dialog: ChatDialog;
  onDialog: (dialog: ChatDialog) => void;
  talk: Talk;
  session: Session;
  viewer: Person;
  preferences: Preferences;
  openId: string | null;
  ways: Ways;
};

/** What opens over whatever screen there is, one at a time. */
export const ChatDialogs = memo(function ChatDialogs({ dialog, onDialog, talk, session, viewer, preferences, openId, ways }: Props) {
  const { t } = useTranslation();
  const close = () => onDialog(null);
  // The palette is closed when somebody is chosen there; whatever opens before the answer is what the person wants by then.
  const { startDirect } = useStartDirect(ways.open, dialog === null);
  const signOutText = () => {
    if (talk.outbox.unsentCount > 0) return t('app.signOut.text', { count: talk.outbox.unsentCount });
    return hasDrafts(talk) ? t('app.signOut.drafts') : t('app.signOut.nothing');
  };

  return (
    <>
      <NewConversation
        open={dialog === 'conversation'}
        onOpenChange={(next) => onDialog(next ? 'conversation' : null)}
        onNewGroup={ways.newGroup}
        onOpened={ways.open}
      />
      <NewGroup open={dialog === 'group'} onOpenChange={(next) => onDialog(next ? 'group' : null)} onOpened={ways.open} />
      <Profile me={viewer} open={dialog === 'profile'} onOpenChange={(next) => onDialog(next ? 'profile' : null)} />
      {dialog === 'palette' && (
        <Suspense fallback={null}>
          <CommandPalette {...{ openId, ways, preferences }} onPerson={(person) => void startDirect(person)} onClose={close} />
        </Suspense>
      )}
      {dialog === 'shortcuts' && (
        <Suspense fallback={null}>
          <Shortcuts onClose={close} />
        </Suspense>
      )}
      <ConfirmDialog
        open={dialog === 'signOut'}
        title={t('app.signOut.title')}
        text={signOutText()}
        confirmLabel={t('app.signOut.confirm')}
        danger
        onConfirm={() => {
          close();
          void session.signOut();
        }}
        onCancel={close}
      />
    </>
  );
});

/** Words that were begun, files that were chosen, and recordings: signing out erases them. */
export const hasDrafts = ({ drafts, begunEdits, draftFiles }: Talk) => [drafts, begunEdits, draftFiles].some(({ all }) => all.size > 0);
