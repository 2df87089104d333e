import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { requestVerification } from '../../apollo/account-requests';
import { RequestRefused, type Refusal } from '../../apollo/refusal';
import type { Session } from '../../apollo/session';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import type { LanguageChoice } from '../../ui/props';
import { refusalSentence } from '../refusal-sentence';
import { useLinks } from './use-links';
import { useRequest } from './use-request';

/** `token`: of the mailed link, already out of the address; null after a reload, and for a link without one. */
type Props = LanguageChoice & { session: Session; token: string | null };

const noToken: Refusal = { code: 'BAD_USER_INPUT', field: 'token', reason: 'INVALID', retryAfterMs: null, blockedUserIds: [] };

/** The link is good once: whoever comes back to this page, or asks twice at the same time, gets the answer of the first time. */
const verifications = new Map<string, Promise<true>>();
function verifyOnce(token: string): Promise<true> {
  const known = verifications.get(token);
  if (known) return known;
  const verification = requestVerification(token).then(() => true as const);
  verifications.set(token, verification);
  verification.catch((error: unknown) => {
    // The server has the last word only where it was reached.
    if (!(error instanceof RequestRefused) || error.refusal.field !== 'token') verifications.delete(token);
  });
  return verification;
}

export function VerifyEmail({ session, token, ...choice }: Props) {
  const { t } = useTranslation();
  const linkTo = useLinks();
  const request = useCallback(
    () => (token === null ? Promise.reject(new RequestRefused(noToken, 'There is no token.')) : verifyOnce(token)),
    [token],
  );
  const { answer, failed, refusal, retry } = useRequest(request);
  const isSignedIn = session.state.status === 'signedIn';
  const on = { ...linkTo('/'), label: t(isSignedIn ? 'account.goOn' : 'auth.signIn') };
  const page = { ...choice, links: [on] };
  if (answer) return <AuthNoticeView {...page} mood="done" title={t('account.verifiedTitle')} text={t('account.verifiedText')} />;
  if (!failed)
    return <AuthNoticeView {...page} links={[]} mood="waiting" title={t('account.verifyingTitle')} text={t('account.verifyingText')} />;
  if (refusal?.field === 'token')
    return <AuthNoticeView {...page} mood="failed" title={t('account.linkDeadTitle')} text={t('account.verifyDeadText')} />;
  if (refusal?.code === 'CONFLICT')
    return <AuthNoticeView {...page} mood="failed" title={t('account.verifyTakenTitle')} text={t('account.verifyTakenText')} />;
  return (
    <AuthNoticeView
      {...page}
      mood="failed"
      title={t('account.verifyFailedTitle')}
      text={refusalSentence(refusal, t)}
      action={{ label: t('ui.tryAgain'), onAction: retry }}
    />
  );
}
