import { useState, type FormEvent } from 'react';
import { leave, signIn, type Identity } from './session.js';

/** Says who asks, and lets somebody sign in. */
export function SessionBar({ identity }: { readonly identity: Identity | null }) {
  if (identity) {
    const { displayName, username, isOfWebApp } = identity;
    return (
      <header className="session">
        <p>
          Asking as <strong>{displayName}</strong> (@{username}){isOfWebApp ? ', signed in to the web app' : ''}. An Authorization in the
          Headers below goes before it.
        </p>
        <button type="button" onClick={() => void leave()}>
          {isOfWebApp ? 'Use another account' : 'Sign out'}
        </button>
      </header>
    );
  }
  return <SignIn />;
}

function SignIn() {
  const [complaint, setComplaint] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const textOf = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    setComplaint(null);
    try {
      const isIn = await signIn(textOf('login'), textOf('password'));
      if (!isIn) setComplaint('That name or password is not right.');
    } catch {
      setComplaint('The server cannot be reached.');
    }
  }
  return (
    <header className="session">
      <form onSubmit={(event) => void submit(event)}>
        <label>
          Username or e-mail <input name="login" autoComplete="username" required />
        </label>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p role="status">{complaint ?? 'Nobody is signed in. On a public server the documentation shows when somebody is.'}</p>
    </header>
  );
}
