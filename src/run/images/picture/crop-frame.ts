export interface Size {
  width: number;
  height: number;
}
export interface Rectangle extends Size {
  x: number;
  y: number;
}

/** How a picture is brought to another shape, as diffusers' `resize_mode`. */
export type ResizeMode = 'crop' | 'fill' | 'default';

/**
 * The part of a picture that a run of this size sees: the largest rectangle of its shape in the middle for `crop`, the
 * whole picture otherwise. In pixels of the picture.
 */
export function seenPart(picture: Size, target: Size, mode: ResizeMode): Rectangle {
  if (mode !== 'crop') return { x: 0, y: 0, ...picture };
  const scale = Math.min(picture.width / target.width, picture.height / target.height);
  const width = target.width * scale;
  const height = target.height * scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** The shape that the picture is shown in: its own, or the one that it is stretched to. */
export const shownShape = (picture: Size, target: Size, mode: ResizeMode): Size =>
  mode === 'default' ? target : picture;

/** Where the whole picture stands in the frame of the run, in shares of the frame; beside it are stretched edges. */
export function placeInFrame(picture: Size, target: Size): Rectangle {
  const scale = Math.min(target.width / picture.width, target.height / picture.height);
  const width = (picture.width * scale) / target.width;
  const height = (picture.height * scale) / target.height;
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}
