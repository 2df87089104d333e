import { useParams } from 'react-router';
import type { Session } from '../../apollo/session';
import type { LanguageChoice } from '../../ui/props';
import { inviteSignInPath } from './invite-paths';
import { SignUp } from './sign-up';
import { useInvite } from './use-invite';

/** /invite/:code/sign-up: the new account is a member of the group at once. */
export function InvitedSignUp(props: LanguageChoice & { session: Session }) {
  const { code = '' } = useParams();
  const { group } = useInvite(code);
  return <SignUp {...props} inviteCode={code} invitedTo={group?.name ?? null} signInHref={inviteSignInPath(code)} />;
}
