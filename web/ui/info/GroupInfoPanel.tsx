import { LogOut, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import type { GroupInfoPanelProps } from '../props';
import { BannedSection } from './BannedSection';
import { EditableText } from './EditableText';
import { GroupFace } from './GroupFace';
import { MembersSection } from './MembersSection';
import { PanelHeader } from './PanelHeader';
import { SharedFilesRow } from './SharedFilesRow';

export function GroupInfoPanel(props: GroupInfoPanelProps) {
  const { t } = useTranslation();
  const { description, canManage, pending, error, onDelete } = props;
  return (
    <>
      <PanelHeader title={t('info.group')} onClose={props.onClose} />
      <div className="flex-1 overflow-y-auto px-4 pt-6 pb-[calc(1.5rem+env(safe-area-inset-bottom))]" aria-busy={pending}>
        <GroupFace {...props} />
        <ErrorBlock error={error} />
        {(description || canManage) && (
          <section className="mt-5 rounded-2xl bg-sunken px-3 py-2">
            <EditableText
              value={description}
              label={t('info.description')}
              editLabel={t('info.describe')}
              maxLength={500}
              multiline
              canEdit={canManage}
              onSave={props.onDescribe}
            >
              <p className={`text-left text-sm whitespace-pre-line break-anywhere ${description ? '' : 'text-muted'}`}>
                {description || t('info.noDescription')}
              </p>
            </EditableText>
          </section>
        )}
        <SharedFilesRow onOpen={props.onFiles} />
        <MembersSection {...props} />
        <BannedSection people={props.banned} onUnban={props.onUnban} />
        <Button tone="warning" className="mt-6 w-full" onClick={props.onLeave}>
          <LogOut aria-hidden className="size-4" />
          {t('info.leave')}
        </Button>
        {onDelete && (
          <Button tone="warning" className="mt-1 w-full" onClick={onDelete}>
            <Trash2 aria-hidden className="size-4" />
            {t('group.delete')}
          </Button>
        )}
      </div>
    </>
  );
}

function ErrorBlock({ error }: { error: string | null }) {
  return error ? (
    <div className="mt-4">
      <ErrorNote text={error} />
    </div>
  ) : null;
}
