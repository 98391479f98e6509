// Opens papers as an official does: LibreOffice turns them into what is printed, and the print is read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text of a DOCX, XLSX or PDF as it stands on paper, pages divided by form feeds. Throws where LibreOffice or pdftotext is missing. */
export function readPrinted(paper: Buffer, type: 'docx' | 'xlsx' | 'pdf'): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, `paper.${type}`), paper);
    if (type !== 'pdf') convert(folder, `paper.${type}`, 'pdf');
    return execFileSync('pdftotext', ['-layout', join(folder, 'paper.pdf'), '-'], { encoding: 'utf8' }).normalize(
      'NFC',
    );
  });
}

/** The cells of a spreadsheet's sheet after its formulas were worked out. */
export function readSheet(paper: Buffer): string[][] {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'paper.xlsx'), paper);
    // Separator tab, UTF-8, cells as they are shown.
    convert(folder, 'paper.xlsx', 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true');
    return readFileSync(join(folder, 'paper.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
  });
}

function convert(folder: string, file: string, to: string): void {
  const own = `-env:UserInstallation=file://${folder}/profile`;
  execFileSync('soffice', [own, '--headless', '--convert-to', to, '--outdir', folder, join(folder, file)], {
    stdio: 'ignore',
    timeout: 90_000,
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-office-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
