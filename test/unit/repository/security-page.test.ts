import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(`${root}docs/security.md`, 'utf8');

describe('docs/security.md', () => {
  it('names for every threat a test that there is', () => {
    const rows = page.split('## Threats')[1]!.split('## What was decided')[0]!.split('\n');
    const threats = rows.filter((row) => row.startsWith('| ')).slice(2);
    expect(threats.length).toBeGreaterThan(20);
    for (const threat of threats) {
      const proofs = [...threat.matchAll(/`(test\/[\w/.-]+\.test\.ts)`(?: "([^"]+)")?/g)];
      expect(proofs.length, threat).toBeGreaterThan(0);
      for (const [, file = '', title] of proofs) {
        expect(existsSync(root + file), file).toBe(true);
        const text = readFileSync(root + file, 'utf8');
        expect(title === undefined || text.includes(title), `${file}: ${title ?? ''}`).toBe(true);
      }
    }
  });
});
