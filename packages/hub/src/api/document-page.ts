// The OpenAPI document as a page to read: made on the server, without script, whole offline.
import { PROBLEMS } from '../problem.ts';
import type { OpenApiDocument } from './document.ts';

/** HTML of the document: routes by tag, then the schemas, then every problem code. */
export function documentPage(document: OpenApiDocument): string {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(asRecord(item)).map(([method, operation]) => ({ path, method, operation: asRecord(operation) })),
  );
  const sections = (document.tags ?? []).map(({ name, description }) => {
    const own = routes.filter(({ operation }) => asList(operation.tags).includes(name));
    return `<h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2><p>${escapeHtml(description)}</p>${own.map(routeHtml).join('')}`;
  });
  const schemas = Object.entries(asRecord(document.components?.schemas)).map(
    ([name, schema]) =>
      `<section id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${schemaHtml(asRecord(schema))}</section>`,
  );
  const problems = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(document.info.title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeHtml(document.info.title)}</h1><p>${prose(document.info.description)}</p>
<p>For programs: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
${sections.join('\n')}
<h2 id="schemas">Schemas</h2>${schemas.join('\n')}
<h2 id="problems">Problems</h2><table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>${problems.join('')}</tbody></table>
</main></body></html>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:auto;padding:1rem}
h3{margin:1.5rem 0 .25rem}code{font-size:.9em;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:.5rem 0}
td,th{border-bottom:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}.method{text-transform:uppercase}`;

type Json = Record<string, unknown>;

function routeHtml({ path, method, operation }: { path: string; method: string; operation: Json }): string {
  const parameters = asList(operation.parameters)
    .map(asRecord)
    .map(
      (one) =>
        `<tr><td><code>${escapeHtml(one.name)}</code></td><td>${escapeHtml(one.in)}${one.required ? ', required' : ''}</td><td>${typeOf(asRecord(one.schema))}</td><td>${escapeHtml(one.description)}</td></tr>`,
    );
  const body = contentOf(operation.requestBody);
  const answers = Object.entries(asRecord(operation.responses)).map(
    ([status, answer]) =>
      `<tr><td>${escapeHtml(status)}</td><td>${escapeHtml(asRecord(answer).description)}</td><td>${contentOf(answer)}</td></tr>`,
  );
  return `<section><h3 id="${escapeHtml(method + path)}"><code><span class="method">${escapeHtml(method)}</span> ${escapeHtml(path)}</code></h3>
<p><strong>${escapeHtml(operation.summary)}.</strong> ${prose(operation.description)}</p>
${parameters.length > 0 ? `<table><tbody>${parameters.join('')}</tbody></table>` : ''}${body === '' ? '' : `<p>Body: ${body}</p>`}
<table><thead><tr><th>status</th><th>meaning</th><th>content</th></tr></thead><tbody>${answers.join('')}</tbody></table></section>`;
}

function contentOf(holder: unknown): string {
  return Object.entries(asRecord(asRecord(holder).content))
    .map(([type, media]) => `<code>${escapeHtml(type)}</code> ${typeOf(asRecord(asRecord(media).schema))}`)
    .join('<br>');
}

function schemaHtml(schema: Json): string {
  const required = asList(schema.required);
  const rows = Object.entries(asRecord(schema.properties)).map(([name, field]) => {
    const need = required.includes(name) ? '' : 'optional';
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${need}</td><td>${typeOf(asRecord(field))}</td><td>${escapeHtml(asRecord(field).description)}</td></tr>`;
  });
  return rows.length === 0 ? `<p>${typeOf(schema)}</p>` : `<table><tbody>${rows.join('')}</tbody></table>`;
}

/** A schema in a line, or as a table of its own where it has fields. */
function typeOf(schema: Json): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
  }
  const choices = [...asList(schema.anyOf), ...asList(schema.oneOf)].map((one) => typeOf(asRecord(one)));
  if (choices.length > 0) return choices.join(' or ');
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `<code>${escapeHtml(value)}</code>`).join(' ');
  if (schema.type === 'array') return `list of ${typeOf(asRecord(schema.items))}`;
  if (Object.keys(asRecord(schema.properties)).length > 0) return schemaHtml(schema);
  const bounds = [
    'format',
    'pattern',
    'minimum',
    'maximum',
    'minItems',
    'maxItems',
    'minLength',
    'maxLength',
    'default',
  ]
    .filter((name) => schema[name] !== undefined)
    .map((name) => `${name} ${escapeHtml(schema[name])}`);
  return [escapeHtml(schema.type ?? 'any'), ...bounds].join(', ');
}

/** Text in which `backquoted` words are code. */
function prose(text: unknown): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escapeHtml(text: unknown): string {
  if (text === undefined || text === null) return '';
  return String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Guarantee: an empty object for whatever is none, so that a missing part of the document shows as nothing. */
function asRecord(value: unknown): Json {
  return (typeof value === 'object' && value !== null ? value : {}) as Json;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
