import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ERROR_CATALOGUE } from '#contracts';
import { errorsMarkdown } from '../../deploy/local/errors-doc.js';
import { projectDir } from '../../deploy/local/local-folder.js';

const written = readFileSync(join(projectDir, 'docs', 'errors.md'), 'utf8');

describe('docs/errors.md', () => {
  it('tells every code of the catalogue, and none that is not in it', () => {
    const told = [...written.matchAll(/^\| `(\w+)` +\|/gm)].map((match) => match[1]);
    expect(told).toEqual(Object.keys(ERROR_CATALOGUE));
  });

  it('is what the script makes of the catalogue today', () => {
    expect(written).toBe(errorsMarkdown());
  });

  it('is left alone by the formatter', async () => {
    expect(await format(written, { parser: 'markdown', printWidth: 120 })).toBe(written);
  });

  it.each(Object.entries(ERROR_CATALOGUE))(
    '%s speaks to a person in sentences of their own language',
    (code, entry) => {
      expect([code, entry.zh]).toEqual([code, expect.stringMatching(/^[^。！]*[\u4e00-\u9fff]{2,}[^。！]*$/)]);
      expect([code, entry.remedyZh]).toEqual([code, expect.stringMatching(/[\u4e00-\u9fff].*[\u4e00-\u9fff]/)]);
      expect(entry.en).toMatch(/\.$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
    },
  );
});
