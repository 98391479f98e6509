// What colours a drawn map shows in its middle.
import type { Page } from '@i-speed/testbed';

/** Shares of the pixels in the middle of the map that have the colour of each class of the legend, as they are seen. */
export async function classesSeen(page: Page): Promise<number[]> {
  const box = await page.locator('[data-state]').boundingBox();
  const sidePx = 24;
  const x = (box?.x ?? 0) + (box?.width ?? 0) / 2 - sidePx / 2;
  const y = (box?.y ?? 0) + (box?.height ?? 0) / 2 - sidePx / 2;
  const clip = await page.screenshot({ clip: { x, y, width: sidePx, height: sidePx } });
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (context === null) return [];
      const style = getComputedStyle(document.documentElement);
      const colours = [1, 2, 3, 4, 5, 6, 7].map((index) => {
        context.fillStyle = style.getPropertyValue(`--map-${index}`).trim();
        context.fillRect(0, 0, 1, 1);
        return context.getImageData(0, 0, 1, 1).data.join();
      });
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const pixels = Array.from({ length: data.length / 4 }, (_, at) => data.slice(4 * at, 4 * at + 4).join());
      return colours.map((colour) => pixels.filter((pixel) => pixel === colour).length / pixels.length);
    },
    `data:image/png;base64,${clip.toString('base64')}`,
  );
}
