// The session's cookies go from the hub's answer to the browser as they are.
import type { Cookies } from '@sveltejs/kit';

/** Hands every cookie of the answer on, with the life the hub gave it. */
export function handCookies(answer: Response, cookies: Cookies, isSecure: boolean): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf('=');
    const life = attributes.find((one) => /^max-age=/i.test(one))?.slice('max-age='.length);
    cookies.set(pair.slice(0, at), pair.slice(at + 1), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      encode: (value) => value,
      ...(life !== undefined && { maxAge: Number(life) }),
    });
  }
}
