// A file of a form goes to the portal's API as it is.
import type { CampaignFile, Problem } from '@i-speed/spec';
import type { RequestEvent } from '@sveltejs/kit';
import type { Asked } from './ask.ts';

/** The file of a form's field; undefined where none was chosen. */
export function chosenFile(form: FormData, name: string): File | undefined {
  const value = form.get(name);
  return value instanceof File && value.size > 0 ? value : undefined;
}

/** The text of a file that a spreadsheet saved: UTF-8, or the UTF-16 of Excel's "Unicode text", told by its first bytes. */
export async function textIn(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Sends the file; `query` names what it is for. */
export async function upload(
  { fetch, request, url }: Pick<RequestEvent, 'fetch' | 'request' | 'url'>,
  path: string,
  file: File,
  query: Record<string, string> = {},
): Promise<Asked<CampaignFile>> {
  const answer = await fetch(`${path}?${new URLSearchParams({ ...query, name: file.name })}`, {
    method: 'POST',
    headers: {
      cookie: request.headers.get('cookie') ?? '',
      origin: url.origin,
      'content-type': 'application/octet-stream',
    },
    body: await file.arrayBuffer(),
  });
  if (answer.ok) {
    const value: CampaignFile = await answer.json();
    return { ok: true, value };
  }
  const problem: Problem = await answer.json();
  return { ok: false, problem };
}
