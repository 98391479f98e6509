// How areas look on the drawn map: colours as the page's custom properties hold them, and textures drawn once.
import type { PaintedArea, Texture } from './areas.ts';
import { classCount, colourOf } from './classes.ts';

/** Colours as the page's custom properties hold them now. */
export type Look = {
  /** Of areas: unmeasured, measured without a figure, and the classes from worst to best. */
  areas: string[];
  sea: string;
  line: string;
  texture: string;
  text: string;
  accent: string;
  fault: string;
};

/** Reads the colours of the present scheme. */
export function readLook(element: Element): Look {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  const classes = Array.from({ length: classCount }, (_, index) => colourOf(index));
  return {
    areas: ['--map-none', '--map-few', ...classes].map(of),
    sea: of('--map-sea'),
    line: of('--map-line'),
    texture: of('--map-hatch'),
    text: of('--text'),
    accent: of('--accent'),
    fault: of('--fault'),
  };
}

/** Place of an area's colour in `Look.areas`. */
export function colourPlace({ classIndex, texture }: Pick<PaintedArea, 'classIndex' | 'texture'>): number {
  if (classIndex !== undefined) return classIndex + 2;
  return texture === 'dots' ? 1 : 0;
}

/** Marks on a transparent ground; the side is a whole number of them so that tiles join. */
export function textureImages(colour: string): Record<Texture, ImageData> {
  return {
    hatch: imageOf((context, side) => {
      context.strokeStyle = colour;
      context.lineWidth = 1.6;
      context.beginPath();
      for (const shift of [-side, -side / 2, 0, side / 2, side]) {
        context.moveTo(shift, side);
        context.lineTo(shift + side, 0);
      }
      context.stroke();
    }),
    cross: imageOf((context, side) => {
      context.strokeStyle = colour;
      context.lineWidth = 1.6;
      context.strokeRect(side / 2, -side, side, 3 * side);
      context.strokeRect(-side, side / 2, 3 * side, side);
    }),
    dots: imageOf((context, side) => {
      context.fillStyle = colour;
      for (const [x, y] of [
        [side / 4, side / 4],
        [(3 * side) / 4, (3 * side) / 4],
      ] as const) {
        context.beginPath();
        context.arc(x, y, 1.5, 0, 2 * Math.PI);
        context.fill();
      }
    }),
  };
}

const SIDE_PX = 16;

function imageOf(draw: (context: OffscreenCanvasRenderingContext2D, side: number) => void): ImageData {
  const context = new OffscreenCanvas(SIDE_PX, SIDE_PX).getContext('2d');
  if (context === null) return new ImageData(SIDE_PX, SIDE_PX);
  context.globalAlpha = 0.55;
  draw(context, SIDE_PX);
  return context.getImageData(0, 0, SIDE_PX, SIDE_PX);
}
