/** What is wrong with hall.json or the environment, for the console of whoever starts the hub. */
export const configText = {
  unreadable: '文件读不出',
  notUtf8: '文件不是 UTF-8 编码，请另存为 UTF-8',
  notJson: (line: number, column: number) => `第 ${line} 行第 ${column} 个字符处不是正确的 JSON`,
  badPort: 'PORT: 须为 0 到 65535 的整数',
  emptyDataFolder: 'DATA_DIR: 不能为空',
} as const;
