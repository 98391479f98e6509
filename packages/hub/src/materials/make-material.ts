// One material as a file: for screens, for printers, or as words to be read out.
import { outlineSvg, renderPng } from '../card/render.ts';
import { drawMaterial, type MaterialContent } from './draw.ts';
import { type MaterialId, materialKind, type TextId } from './kinds.ts';
import { toPdf } from './to-pdf.ts';
import { MATERIAL_WORDS } from './words.ts';

export type MaterialFormat = 'svg' | 'png' | 'pdf';

/** Paper is drawn for screens at 150 dots an inch, and never wider than this. */
const PNG_DOTS_PER_MM = 150 / 25.4;
const MOST_PNG_WIDTH_PX = 2_400;
const MM_PER_PIXEL = 25.4 / 96;

/** The file's bytes. */
export async function makeMaterial(
  id: MaterialId,
  format: MaterialFormat,
  content: MaterialContent,
): Promise<Uint8Array<ArrayBuffer>> {
  const kind = materialKind(id);
  const svg = drawMaterial(kind, content);
  if (format === 'svg') return new TextEncoder().encode(await outlineSvg(svg));
  const isPaper = kind.unit === 'mm';
  if (format === 'pdf') {
    const scale = isPaper ? 1 : MM_PER_PIXEL;
    return toPdf(
      svg,
      content.title ?? MATERIAL_WORDS[content.language].headline,
      kind.width * scale,
      kind.height * scale,
    );
  }
  const width = isPaper ? Math.min(MOST_PNG_WIDTH_PX, Math.round(kind.width * PNG_DOTS_PER_MM)) : kind.width;
  return renderPng(svg, width);
}

/** The words to be read out or sent. */
export function materialText(id: TextId, { body, link, language, isDemo }: MaterialContent): string {
  const words = MATERIAL_WORDS[language];
  const address = link.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return `${isDemo ? `${words.simulated}\n` : ''}${words[id](body, address)}\n`;
}
