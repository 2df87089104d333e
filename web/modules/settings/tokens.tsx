import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../apollo/services';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import type { TokenInput } from '../../ui/settings/props';
import { TokensSettings } from '../../ui/settings/TokensSettings';
import type { Person, TokenItem } from '../../ui/view';
import { personOf } from '../conversations/conversation-view';
import { AccessTokensDocument, CreateAccessTokenDocument, RevokeAccessTokenDocument } from './programs.document';
import { useAsked } from './use-asked';
import { useConfirmed } from './use-confirmed';
import { useForm } from './use-form';

const dayMs = 86_400_000;
const timeOrNull = (time: string | null) => (time === null ? null : Date.parse(time));

export function Tokens({ me }: { me: Person }) {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const { data, refetch, ...loading } = useAsked(AccessTokensDocument);
  const [create] = useMutation(CreateAccessTokenDocument, { fetchPolicy: 'no-cache' });
  const [revoke] = useMutation(RevokeAccessTokenDocument, { fetchPolicy: 'no-cache' });
  const { form, attempt } = useForm(['name', 'expiresAt']);
  /** On this screen alone: leaving it forgets it. */
  const [secret, setSecret] = useState<string | null>(null);
  const revoking = useConfirmed<TokenItem>(async ({ id }) => {
    await revoke({ variables: { id } });
    refetch();
  });

  async function submit({ name, write, days, botId }: TokenInput): Promise<boolean> {
    const isDone = await attempt(async () => {
      const expiresAt = days === null ? null : new Date(Date.now() + days * dayMs).toISOString();
      const { data: made } = await create({
        variables: { input: { name, scopes: write ? ['READ', 'WRITE'] : ['READ'], expiresAt, botId } },
      });
      setSecret(made?.createAccessToken.secret ?? null);
    });
    if (isDone) refetch();
    return isDone;
  }

  const tokens = (data?.viewer?.accessTokens ?? []).map((token) => ({
    id: token.id,
    name: token.name,
    bot: token.user.id === viewerId ? null : personOf(token.user),
    write: token.scopes.includes('WRITE'),
    createdAt: Date.parse(token.createdAt),
    lastUsedAt: timeOrNull(token.lastUsedAt),
    expiresAt: timeOrNull(token.expiresAt),
  }));
  return (
    <>
      <TokensSettings
        {...loading}
        me={me}
        tokens={tokens}
        bots={(data?.viewer?.bots ?? []).map(personOf)}
        form={form}
        onCreate={submit}
        secret={secret}
        onSecretDone={() => setSecret(null)}
        onRevoke={revoking.ask}
      />
      <ConfirmDialog
        {...revoking.dialog}
        title={t('settings.tokens.ask', { name: revoking.subject?.name ?? '' })}
        text={t('settings.tokens.askText')}
        confirmLabel={t('settings.tokens.revoke')}
        danger
      />
    </>
  );
}
