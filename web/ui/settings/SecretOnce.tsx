import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { CopyField } from '../basics/CopyField';

/** A secret, this once: it is in no store of ours, and gone with this card. */
export function SecretOnce({ title, label, secret, onDone }: { title: string; label: string; secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <section role="status" className="rounded-2xl border-2 border-accent-line bg-surface p-4 md:p-5">
      <h2 className="flex items-center gap-2 font-semibold">
        <KeyRound aria-hidden className="size-5 shrink-0 text-accent" />
        {title}
      </h2>
      <p className="mt-1 mb-4 text-sm text-muted">{t('settings.secretOnce')}</p>
      <CopyField label={label} value={secret} focus />
      <Button tone="quiet" onClick={onDone} className="mt-2 -mb-2 -ml-5">
        {t('settings.secretKept')}
      </Button>
    </section>
  );
}
