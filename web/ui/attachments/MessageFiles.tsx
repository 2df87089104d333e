import type { AttachmentItem, MessageRow } from '../view';
import { FileBox } from './FileBox';
import { Pictures } from './Pictures';
import { SoundPlayerBox } from './SoundBox';
import { UploadState } from './UploadState';
import { useSteadyUrl } from './useSteadyUrl';
import { VideoBox } from './VideoBox';

/** Everything that a message carries besides its words: pictures together, the rest one under the other. */
export function MessageFiles({ row: { attachments, seq, key } }: { row: MessageRow }) {
  const pictures = attachments.filter(({ kind }) => kind === 'IMAGE');
  const others = attachments.filter(({ kind }) => kind !== 'IMAGE');
  return (
    <div className="flex flex-col gap-1">
      {pictures.length > 0 && <Pictures pictures={pictures} seq={seq} rowKey={key} />}
      {others.map((file, index) => (
        // By place: what was just sent keeps its element.
        <OtherFile key={index} file={file} seq={seq} rowKey={key} place={index} />
      ))}
    </div>
  );
}

type Props = { file: AttachmentItem; seq: number | null; rowKey: string; place: number };

/** Anything but a picture. */
export function OtherFile(props: Props) {
  const { file, seq, rowKey } = props;
  if (file.kind === 'VIDEO') return <VideoBox video={file} seq={seq} rowKey={rowKey} />;
  if (file.kind === 'AUDIO') return <Sound {...props} />;
  return <FileBox {...props} />;
}

function Sound({ file, seq, rowKey, place }: Props) {
  const { url, onError } = useSteadyUrl({ ...file, seq });
  return (
    <div className="relative w-80 max-w-full py-1 pl-1">
      <SoundPlayerBox sound={file} soundKey={`${rowKey}/${place}`} url={url} onFail={onError} />
      {file.upload !== null && (
        <UploadState upload={file.upload} fileName={file.fileName} rowKey={rowKey} className="absolute! top-1/2 left-1 -translate-y-1/2" />
      )}
    </div>
  );
}
