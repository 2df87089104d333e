import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import { InviteLandingView } from '../../ui/auth/InviteLandingView';
import type { LanguageChoice } from '../../ui/props';
import { inviteSentence } from '../invite-sentence';
import { inviteSignInPath, inviteSignUpPath } from './invite-paths';
import { useInvite } from './use-invite';
import { useLinks } from './use-links';

/** /invite/:code, for who is signed out. */
export function InviteLanding(choice: LanguageChoice) {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const linkTo = useLinks();
  const { group, signUpPolicy, isUnknown, failed, refusal, retry } = useInvite(code);
  const home = { ...linkTo('/sign-in'), label: t('account.backToSignIn') };
  if (group) {
    return (
      <InviteLandingView
        {...choice}
        group={group}
        signUp={signUpPolicy === 'CLOSED' ? null : linkTo(inviteSignUpPath(code))}
        signIn={linkTo(inviteSignInPath(code))}
      />
    );
  }
  if (isUnknown) {
    return <AuthNoticeView {...choice} mood="failed" title={t('invite.deadTitle')} text={t('invite.unknown')} links={[home]} />;
  }
  if (!failed) return <AuthNoticeView {...choice} mood="waiting" title={t('invite.title')} text={t('ui.loading')} links={[]} />;
  const again = refusal?.code.startsWith('INVITE_') ? undefined : { label: t('ui.tryAgain'), onAction: retry };
  return (
    <AuthNoticeView
      {...choice}
      mood="failed"
      title={t(again ? 'invite.failedTitle' : 'invite.deadTitle')}
      text={inviteSentence(refusal, t)}
      action={again}
      links={[home]}
    />
  );
}
