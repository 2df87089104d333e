import { Paperclip } from 'lucide-react';
import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const carriesFiles = (event: { dataTransfer: DataTransfer | null }) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files that are dropped on it, and says so while they hover. `onFiles` null: nothing is taken here. */
export function DropZone({ onFiles, children }: { onFiles: ((files: File[]) => void) | null; children: ReactNode }) {
  const { t } = useTranslation();
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    // Dropped beside, a file would be opened in the place of the app.
    const refuse = (event: globalThis.DragEvent) => {
      if (carriesFiles(event) && !event.defaultPrevented) {
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
      }
    };
    addEventListener('dragover', refuse);
    addEventListener('drop', refuse);
    return () => {
      removeEventListener('dragover', refuse);
      removeEventListener('drop', refuse);
    };
  }, []);

  const hover = (event: DragEvent) => {
    if (!onFiles || !carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setHovering(true);
  };
  const leave = (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setHovering(false);
  };
  const drop = (event: DragEvent) => {
    setHovering(false);
    if (!onFiles || !carriesFiles(event)) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" onDragEnter={hover} onDragOver={hover} onDragLeave={leave} onDrop={drop}>
      {children}
      {hovering && (
        <div className="pointer-events-none absolute inset-3 z-20 flex animate-fade flex-col items-center justify-center gap-3 rounded-3xl border-2 border-dashed border-accent bg-surface/90 text-accent">
          <Paperclip aria-hidden className="size-10" />
          <p className="text-lg font-semibold">{t('files.drop')}</p>
        </div>
      )}
    </div>
  );
}
