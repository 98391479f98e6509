// nginx with the file of deploy/ before a hub: other ports, a certificate of its own, nothing else changed.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { findFreePorts } from '@i-speed/testbed';
import { vi } from 'vitest';

export interface Nginx extends AsyncDisposable {
  /** Of plain HTTP, on both loopback addresses. */
  readonly port: number;
  /** Asks over TLS; with a body it is a POST of JSON. */
  ask(
    host: '127.0.0.1' | '::1',
    path: string,
    body?: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string }>;
}

/** Started and listening; what it writes goes to the folder. Throws nginx's own words where the file is wrong. */
export async function startNginx(folder: string, hubPort: number): Promise<Nginx> {
  const [port = 0, tlsPort = 0] = await findFreePorts(2);
  const [cert, key, settings] = [join(folder, 'cert.pem'), join(folder, 'key.pem'), join(folder, 'nginx.conf')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-subj', '/CN=localhost', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const site = (await readFile(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8'))
    .replaceAll('listen 80;', `listen 127.0.0.1:${port};`)
    .replaceAll('listen [::]:80;', `listen [::1]:${port};`)
    .replaceAll('listen 443 ', `listen 127.0.0.1:${tlsPort} `)
    .replaceAll('listen [::]:443 ', `listen [::1]:${tlsPort} `)
    .replaceAll('/etc/ssl/i-speed/fullchain.pem', cert)
    .replaceAll('/etc/ssl/i-speed/key.pem', key)
    .replaceAll('http://127.0.0.1:8080', `http://127.0.0.1:${hubPort}`);
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  const main = `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/nginx.pid; error_log stderr; events {}`;
  await writeFile(settings, `${main} http { access_log off; ${own.join(' ')} ${site} }`);
  execFileSync('nginx', ['-t', '-q', '-c', settings]);
  const child = spawn('nginx', ['-c', settings], { stdio: 'ignore' });
  const ended = once(child, 'close');
  await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }), { timeout: 10_000 });
  return {
    port,
    async ask(host, path, body, headers = {}) {
      const sent = request({
        ...{ host, port: tlsPort, path, rejectUnauthorized: false },
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      });
      const answered = once(sent, 'response');
      // A refused body may find its connection closed before all of it is gone.
      sent.on('error', () => undefined).end(body);
      const [answer] = await answered;
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      return { status: Number(answer.statusCode), text };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
