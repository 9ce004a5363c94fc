/** What `npm run verify` prints. */
export const verifyText = {
  head: (folder: string) => `记录文件夹 ${folder}`,
  day: (day: string, lines: number, first: number, last: number, digest: string) =>
    `${day}  ${lines} 条  第 ${first} 至 ${last} 号  当日校验值 ${digest}`,
  emptyDay: (day: string) => `${day}  0 条`,
  whole: (events: number, files: number) => `校验通过：${files} 天，共 ${events} 条记录，没有缺失，没有改动`,
  torn: (file: string, bytes: number) =>
    `${file} 末尾有 ${bytes} 字节尚未写完（正在写入，或写入时断电），不影响其余记录`,
  nothing: '还没有任何记录',
  noFolder: (folder: string) => `找不到记录文件夹 ${folder}`,
  damaged: (place: string, reason: string) => `校验未通过：${place}\n${reason}`,
  unreadable: (reason: string) => `无法校验：${reason}`,
} as const;
