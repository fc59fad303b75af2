import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { FACT_TABLE } from '#contracts';
import { factTableMarkdown, withFactTable } from '../../deploy/local/fact-table-doc.js';
import { projectDir } from '../../deploy/local/local-folder.js';

const read = (file: string): string => readFileSync(join(projectDir, 'docs', file), 'utf8');
const protocol = read('protocol.md');

describe('the table of facts in the protocol', () => {
  it('is that of the code (npm run docs makes it)', () => {
    expect(protocol).toContain(factTableMarkdown());
    expect(withFactTable(protocol)).toBe(protocol);
  });

  it('has one row for each fact in each version, and is left alone by the formatter', async () => {
    const rows = [...factTableMarkdown().matchAll(/^\| `([a-z.-]+)`(?: \(version (\d)\))?/gm)];
    expect(rows.map(([, type, version]) => `${type}@${version ?? 1}`)).toEqual(
      FACT_TABLE.map(({ type, version }) => `${type}@${version}`),
    );
    expect(await format(factTableMarkdown(), { parser: 'markdown', printWidth: 120 })).toBe(factTableMarkdown());
  });

  it('would show a row that was changed by hand', () => {
    const changed = protocol.replace('| 撤销', '| 取消');
    expect(changed).not.toBe(protocol);
    expect(withFactTable(changed)).toBe(protocol);
  });
});

describe('the words of the facts', () => {
  it('stand in the glossary, every fact by its name', () => {
    const glossary = read('glossary.md');
    const missing = FACT_TABLE.filter(({ type }) => !glossary.includes(`\`${type}\``)).map(({ type }) => type);
    expect([...new Set(missing)]).toEqual([]);
  });
});
