import { endMarkPlace, escapeCodes, isEscaped, type Layout } from './frame-fields.ts';

/** Reports what is wrong with a profile, and where. */
export type Refuse = (path: PropertyKey[], message: string) => void;

/** Refuses a layout whose frames could not be told apart from the bytes around them. */
export function checkLayout(layout: Layout, path: PropertyKey[], refuse: Refuse): void {
  const at: Refuse = (rest, message) => refuse([...path, ...rest], message);
  for (const check of [checkFields, checkLength, checkCovers, checkEscape]) check(layout, at);
}

function checkFields({ layout }: Layout, refuse: Refuse): void {
  const ids = layout.map((field) => field.id);
  const kinds = layout.map((field) => field.f);
  layout.forEach((field, i) => {
    if (ids.indexOf(field.id) !== i) refuse(['layout', i, 'id'], `与前面的重复：${field.id}`);
    if (field.f !== 'addr' || field.transform === undefined) return;
    const width = field.transform === 'split64' ? 2 : 1;
    if (field.w !== width) refuse(['layout', i, 'w'], `${field.transform} 须为 ${width} 个字节`);
  });
  for (const once of ['addr', 'cmd', 'data', 'ck'])
    if (kinds.filter((kind) => kind === once).length > 1) refuse(['layout'], `只能有一个 ${once}`);
  if (!kinds.includes('data')) refuse(['layout'], '缺少 data');
}

function checkLength(profile: Layout, refuse: Refuse): void {
  const { layout } = profile;
  const data = layout.findIndex(({ f }) => f === 'data');
  const length = layout.findIndex(({ f }) => f === 'len');
  if (length > data) refuse(['layout', length], 'len 须在 data 之前');
  const mark = endMarkPlace(profile);
  if (mark === undefined) return;
  if (mark < 0) return refuse(['layout'], '没有 len 字段时须写明 fixedLength，或在 data 之后写明结束字节');
  // An unescaped checksum before the mark may hold the mark's own byte.
  if (mark > data + 1 && !isEscaped(profile, mark - 1))
    refuse(['layout', mark], '结束字节须紧接 data，除非二者之间的字段有转义');
  if (isEscaped(profile, mark)) refuse(['layout', mark], '结束字节不能转义');
}

function checkCovers({ layout }: Layout, refuse: Refuse): void {
  const ids = layout.map((field) => field.id);
  layout.forEach((field, i) => {
    if (field.f !== 'len' && field.f !== 'ck') return;
    const [from, to] = [ids.indexOf(field.covers[0]), ids.indexOf(field.covers[1])];
    const path = ['layout', i, 'covers'];
    if (from < 0 || to < from) refuse(path, '须为先后两个字段的 id');
    else if (field.f === 'ck' && from <= i && i <= to) refuse(path, '校验不能覆盖它自己');
    else if (field.f === 'len' && !layout.slice(from, to + 1).some(({ f }) => f === 'data'))
      refuse(path, '长度须覆盖 data');
  });
}

function checkEscape(profile: Layout, refuse: Refuse): void {
  const { layout, escape } = profile;
  if (escape === undefined) return;
  const [from, to] = escape.scope.map((id) => layout.findIndex((field) => field.id === id));
  if (from === undefined || to === undefined || from < 0 || to < from)
    refuse(['escape', 'scope'], '须为先后两个字段的 id');
  const codes = escapeCodes(escape);
  if (new Set(codes.values()).size !== codes.size) refuse(['escape'], '两个字节的转义码相同');
  if (!codes.has(escape.prefix[0] ?? -1)) refuse(['escape', 'map'], '须包含 prefix 自身');
  const mark = layout[endMarkPlace(profile) ?? -1];
  if (mark?.f === 'const' && !codes.has(mark.bytes[0] ?? -1)) refuse(['escape'], '须包含结束字节');
}
