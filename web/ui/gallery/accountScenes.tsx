import type { ReactNode } from 'react';
import { AuthNoticeView } from '../auth/AuthNoticeView';
import { ForgotPasswordView } from '../auth/ForgotPasswordView';
import { InviteLandingView } from '../auth/InviteLandingView';
import { ResetPasswordView } from '../auth/ResetPasswordView';
import { SignUpView } from '../auth/SignUpView';
import { DeleteGroupDialog } from '../info/DeleteGroupDialog';
import { InvitesDialog } from '../info/InvitesDialog';
import { HandOverDialog } from '../people/HandOverDialog';
import { JoinGroupDialog } from '../people/JoinGroupDialog';
import type { InviteRow } from '../view';
import type { SceneProps } from './sceneProps';
import { people, sampleNow } from './samples';

const ignore = () => undefined;
const form = { onSubmit: ignore, pending: false, error: null, fieldErrors: {} };
const signIn = { href: '?scene=signIn', label: 'Back to sign in' };
const group = { name: 'Launch crew', photoUrl: null, memberCount: 8 };
const dialog = { open: true, onOpenChange: ignore, pending: false, error: null };
const invite: InviteRow = {
  id: '1',
  url: 'https://chat.example.org/invite/abcDEF2345678xyz',
  createdBy: 'Marina Duarte',
  expiresAt: sampleNow + 7 * 86_400_000,
  usesLeft: null,
};

/** Getting into an account and into a group. */
export const accountScenes: Record<string, (choice: SceneProps) => ReactNode> = {
  forgotPassword: (choice) => <ForgotPasswordView {...choice} {...form} firstEmail="" back={signIn} />,
  resetPassword: (choice) => (
    <ResetPasswordView
      {...choice}
      {...form}
      error="The server cannot be reached."
      fieldErrors={{ newPassword: 'At least 8 characters.' }}
    />
  ),
  mailSent: (choice) => (
    <AuthNoticeView
      {...choice}
      mood="mail"
      title="Look in your mailbox"
      text="If a.rather.long.address.of.somebody@mail.example.org has an account here, a link is on its way."
      links={[signIn, { href: '?scene=forgotPassword', label: 'Use another address' }]}
    />
  ),
  linkDead: (choice) => (
    <AuthNoticeView
      {...choice}
      mood="failed"
      title="This link no longer works"
      text="It was used already, or is older than a day."
      action={{ label: 'Try again', onAction: ignore }}
      links={[signIn]}
    />
  ),
  inviteLanding: (choice) => <InviteLandingView {...choice} group={group} signUp={signIn} signIn={signIn} />,
  inviteLandingClosed: (choice) => (
    <InviteLandingView
      {...choice}
      group={{ ...group, name: 'Design & research, everything about the new look of the whole thing, second edition' }}
      signUp={null}
      signIn={signIn}
    />
  ),
  signUpByInvite: (choice) => <SignUpView {...choice} {...form} invitedTo={null} needsInvite signIn={signIn} />,
  joinGroup: () => <JoinGroupDialog {...dialog} group={group} loading={false} onJoin={ignore} />,
  joinGroupFailed: () => (
    <JoinGroupDialog {...dialog} group={null} loading={false} error="This invite has expired. Ask for a new one." onJoin={ignore} />
  ),
  invites: () => (
    <InvitesDialog
      {...dialog}
      groupName="Launch crew"
      invites={[invite, { ...invite, id: '2', expiresAt: null, usesLeft: 4, createdBy: 'Maximiliana Bernardina de Albuquerque' }]}
      onCreate={ignore}
      onRevoke={ignore}
    />
  ),
  invitesNone: () => <InvitesDialog {...dialog} groupName="Launch crew" invites={[]} onCreate={ignore} onRevoke={ignore} />,
  handOver: () => (
    <HandOverDialog
      {...dialog}
      groupName="Launch crew"
      query=""
      onQuery={ignore}
      results={Object.values(people)}
      loading={false}
      chosen={people.ana}
      onChoose={ignore}
      onHandOver={ignore}
    />
  ),
  deleteGroup: () => <DeleteGroupDialog {...dialog} groupName="Launch crew" onDelete={ignore} />,
};
