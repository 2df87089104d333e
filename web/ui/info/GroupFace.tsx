import { Camera } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { IconButton } from '../basics/IconButton';
import type { GroupInfoPanelProps } from '../props';
import { EditableText } from './EditableText';

type Props = Pick<GroupInfoPanelProps, 'name' | 'photoUrl' | 'colorKey' | 'memberCount' | 'canManage' | 'onRename' | 'onPhoto'>;

/** Photo, name and how many are in it. */
export function GroupFace({ name, photoUrl = null, colorKey, memberCount, canManage, onRename, onPhoto }: Props) {
  const { t } = useTranslation();
  return (
    <section className="flex flex-col items-center text-center">
      <div className="relative">
        <Avatar size="huge" name={name} photoUrl={photoUrl} colorKey={colorKey} group />
        {canManage && onPhoto && (
          <IconButton
            label={t('group.photo')}
            icon={<Camera />}
            onClick={onPhoto}
            className="absolute -right-2 -bottom-2 border border-line bg-surface! shadow-soft"
          />
        )}
      </div>
      <div className="mt-4 flex w-full flex-col items-center">
        <EditableText
          value={name}
          label={t('people.groupName')}
          editLabel={t('info.rename')}
          maxLength={80}
          required
          canEdit={canManage}
          onSave={onRename}
        >
          <h3 className="text-xl leading-snug font-semibold break-anywhere">
            <bdi>{name}</bdi>
          </h3>
        </EditableText>
        <p className="mt-1 text-sm text-muted">{t('info.memberCount', { count: memberCount })}</p>
      </div>
    </section>
  );
}
