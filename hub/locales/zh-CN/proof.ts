/** The paper with a day's digest, and what is wrong with a question about the record. */
export const proofText = {
  title: '当日记录校验值',
  day: (day: string) => `日期：${day}`,
  numbers: (first: number, last: number) => `记录：第 ${first} 至 ${last} 号，共 ${last - first + 1} 条`,
  keep: ['凭此值可以证明：这一天以及之前的记录', '没有被改动。请由不管理系统的人保管。'],
  spanOrder: '不能早于开始日期',
  spanLong: '一次最多导出 366 天',
} as const;
