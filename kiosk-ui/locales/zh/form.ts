/** The page that prints a form. */
export const form = {
  title: '打印单据',
  loading: '正在取单据…',
  print: '打印',
  note: '共 {n} 页 A4 纸，每份注明给谁。打印已记入案件。',
  failed: '没有取到单据：{reason}',
  missing: '地址里没有写是哪一件、哪一张单据',
  copy: '第 {n} 份：{to}',
  case: '编号 {case}',
  printedAt: '打印时间 {time}',
  named: '制度没有附表样，按其文字列出各项；大厅可以换成自己的版式',
  signature: '签字：',
  signatureDate: '年　　月　　日',
} as const;
