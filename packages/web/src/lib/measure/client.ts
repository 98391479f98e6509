// How measurements name this program.

export const VERSION = '0.1.0';

/** Opened from the home screen, or in the background, it is the app, else a page. */
export function clientKind(): 'pwa' | 'web' {
  return typeof matchMedia === 'undefined' || matchMedia('(display-mode: standalone)').matches ? 'pwa' : 'web';
}
