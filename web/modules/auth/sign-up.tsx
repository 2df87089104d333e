import { useTranslation } from 'react-i18next';
import { requestSignUpPolicy } from '../../apollo/account-requests';
import type { Session } from '../../apollo/session';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import { SignUpView } from '../../ui/auth/SignUpView';
import type { LanguageChoice } from '../../ui/props';
import { inviteSentence } from '../invite-sentence';
import { inviteCodeIn } from './invite-paths';
import { useAuthForm, useFormError } from './use-auth-form';
import { useLinks } from './use-links';
import { useRequest } from './use-request';

/** `invitedTo`: the group that `inviteCode` leads to, once its name is known. */
type Props = LanguageChoice & { session: Session; inviteCode?: string; invitedTo?: string | null; signInHref?: string };

/** The form is there at once; what the server says of new accounts comes after it. Where it cannot be asked, it says so when the form is sent. */
export function SignUp({ session, inviteCode, invitedTo = null, signInHref = '/sign-in', ...choice }: Props) {
  const { t } = useTranslation();
  const linkTo = useLinks();
  const { answer: policy } = useRequest(requestSignUpPolicy);
  const { pending, attempt, fieldErrors, failure } = useAuthForm(['inviteCode', 'username', 'displayName', 'email', 'password']);
  const refusal = failure?.refusal;
  const isAboutInvite = refusal && (refusal.code.startsWith('INVITE_') || refusal.code === 'NOT_FOUND' || refusal.field === 'inviteCode');
  const formError = useFormError(failure, { FORBIDDEN: t('account.signUpClosedText') });
  const signIn = linkTo(signInHref);

  if (policy === 'CLOSED') {
    return (
      <AuthNoticeView
        {...choice}
        mood="failed"
        title={t('account.signUpClosedTitle')}
        text={t('account.signUpClosedText')}
        links={[{ ...signIn, label: t('account.backToSignIn') }]}
      />
    );
  }
  return (
    <SignUpView
      {...choice}
      onSubmit={({ invite, ...input }) => {
        const code = inviteCode ?? (invite === '' ? undefined : inviteCodeIn(invite));
        void attempt(() => session.signUp({ ...input, locale: choice.language, ...(code !== undefined && { inviteCode: code }) }));
      }}
      pending={pending}
      error={isAboutInvite ? inviteSentence(refusal, t) : formError}
      fieldErrors={{ ...fieldErrors, invite: fieldErrors.inviteCode }}
      invitedTo={invitedTo}
      needsInvite={policy === 'INVITE' && inviteCode === undefined}
      signIn={signIn}
    />
  );
}
