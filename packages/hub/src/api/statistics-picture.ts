// A chart as an answer: SVG, or PNG for print, kept by caches as long as figures are.

import type { Context } from 'hono';
import * as z from 'zod';
import { renderPng } from '../card/render.ts';
import { FIGURES_CACHED } from './cache-control.ts';

/** A picture for print: twice as many pixels as the drawing has. */
const PNG_WIDTH_PX = 1920;

export const pictureQuery = {
  format: z.enum(['svg', 'png']).default('svg'),
  lang: z.enum(['vi', 'en']).default('vi').describe('language of the words in it'),
};

export const pictureAnswer = {
  description: 'SVG or PNG',
  content: {
    'image/svg+xml': { schema: z.string() },
    'image/png': { schema: z.string().meta({ format: 'binary' }) },
  },
};

/** The SVG, or its PNG; `name` is the file's, without its ending. */
export async function sendPicture(
  c: Context,
  svg: string,
  { name, format }: { readonly name: string; readonly format: 'svg' | 'png' },
) {
  const as = (type: string) => ({
    ...FIGURES_CACHED,
    'content-type': type,
    'content-disposition': `inline; filename="${name}.${format}"`,
    'content-security-policy': "default-src 'none'",
  });
  if (format === 'svg') return c.body(svg, 200, as('image/svg+xml; charset=utf-8'));
  return c.body(await renderPng(svg, PNG_WIDTH_PX), 200, as('image/png'));
}
