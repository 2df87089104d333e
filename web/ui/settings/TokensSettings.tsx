import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { dayOf, momentOf } from '../basics/dates';
import { TextField } from '../basics/TextField';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import { CheckRow } from './CheckRow';
import { Disclosure } from './Disclosure';
import type { TokenInput, TokensSettingsProps } from './props';
import { SecretOnce } from './SecretOnce';
import { SelectField } from '../basics/SelectField';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { Badge } from '../basics/Badge';
import { SettingsRow } from './SettingsRow';
import { SettingsForm } from './SettingsForm';

const lifetimes = ['30', '90', '365', 'never'] as const;

export function TokensSettings(props: TokensSettingsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { tokens, secret, loading, error, onRetry } = props;
  return (
    <>
      {secret && (
        <SecretOnce
          key={secret}
          title={t('settings.tokens.made')}
          label={t('settings.tokens.secret')}
          secret={secret}
          onDone={props.onSecretDone}
        />
      )}
      <SettingsCard title={t('settings.section.tokens')} text={t('settings.tokens.text')}>
        <LoadedPart loading={loading} error={error} onRetry={onRetry}>
          <div className="flex flex-col gap-4">
            <Disclosure label={t('settings.tokens.new')}>{(close) => <TokenForm {...props} onClose={close} />}</Disclosure>
            {tokens.length === 0 && <p className="text-sm text-muted">{t('settings.tokens.none')}</p>}
            <ul className="empty:hidden">
              {tokens.map((token) => (
                <SettingsRow
                  key={token.id}
                  icon={<KeyRound aria-hidden />}
                  title={<bdi>{token.name}</bdi>}
                  badge={<Badge>{t(token.write ? 'settings.tokens.readWrite' : 'settings.tokens.readOnly')}</Badge>}
                  details={[
                    token.bot && t('settings.tokens.for', { name: token.bot.displayName }),
                    token.lastUsedAt === null
                      ? t('settings.neverUsed')
                      : t('settings.lastUsed', { time: momentOf(token.lastUsedAt, now, language) }),
                    token.expiresAt === null
                      ? t('settings.tokens.noEnd')
                      : t('settings.tokens.until', { date: dayOf(token.expiresAt, now, language) }),
                  ]}
                  action={
                    <Button
                      tone="warning"
                      aria-label={t('settings.tokens.revokeOf', { name: token.name })}
                      onClick={() => props.onRevoke(token)}
                      className="px-4!"
                    >
                      {t('settings.tokens.revoke')}
                    </Button>
                  }
                />
              ))}
            </ul>
          </div>
        </LoadedPart>
      </SettingsCard>
    </>
  );
}

function TokenForm({ me, bots, form, onCreate, onClose }: TokensSettingsProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [input, setInput] = useState<TokenInput>({ name: '', write: true, days: 90, botId: null });
  return (
    <SettingsForm
      form={form}
      error={form.error ?? form.fieldErrors.expiresAt}
      isComplete={input.name.trim() !== ''}
      submitLabel={t('settings.tokens.create')}
      onSubmit={() => onCreate(input)}
      onClose={onClose}
    >
      <TextField
        label={t('settings.tokens.name')}
        hint={t('settings.tokens.nameHint')}
        required
        autoFocus
        autoComplete="off"
        maxLength={64}
        value={input.name}
        error={form.fieldErrors.name}
        onChange={(event) => setInput({ ...input, name: event.target.value })}
      />
      {bots.length > 0 && (
        <SelectField
          label={t('settings.tokens.speaksFor')}
          value={input.botId ?? ''}
          choices={[
            { value: '', label: t('settings.tokens.you', { name: me.displayName }) },
            ...bots.map((bot) => ({ value: bot.id, label: `${bot.displayName} (@${bot.username})` })),
          ]}
          onChange={(botId) => setInput({ ...input, botId: botId === '' ? null : botId })}
        />
      )}
      <SelectField
        label={t('settings.tokens.lifetime')}
        value={input.days === null ? 'never' : String(input.days)}
        choices={lifetimes.map((value) => ({ value, label: t(`settings.tokens.life.${value}`) }))}
        onChange={(days) => setInput({ ...input, days: days === 'never' ? null : Number(days) })}
      />
      <CheckRow
        label={t('settings.tokens.mayWrite')}
        hint={t('settings.tokens.mayWriteHint')}
        checked={input.write}
        onChange={(write) => setInput({ ...input, write })}
      />
    </SettingsForm>
  );
}
