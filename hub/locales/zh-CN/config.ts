/** What is wrong with hall.json or the environment, for the console of whoever starts the hub. */
export const configText = {
  badPort: 'PORT: 须为 0 到 65535 的整数',
  emptyDataFolder: 'DATA_DIR: 不能为空',
  noPolicy: (id: string, known: readonly string[]) =>
    `policy: 没有名为 ${id} 的制度；现有：${known.join('、')}`,
} as const;
