// From SVG to PNG with our own font, loaded when the first picture is asked for.
import { createRequire } from 'node:module';

const FAMILY = 'Be Vietnam Pro';
/** Regular and semi-bold, inside the font's package. */
export const FONT_FILES = ['400Regular/BeVietnamPro_400Regular.ttf', '600SemiBold/BeVietnamPro_600SemiBold.ttf'];

/** The drawing with its text as outlines, so that it looks the same where the font is not; it keeps neither text nor names. */
export async function outlineSvg(svg: string): Promise<string> {
  const { Resvg } = await import('@resvg/resvg-js');
  return new Resvg(svg, { font: ownFont() }).toString();
}

/** PNG bytes, as large as the SVG says or of the width given. Text outside the font's characters (Latin, Vietnamese) is left out. */
export async function renderPng(svg: string, widthPx?: number): Promise<Uint8Array<ArrayBuffer>> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    font: ownFont(),
    ...(widthPx !== undefined && { fitTo: { mode: 'width', value: widthPx } }),
  });
  return Uint8Array.from(image.asPng());
}

function ownFont() {
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = FONT_FILES.map((file) => resolve(`@expo-google-fonts/be-vietnam-pro/${file}`));
  return { loadSystemFonts: false, fontFiles, defaultFontFamily: FAMILY };
}
