import { useTranslation } from 'react-i18next';
import { buttonLook } from '../basics/buttonLook';
import { PlainLink } from '../basics/PlainLink';
import type { InviteLandingViewProps } from '../props';
import { AuthLayout } from './AuthLayout';
import { InviteCard } from '../basics/InviteCard';

/** For who is not signed in: the group, and the two ways into it. */
export function InviteLandingView({ group, signUp, signIn, ...choice }: InviteLandingViewProps) {
  const { t } = useTranslation();
  return (
    <AuthLayout {...choice} title={t('invite.title')} lead={t('invite.lead')}>
      <InviteCard group={group} />
      <div className="mt-6 flex flex-col gap-2">
        {signUp && (
          <PlainLink {...signUp} className={buttonLook('primary')}>
            {t('invite.createAccount')}
          </PlainLink>
        )}
        <PlainLink {...signIn} className={buttonLook(signUp ? 'plain' : 'primary')}>
          {t('invite.signIn')}
        </PlainLink>
        {!signUp && <p className="mt-2 text-center text-sm text-muted">{t('invite.signUpClosed')}</p>}
      </div>
    </AuthLayout>
  );
}
