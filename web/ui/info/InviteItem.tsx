import { Link2Off, QrCode as QrIcon, Share2 } from 'lucide-react';
import { Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { classNames } from '../basics/classNames';
import { CopyButton } from '../basics/CopyButton';
import { momentOf } from '../basics/dates';
import { IconButton } from '../basics/IconButton';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import { lazyPart } from '../basics/lazyPart';
import type { InviteRow } from '../view';

const QrCode = lazyPart('here', () => import('./QrCode').then(({ QrCode }) => QrCode));

type Props = { invite: InviteRow; groupName: string; onRevoke: (invite: InviteRow) => void };

/** One open link: what it is good for, and what can be done with it. */
export function InviteItem({ invite, groupName, onRevoke }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const [shown, setShown] = useState<'qr' | 'question' | null>(null);
  const qrId = useId();
  const { url, expiresAt, usesLeft, createdBy } = invite;
  const facts = [
    expiresAt === null ? t('invite.noEnd') : t('invite.until', { time: momentOf(expiresAt, now, language) }),
    usesLeft === null ? null : t('invite.usesLeft', { count: usesLeft }),
    createdBy === null ? null : t('invite.by', { name: createdBy }),
  ];
  const toggle = (next: 'qr' | 'question') => setShown(shown === next ? null : next);

  return (
    <li className="rounded-2xl bg-sunken p-3">
      <input
        readOnly
        aria-label={t('invite.link')}
        value={url}
        onFocus={(event) => event.currentTarget.select()}
        className="h-10 w-full min-w-0 rounded-xl bg-surface px-3 font-mono text-[0.8125rem] text-ellipsis"
      />
      <p className="mt-2 px-1 text-sm text-muted break-anywhere">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      <div className="mt-1 flex flex-wrap items-center">
        <CopyButton text={url} label={t('invite.copy')} className="-ml-1 px-3!" />
        <span className="ml-auto flex">
          {'share' in navigator && (
            <IconButton
              label={t('invite.share')}
              icon={<Share2 />}
              // Whoever closes the system's sheet has changed their mind: that is no failure.
              onClick={() => void navigator.share({ title: groupName, url }).catch(() => undefined)}
              withTip={false}
            />
          )}
          <IconButton
            label={t('invite.qr')}
            icon={<QrIcon />}
            aria-expanded={shown === 'qr'}
            aria-controls={qrId}
            onClick={() => toggle('qr')}
            withTip={false}
          />
          <IconButton
            label={t('invite.revoke')}
            icon={<Link2Off />}
            aria-expanded={shown === 'question'}
            onClick={() => toggle('question')}
            withTip={false}
          />
        </span>
      </div>
      <div id={qrId} className={classNames('flex justify-center', shown === 'qr' && 'pt-2 pb-1')}>
        {shown === 'qr' && (
          <Suspense fallback={<div className="size-64 max-w-full" />}>
            <QrCode text={url} label={t('invite.qrOf', { group: groupName })} />
          </Suspense>
        )}
      </div>
      {shown === 'question' && (
        <div className="mt-1 border-t border-line px-1 pt-3">
          <p className="text-sm">{t('invite.revokeText')}</p>
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <Button tone="quiet" autoFocus onClick={() => setShown(null)}>
              {t('ui.cancel')}
            </Button>
            <Button tone="danger" onClick={() => onRevoke(invite)}>
              {t('invite.revokeConfirm')}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
