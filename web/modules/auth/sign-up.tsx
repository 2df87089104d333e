import { useNavigate } from 'react-router';
import type { Session } from '../../apollo/session';
import { SignUpView } from '../../ui/auth/SignUpView';
import type { LanguageChoice } from '../../ui/props';
import { useAuthForm, useFormError } from './use-auth-form';

type Props = LanguageChoice & { session: Session };

export function SignUp({ session, ...choice }: Props) {
  const navigate = useNavigate();
  const { pending, attempt, fieldErrors, failure } = useAuthForm(['username', 'displayName', 'email', 'password']);
  const error = useFormError(failure);
  return (
    <SignUpView
      {...choice}
      onSubmit={(input) => void attempt(() => session.signUp({ ...input, locale: choice.language }))}
      pending={pending}
      error={error}
      fieldErrors={fieldErrors}
      signIn={{ href: '/sign-in', onNavigate: () => void navigate('/sign-in') }}
    />
  );
}
