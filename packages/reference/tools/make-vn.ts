// Makes the tables of packages/reference/vn from the fact files: `node packages/reference/tools/make-vn.ts FACTS_FOLDER`.
// Written by hand, not made here: country.json, targets.csv and network/ATTRIBUTION.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAreas } from '../src/area/read-areas.ts';
import { schematicPath } from '../src/boundary/boundaries.ts';
import { readCountry } from '../src/country/country.ts';
import { folderSource } from '../src/country/folder-source.ts';
import { schematicTopology } from '../src/place/places.ts';
import { parseCsv, type Row } from '../src/table/row-table.ts';
import { makeAreas } from './make-areas.ts';
import { makeNetwork } from './make-network.ts';
import { makeOutline } from './make-outline.ts';

const [factsFolder] = process.argv.slice(2);
if (factsFolder === undefined) {
  console.error('usage: node packages/reference/tools/make-vn.ts FACTS_FOLDER');
  process.exit(2);
}
const countryFolder = join(import.meta.dirname, '..', 'vn');
const country = JSON.parse(readFileSync(join(countryFolder, 'country.json'), 'utf8'));
const [current, former] = country.editions.map((one: { edition: string }) => one.edition);

const facts = (name: string): Row[] => parseCsv(readFileSync(join(factsFolder, name), 'utf8'));
const areas = makeAreas(
  { provinces: facts('provinces.csv'), communes: facts('communes.csv'), mapping: facts('commune_mapping.csv') },
  current,
  former,
);
const network = makeNetwork({
  operators: facts('operators.csv'),
  systems: facts('vn_asn.csv'),
  ipv4: facts('vn_ipv4_asn.csv'),
  ipv6: facts('vn_ipv6_asn.csv'),
  mobileCodes: facts('mcc_mnc_vn.csv'),
});
for (const [path, text] of areas) write(join('areas', path), text);
for (const [path, text] of network) write(join('network', path), text);
write('data/outline.json', makeOutline(country.outline.atlasId, country.outline.neighbourIds));
const source = folderSource(countryFolder);
const countryHead = readCountry(source);
write(schematicPath, JSON.stringify(schematicTopology(source, countryHead, readAreas(source, countryHead, current))));

function write(path: string, text: string): void {
  const target = join(countryFolder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`${path}: ${Buffer.byteLength(text)} bytes`);
}
