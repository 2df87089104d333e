/** The part of a picture that a square shows. `x`, `y`: how far its middle is moved, in edges of the square; `zoom` 1: it just covers it. */
export type Crop = { zoom: number; x: number; y: number };
export type Size = { width: number; height: number };

export const wholeCrop: Crop = { zoom: 1, x: 0, y: 0 };
export const largestZoom = 5;
/** As large as the server shows photos. */
const largestEdge = 1024;

/** Width and height of the picture in edges of the square. */
export function extentOf({ width, height }: Size, zoom: number): Size {
  const shorter = Math.min(width, height);
  return { width: (width / shorter) * zoom, height: (height / shorter) * zoom };
}

/** The same crop, or the nearest that leaves no gap. */
export function settleCrop(crop: Crop, size: Size): Crop {
  const zoom = Math.min(largestZoom, Math.max(1, crop.zoom));
  const { width, height } = extentOf(size, zoom);
  const within = (value: number, extent: number) => Math.min((extent - 1) / 2, Math.max((1 - extent) / 2, value));
  return { zoom, x: within(crop.x, width), y: within(crop.y, height) };
}

/** Larger or smaller around the middle of the square. */
export function zoomCrop(crop: Crop, zoom: number, size: Size): Crop {
  const next = Math.min(largestZoom, Math.max(1, zoom));
  const grown = next / crop.zoom;
  return settleCrop({ zoom: next, x: crop.x * grown, y: crop.y * grown }, size);
}

/** In pixels of the picture: where the square begins, and its edge. */
export function squareOf({ zoom, x, y }: Crop, { width, height }: Size): { left: number; top: number; edge: number } {
  const edge = Math.min(width, height) / zoom;
  return { left: width / 2 - x * edge - edge / 2, top: height / 2 - y * edge - edge / 2, edge };
}

/** The chosen square as a file. Throws where this browser cannot make one. */
export async function cutOut(bitmap: ImageBitmap, crop: Crop): Promise<Blob> {
  const { left, top, edge } = squareOf(crop, bitmap);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, Math.round(Math.min(edge, largestEdge)));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, edge, edge, 0, 0, canvas.width, canvas.height);
  // A browser that cannot write WebP writes PNG instead.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.92));
  if (!blob) throw new Error('This browser cannot write pictures.');
  return blob;
}
