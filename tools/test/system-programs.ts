// Programs of the system that some suites need: browsers, a C compiler and `ip` for emulated links, LibreOffice for papers.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findChromium, hasOtherBrowser, onPath } from '@i-speed/testbed';

/**
 * Installs what is missing when this is root on Debian; elsewhere says in one line how to get it. Tests that lack their
 * program say so themselves.
 */
export function provideSystemPrograms(): void {
  const needs = [
    { name: 'Chromium', isThere: findChromium() !== undefined, packages: ['chromium'] },
    { name: 'Firefox', isThere: hasOtherBrowser('firefox'), packages: ['firefox-esr'] },
    { name: 'WebKit', isThere: hasOtherBrowser('webkit'), packages: ['webkit2gtk-driver', 'xvfb'] },
    { name: 'a C compiler', isThere: onPath('cc') !== undefined, packages: ['build-essential'] },
    { name: 'PostgreSQL', isThere: existsSync('/usr/lib/postgresql'), packages: ['postgresql'] },
    { name: 'ip (iproute2)', isThere: onPath('ip') !== undefined, packages: ['iproute2'] },
    {
      name: 'LibreOffice',
      isThere: onPath('soffice') !== undefined && onPath('pdftotext') !== undefined,
      packages: ['libreoffice-writer', 'libreoffice-calc', 'poppler-utils'],
    },
    {
      name: "a font as wide as Times New Roman, the letters' own",
      isThere: hasTimes(),
      packages: ['fonts-liberation'],
    },
    { name: 'nginx', isThere: onPath('nginx') !== undefined, packages: ['nginx-light'] },
    { name: 'curl', isThere: onPath('curl') !== undefined, packages: ['curl'] },
  ].filter((need) => !need.isThere);
  if (needs.length === 0) return;
  const packages = needs.flatMap((need) => need.packages);
  if (isDebian() && process.getuid?.() === 0) {
    console.log(`installing from Debian's packages: ${packages.join(' ')}`);
    aptGet(['update']);
    aptGet(['install', '-y', '--no-install-recommends', ...packages]);
    return;
  }
  for (const need of needs) {
    console.log(
      `missing ${need.name}: install it (Debian, Ubuntu: sudo apt-get install ${need.packages.join(' ')})${hint(need.name)}`,
    );
  }
}

function hint(name: string): string {
  return name === 'Chromium' ? ', or set CHROMIUM_PATH to a Chromium or Chrome' : '';
}

/** With a wider stand-in the letter's heads would break into more lines than they do in an office. */
function hasTimes(): boolean {
  const { stdout } = spawnSync('fc-match', ['--format', '%{family}', 'Times New Roman'], { encoding: 'utf8' });
  return /Times New Roman|Liberation Serif|Tinos/.test(stdout ?? '');
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function aptGet(args: readonly string[]): void {
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed: ${stderr.trim().split('\n').at(-1)}`);
}
