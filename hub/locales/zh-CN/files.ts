/** What is wrong with a JSON file before its content is looked at. */
export const filesText = {
  unreadable: '文件读不出',
  notUtf8: '文件不是 UTF-8 编码，请另存为 UTF-8',
  notJson: (line: number, column: number) => `第 ${line} 行第 ${column} 个字符处不是正确的 JSON`,
} as const;
