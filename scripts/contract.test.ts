import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFiles, loadSchemas, staleFiles } from './contract.mjs';

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>>;
}

let files = new Map<string, string>();
let folder = '';
beforeAll(async () => {
  files = await contractFiles(await loadSchemas(), '1.2.3');
  folder = mkdtempSync(join(tmpdir(), 'yijian-contract-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const openApi = () => JSON.parse(files.get('openapi.json') ?? '') as OpenApi;

describe('the generated contract', () => {
  test('describes every request of protocol v1', () => {
    const requests = Object.entries(openApi().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(requests.sort()).toEqual([
      'GET /v1/feedback/{id}',
      'GET /v1/health',
      'GET /v1/ideas',
      'GET /v1/policy',
      'POST /v1/feedback',
      'POST /v1/feedback/{id}/attachments/{attachmentId}',
      'POST /v1/feedback/{id}/events',
      'POST /v1/form-steps',
      'POST /v1/ideas/{id}/votes',
      'POST /v1/tickets',
    ]);
    expect(openApi().openapi).toBe('3.1.0');
  });

  test('answers a submission with 201 first, 200 on a repeat, 409 in progress, 422 for a reused key', () => {
    expect(Object.keys(openApi().paths['/v1/feedback']?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '201', '409', '422', '429', '503']),
    );
  });

  test('has no reference that points nowhere', () => {
    const document: unknown = openApi();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    const lost = references.filter(
      (path) => path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document) === undefined,
    );
    expect(references.length).toBeGreaterThan(50);
    expect(lost).toEqual([]);
  });

  test('lets unknown fields pass, as both sides ignore them', () => {
    expect([...files.values()].join('')).not.toMatch(/"additionalProperties":\s*false/);
  });

  test('is JSON Schema 2020-12 in a file of its own for each body', () => {
    expect(JSON.parse(files.get('submission.schema.json') ?? '')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://yijian.dev/schemas/v1/submission.schema.json',
      required: expect.arrayContaining(['v', 'id', 'rating']) as unknown,
    });
  });

  test('is stale when a file is missing, changed or left over', () => {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    expect(staleFiles(files, folder)).toEqual([]);
    writeFileSync(join(folder, 'openapi.json'), '{}');
    writeFileSync(join(folder, 'old.schema.json'), '{}');
    rmSync(join(folder, 'event.schema.json'));
    expect(staleFiles(files, folder).sort()).toEqual(['event.schema.json', 'old.schema.json', 'openapi.json']);
  });
});
