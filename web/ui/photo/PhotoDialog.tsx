import { ImageUp, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { Modal } from '../basics/Modal';
import type { PhotoDialogProps } from '../props';
import { cutOut, wholeCrop, type Crop } from './crop';
import { CropStage } from './CropStage';

type Chosen = { bitmap: ImageBitmap; url: string };

/** Chooses a photo and what of it is shown, or takes it away. Mounted while it is open. */
export function PhotoDialog({
  title,
  name,
  photoUrl,
  colorKey,
  group = false,
  onSave,
  onRemove,
  pending,
  error,
  onClose,
}: PhotoDialogProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [crop, setCrop] = useState<Crop>(wholeCrop);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(
    () => () => {
      if (!chosen) return;
      URL.revokeObjectURL(chosen.url);
      chosen.bitmap.close();
    },
    [chosen],
  );

  async function choose(file: File | undefined) {
    if (!file) return;
    setProblem(null);
    try {
      const bitmap = await createImageBitmap(file);
      setCrop(wholeCrop);
      setChosen({ bitmap, url: URL.createObjectURL(file) });
    } catch {
      setProblem(t('app.upload.DAMAGED'));
    }
  }

  async function save() {
    if (!chosen) return;
    try {
      onSave(await cutOut(chosen.bitmap, crop));
    } catch {
      setProblem(t('photo.cannotCut'));
    }
  }

  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={chosen ? t('photo.hint') : undefined}
      footer={
        chosen && (
          <>
            <Button tone="quiet" onClick={() => picker.current?.click()}>
              {t('photo.another')}
            </Button>
            <Button pending={pending} onClick={() => void save()}>
              {t('photo.use')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <ErrorNote text={problem ?? error} />
        <input
          ref={picker}
          type="file"
          accept="image/*"
          hidden
          aria-label={t('photo.choose')}
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        {chosen ? (
          <CropStage url={chosen.url} size={chosen.bitmap} crop={crop} onCrop={setCrop} />
        ) : (
          <div className="flex flex-col items-center gap-3 pb-2">
            <Avatar size="huge" {...{ name, photoUrl, colorKey, group }} className="mb-3" />
            <Button className="w-full" onClick={() => picker.current?.click()}>
              <ImageUp aria-hidden className="size-5" />
              {t('photo.choose')}
            </Button>
            {photoUrl !== null && (
              <Button tone="warning" className="w-full" pending={pending} onClick={onRemove}>
                <Trash2 aria-hidden className="size-4" />
                {t('photo.remove')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Modal>
  );
}
