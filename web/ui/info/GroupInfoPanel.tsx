import { LogOut, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { GroupInfoPanelProps } from '../props';
import { EditableText } from './EditableText';
import { MemberItem } from './MemberItem';
import { PanelHeader } from './PanelHeader';

export function GroupInfoPanel(props: GroupInfoPanelProps) {
  const { t } = useTranslation();
  const { name, description, canManage, members, memberCount, hasMoreMembers, pending, error } = props;
  return (
    <>
      <PanelHeader title={t('info.group')} onClose={props.onClose} />
      <div className="flex-1 overflow-y-auto px-4 pt-6 pb-[calc(1.5rem+env(safe-area-inset-bottom))]" aria-busy={pending}>
        <section className="flex flex-col items-center text-center">
          <Avatar size="huge" name={name} photoUrl={props.photoUrl ?? null} colorKey={props.colorKey} group />
          <div className="mt-4 flex w-full flex-col items-center">
            <EditableText
              value={name}
              label={t('people.groupName')}
              editLabel={t('info.rename')}
              maxLength={80}
              required
              canEdit={canManage}
              onSave={props.onRename}
            >
              <h3 className="text-xl leading-snug font-semibold break-anywhere">
                <bdi>{name}</bdi>
              </h3>
            </EditableText>
            <p className="mt-1 text-sm text-muted">{t('info.memberCount', { count: memberCount })}</p>
          </div>
        </section>
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
        <section className="mt-6" aria-label={t('info.members')}>
          <h3 className="px-2 pb-1 text-sm font-medium text-muted">{t('info.members')}</h3>
          {canManage && (
            <button
              type="button"
              onClick={props.onAddMembers}
              className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 font-medium text-accent transition-colors hover:bg-hover"
            >
              <span className="flex size-10 items-center justify-center rounded-full bg-accent-soft">
                <UserPlus aria-hidden className="size-5" />
              </span>
              {t('people.addMembers')}
            </button>
          )}
          <ul>
            {members.map((member) => (
              <MemberItem key={member.person.id} member={member} onRemove={props.onRemove} onSetRole={props.onSetRole} />
            ))}
          </ul>
          {props.loading && <PeopleSkeleton />}
          {hasMoreMembers && !props.loading && (
            <Button tone="quiet" className="w-full" onClick={props.onLoadMoreMembers}>
              {t('info.moreMembers')}
            </Button>
          )}
        </section>
        <Button tone="warning" className="mt-6 w-full" onClick={props.onLeave}>
          <LogOut aria-hidden className="size-4" />
          {t('info.leave')}
        </Button>
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
