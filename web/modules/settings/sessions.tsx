import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { SessionsSettings } from '../../ui/settings/SessionsSettings';
import type { SessionItem } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { RevokeOtherSessionsDocument, RevokeSessionDocument, SessionsDocument } from './settings.document';
import { useAsked } from './use-asked';

/** Where the account is signed in. This device comes first: it is ended by signing out. */
export function Sessions() {
  const { t } = useTranslation();
  const { tell } = useServices();
  const { data, loading, error, onRetry, refetch } = useAsked(SessionsDocument);
  const [revoke, revoking] = useMutation(RevokeSessionDocument, { fetchPolicy: 'no-cache' });
  const [revokeOthers, revokingOthers] = useMutation(RevokeOtherSessionsDocument, { fetchPolicy: 'no-cache' });
  const [asked, setAsked] = useState<SessionItem | 'others' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const sessions = (data?.viewer?.sessions ?? [])
    .map(({ id, current, deviceName, createdAt, lastUsedAt }) => ({
      id,
      current,
      deviceName,
      createdAt: Date.parse(createdAt),
      lastUsedAt: Date.parse(lastUsedAt),
    }))
    .sort((a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt);

  async function end() {
    const subject = asked;
    if (subject === null) return;
    setFailure(null);
    try {
      if (subject === 'others') {
        const answer = await revokeOthers();
        tell('success', t('settings.sessions.endedOthers', { count: answer.data?.revokeOtherSessions ?? 0 }));
      } else {
        await revoke({ variables: { id: subject.id } });
        tell('success', t('settings.sessions.ended', { name: subject.deviceName }));
      }
      refetch();
    } catch (cause) {
      setFailure(cause);
    }
    setAsked(null);
  }

  const name = asked !== null && asked !== 'others' ? asked.deviceName : '';
  return (
    <>
      <SessionsSettings
        sessions={sessions}
        loading={loading}
        error={error}
        actionError={failure === null ? null : refusalSentence(refusalOf(failure), t)}
        pendingId={null}
        onRetry={onRetry}
        onRevoke={setAsked}
        onRevokeOthers={() => setAsked('others')}
      />
      <ConfirmDialog
        open={asked !== null}
        title={asked === 'others' ? t('settings.sessions.askOthers') : t('settings.sessions.ask', { name })}
        text={t('settings.sessions.askText')}
        confirmLabel={t('settings.sessions.end')}
        danger
        pending={revoking.loading || revokingOthers.loading}
        onConfirm={() => void end()}
        onCancel={() => setAsked(null)}
      />
    </>
  );
}
