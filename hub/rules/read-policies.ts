import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { mergeLayers } from '@bandecheng/shared/policy/merge-layers';
import { type Policy, PolicyLayer } from '@bandecheng/shared/policy/policy';
import { jsonFiles } from './json-files.ts';
import { sharedFolder } from './shared-folder.ts';

/**
 * The policies a hall may choose, by id: the cities that come with the program, and the layers of the site's folder,
 * which add to them and replace their namesakes. Throws `policy-invalid` with the file and every problem's path.
 */
export async function readPolicies(siteFolder?: string): Promise<Map<string, Policy>> {
  const layers = new Map<string, PolicyLayer>();
  const files = new Map<string, string>();
  for (const folder of [sharedFolder('policy', 'presets'), ...(siteFolder === undefined ? [] : [siteFolder])])
    for (const [file, content] of await jsonFiles(folder, 'policy-invalid')) {
      const layer = parse(PolicyLayer, content);
      if (!layer.ok) throw new HallError('policy-invalid', file, problemLines(layer.problems));
      layers.set(layer.value.id, layer.value);
      files.set(layer.value.id, file);
    }
  const policies = new Map<string, Policy>();
  for (const { id, layer } of layers.values()) {
    if (layer === 'national' || layer === 'province') continue;
    const merged = mergeLayers(id, layers);
    if (!merged.ok) throw new HallError('policy-invalid', files.get(id) ?? id, problemLines(merged.problems));
    policies.set(id, merged.value);
  }
  return policies;
}
