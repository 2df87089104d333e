import { Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { extentOf, largestZoom, settleCrop, zoomCrop, type Crop, type Size } from './crop';

type Props = { url: string; size: Size; crop: Crop; onCrop: (crop: Crop) => void };

const stepOfKeys = 0.03;
const zoomOfKeys = 1.15;

/** The picture behind a round window: dragged, moved by the arrow keys, zoomed by wheel, two fingers, + and −, and a slider. */
export function CropStage({ url, size, crop, onCrop }: Props) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const { width, height } = extentOf(size, crop.zoom);
  const move = (x: number, y: number) => onCrop(settleCrop({ ...crop, x: crop.x + x, y: crop.y + y }, size));
  const zoomBy = (factor: number) => onCrop(zoomCrop(crop, crop.zoom * factor, size));

  const newestZoom = useRef(zoomBy);
  useEffect(() => {
    newestZoom.current = zoomBy;
    stage?.focus({ preventScroll: true });
    // The focus goes there once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stage]);
  useEffect(() => {
    newestZoom.current = zoomBy;
  });
  useEffect(() => {
    if (!stage) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      newestZoom.current(Math.exp(-event.deltaY / 400));
    };
    stage.addEventListener('wheel', wheel, { passive: false });
    return () => stage.removeEventListener('wheel', wheel);
  }, [stage]);

  const drag = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before || !stage) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      zoomBy(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)));
    } else move((now.x - before.x) / stage.clientWidth, (now.y - before.y) / stage.clientHeight);
    pointers.current.set(event.pointerId, now);
  };
  const release = (event: PointerEvent) => void pointers.current.delete(event.pointerId);
  const byKey = (event: KeyboardEvent) => {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (arrows) move((arrows[0] ?? 0) * stepOfKeys, (arrows[1] ?? 0) * stepOfKeys);
    else if (event.key === '+' || event.key === '=') zoomBy(zoomOfKeys);
    else if (event.key === '-') zoomBy(1 / zoomOfKeys);
    else return;
    event.preventDefault();
  };

  return (
    <div className="mx-auto flex w-full max-w-72 flex-col gap-4">
      <div
        ref={setStage}
        role="group"
        tabIndex={0}
        aria-label={t('photo.stage')}
        onKeyDown={byKey}
        onPointerDown={(event) => {
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
        className="relative aspect-square w-full cursor-grab touch-none overflow-hidden rounded-2xl bg-sunken select-none active:cursor-grabbing"
      >
        <img
          src={url}
          alt=""
          draggable={false}
          className="pointer-events-none absolute max-w-none -translate-x-1/2 -translate-y-1/2"
          style={{
            width: `${width * 100}%`,
            height: `${height * 100}%`,
            left: `${(0.5 + crop.x) * 100}%`,
            top: `${(0.5 + crop.y) * 100}%`,
          }}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0 rounded-full shadow-[0_0_0_100vmax_rgb(8_20_36/0.55)] ring-2 ring-white/80"
        />
      </div>
      <label className="flex items-center gap-3 text-muted">
        <Minus aria-hidden className="size-4" />
        <input
          type="range"
          aria-label={t('photo.zoom')}
          min={1}
          max={largestZoom}
          step={0.01}
          value={crop.zoom}
          onChange={(event) => onCrop(zoomCrop(crop, Number(event.target.value), size))}
          className="h-8 min-w-0 flex-1 accent-accent"
        />
        <Plus aria-hidden className="size-4" />
      </label>
    </div>
  );
}
